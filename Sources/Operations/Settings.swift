internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let settings: [String: Operation] = [
    "setting.list": .reads { (call) throws(Failure) in
      .page(
        Settings.list(
          after: call.after, limit: call.limit, key: call.optionalText("key"),
          value: call.optionalText("value"),
          team: call.optionalSlug("team")), limit: call.limit)
    },
    "setting.set": .changes { (call) throws(Failure) in
      let (key, value) = (try call.text("key"), try call.text("value"))
      let team = call.optionalSlug("team")
      return Change([Settings.look(key, team: team), Settings.keys]) { (rows, asker) throws(Failure) in
        let setting = rows[0]
        let number = setting.integer(0, 2)
        if team == nil {
          guard asker.holds([.admin]) else { throw .role(call.command, needs: [.admin]) }
        }
        guard let unit = setting.text(0, 0) else {
          let keys = (0..<rows[1].count).compactMap { rows[1].text($0, 0) }
          throw .value(call, "key", "Deze instelling is er niet.", "There is no such setting.", allowed: keys)
        }
        let kept = try kept(value, of: key, unit: unit, call)
        if team != nil {
          guard asker.holds([.lead], in: number) || setting.bool(0, 3) == true else {
            throw .team("U leidt of beheert dit team niet.", "You do not lead or administer this team.")
          }
          guard setting.bool(0, 1) == true else {
            throw .value(
              call, "team", "Deze instelling geldt voor alle teams samen.",
              "This setting holds for all teams together.")
          }
        }
        return Effect(
          [Settings.set(key, team: number, kept)], reply: Settings.reply, .text(key), .integer(number))
      }
    },
  ]

  /// The value in the form it is kept in; throws where it is none of the setting's unit.
  private static func kept(_ value: String, of key: String, unit: String, _ call: Call) throws(Failure) -> String {
    switch unit {
    case "days":
      if value.utf8.allSatisfy({ (48...57).contains($0) }), let days = Int(value), days <= 3_660 {
        return String(days)
      }
      throw .value(
        call, "value", "Verwacht wordt een aantal dagen, ten hoogste 3660.",
        "Expected is a number of days, 3660 at most.")
    case "duration":
      let allowed = minutes(of: key)
      if let span = Span(wire: value), span.seconds % 60 == 0, allowed.contains(span.minutes) { return span.wire }
      let (least, most) = (allowed.lowerBound, allowed.upperBound)
      throw .value(
        call, "value", "Verwacht wordt een duur zoals 20m, 48h of 28d, van \(least) tot \(most) minuten.",
        "Expected is a duration such as 20m, 48h or 28d, of \(least) to \(most) minutes.")
    case "yes-no":
      if ["yes", "no"].contains(value) { return value }
      throw .value(
        call, "value", "Verwacht wordt yes of no.", "Expected is yes or no.", allowed: ["yes", "no"])
    default:
      if value.hasPrefix("https://"), value.contains("{room}"), !value.contains(" ") { return value }
      throw .value(
        call, "value", "Verwacht wordt een adres zoals https://video.example/{room}.",
        "Expected is an address such as https://video.example/{room}.")
    }
  }

  /// How many minutes a duration may be. Around an appointment none is over what `travel set` takes, because who is in
  /// the way is looked for no further; and no way whose length nobody set is free.
  private static func minutes(of key: String) -> ClosedRange<Int> {
    if key.hasPrefix("travel.") { return 1...600 }
    return ["appointment.prepare", "appointment.follow-up"].contains(key) ? 0...600 : 0...3_660 * 1_440
  }
}
