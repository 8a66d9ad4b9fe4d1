internal import Casework
internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func clients(_ surroundings: Responder.Surroundings) -> [String: Operation] {
    [
      "client.add": .changes { (call) throws(Failure) in try ClientEntry(call, key: surroundings.bsnKey).addition },
      "client.change": .changes { (call) throws(Failure) in try ClientEntry(call, key: surroundings.bsnKey).alteration
      },
      "client.show": .reads { (call) throws(Failure) in
        let client = try call.code("id")
        return call.yes("bsn")
          ? identified(client, call, key: surroundings.bsnKey) : .object(Clients.show(client))
      },
      "client.find": .reads(find),
      "client.merge": .changes(merge),
    ]
  }

  /// A client with the citizen service number, for who works with the child for a team that owns its case.
  private static func identified(_ client: Int, _ call: Call, key: String?) -> Reading {
    Reading([Grounds.client(client), Clients.show(client), Clients.bsn(of: client, key: key)]) {
      (rows, _) throws(Failure) in
      _ = try rows[0].grounds.owning(.caseworkers)
      guard rows[1].count > 0 else { throw .gone }
      let bsn = rows[2].text(0, 1)
      guard bsn != nil || rows[2].bool(0, 0) != true else {
        throw .value(
          call, "bsn",
          key == nil
            ? "Deze dienst heeft geen sleutel voor burgerservicenummers."
            : "De sleutel van deze dienst past niet op dit burgerservicenummer.",
          key == nil
            ? "This service has no key for citizen service numbers."
            : "The key of this service does not fit this citizen service number.")
      }
      return .object(rows[1], adding: [.init("bsn", bsn.map { .string($0) } ?? .null)])
    }
  }

  @Sendable private static func find(_ call: Call) throws(Failure) -> Reading {
    let search = search(try call.text("q"))
    return Reading([Clients.find(search, after: try call.numberAfter(), limit: call.limit)]) {
      (rows, asker) throws(Failure) in
      // The search itself is accounted for, whatever it found.
      let own = asker.teams(.caseTeam).first
      return .page(
        rows[0], limit: call.limit, touches: [Touch(ground: nil, role: own?.role.rawValue, team: own?.team)])
    }
  }

  private static func search(_ text: String) -> Clients.Search {
    if let birth = BirthDate(wire: text) { return .birth(first: birth.first.iso, last: birth.counted.iso) }
    if text.lowercased().hasPrefix("j-"), let number = Int32(text.dropFirst(2)), number > 0 {
      return .code(Int(number))
    }
    return .name(text)
  }

  @Sendable private static func merge(_ call: Call) throws(Failure) -> Change {
    let (gone, kept) = (try call.code("id"), try call.code("into"))
    let load = [Grounds.client(gone), Grounds.client(kept), Clients.apart(gone, kept)]
    return Change(load) { (rows, asker) throws(Failure) in
      guard gone != kept else {
        throw .value(call, "into", "Dit is al dezelfde jeugdige.", "These are the same client already.")
      }
      let grounds = [try rows[0].grounds.owning([.lead]), try rows[1].grounds.owning([.lead])]
      try checkApart(rows[2], call)
      var effect = Effect([Clients.merge(gone, into: kept)], reply: Clients.mergedOnes, .integer(kept))
      effect.touches = zip([gone, kept], grounds).map { Touch(client: .number($0), by: $1) }
      effect.events = [Outbox.Event("case", "client", .number(kept), "merged")]
      return effect
    }
  }

  /// What would be muddled is not merged: somebody has to say first what is right.
  private static func checkApart(_ apart: Rows, _ call: Call) throws(Failure) {
    guard apart.count > 0 else { throw .gone }
    func codes(_ column: Int) -> [JSON] {
      (apart.text(0, column) ?? "").split(separator: " ").map { .string(String($0)) }
    }
    func refusal(_ code: Failure.Code, _ nl: String, _ en: String, _ with: [JSON] = []) -> Failure {
      Failure(
        code, Sentence(nl: nl, en: en), field: "into", column: call.column(of: "into"),
        members: with.isEmpty ? [] : [.init("with", .array(with))])
    }
    if apart.bool(0, 1) == true {
      throw .state(
        .client, is: "destruction-requested", allowed: ["none"],
        "Voor een van beide loopt een verzoek tot vernietiging; beslis daar eerst over.",
        "For one of the two there is a request to destroy the file; decide on that first.")
    }
    if apart.bool(0, 0) == true {
      throw refusal(
        .conflictDuplicate, "Deze twee hebben elk een eigen burgerservicenummer: het zijn twee kinderen.",
        "These two have a citizen service number each: they are two children.")
    }
    if !codes(2).isEmpty {
      throw refusal(
        .conflictDuplicate, "Samen hebben zij meer dan twee ouders met gezag; beëindig eerst de dubbele relaties.",
        "Together they have more than two parents with authority; end the double relations first.", codes(2))
    }
    if !codes(3).isEmpty {
      throw refusal(
        .conflictOverlap, "Beide hebben een afspraak op dezelfde tijd; verzet er eerst een.",
        "Both have an appointment at the same time; move one first.", codes(3))
    }
    if !codes(4).isEmpty {
      throw refusal(
        .conflictDuplicate, "Beide verblijven in dezelfde tijd ergens; beëindig eerst een van de verblijven.",
        "Both stay somewhere at the same time; end one of the stays first.", codes(4))
    }
    if !codes(5).isEmpty {
      throw refusal(
        .conflictDuplicate, "Beide zijn in dezelfde groep; laat er eerst een uit gaan.",
        "Both are in the same group; let one leave it first.", codes(5))
    }
  }
}

extension BirthDate {
  /// The first day of a birth that may be known to month or year only.
  var first: CivilDate {
    let (year, month, _) = counted.parts
    return switch precision {
    case .day: counted
    case .month: CivilDate(year: year, month: month, day: 1) ?? counted
    case .year: CivilDate(year: year, month: 1, day: 1) ?? counted
    }
  }
}

extension Rows {
  /// A birth date and how exactly it is known, from two columns that follow each other.
  func birth(_ row: Int, _ column: Int) -> BirthDate? {
    guard let date = text(row, column).flatMap(CivilDate.init(iso:)),
      let precision = text(row, column + 1).flatMap(BirthDate.Precision.init(rawValue:))
    else { return nil }
    return BirthDate(date, precision: precision)
  }
}
