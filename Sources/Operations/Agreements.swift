internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let agreements: [String: Operation] = [
    "agreement.add": .changes { (call) throws(Failure) in
      let (from, until) = (try call.date("from"), call.optionalDate("until"))
      if let until, until <= from {
        throw .value(
          call, "until", "Het einde ligt niet na het begin.", "The end does not come after the beginning.")
      }
      let query = Agreements.add(
        partner: try call.text("partner"), scope: try call.text("scope"), from: from.iso, until: until?.iso)
      return Change { (_, _) throws(Failure) in
        var effect = Effect([query], reply: Agreements.added)
        effect.makes = ["agreement"]
        return effect
      }
    },
    "agreement.end": .changes { (call) throws(Failure) in
      let agreement = try call.code("id")
      return Change([Agreements.period(agreement)]) { (rows, asker) throws(Failure) in
        let day = try call.end(of: .agreement, rows[0], today: asker.today)
        return Effect(
          [Agreements.end(agreement, on: day.iso, reason: call.optionalText("reason"))], reply: Agreements.ended,
          .integer(agreement))
      }
    },
    "agreement.list": .reads { (call) throws(Failure) in
      .page(
        Agreements.list(
          partner: call.optionalText("partner"), scope: call.optionalText("scope"),
          from: call.optionalDate("from")?.iso, until: call.optionalDate("until")?.iso,
          after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
  ]
}
