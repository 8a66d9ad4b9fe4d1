internal import Casework
internal import Wire

/// Reads one value of one parameter.
struct Reading {
  let parameter: Parameter
  /// The octet of the line, from 1, where the value starts.
  let column: Int
  let zone: Zone

  /// Items a list holds at most.
  static let longestList = 100
  /// Characters in a login, slug or word of a lookup at most.
  static let longestSlug = 64

  /// The value `text` stands for; a list's items are read one by one.
  func value(_ text: String) throws(Failure) -> Value {
    if text.isEmpty {
      if parameter.mayClear { return .cleared }
      throw failure(
        Sentence(nl: "\(parameter.name) mag niet leeg zijn.", en: "\(parameter.name) must not be empty."))
    }
    guard parameter.isList else { return try item(text) }
    var items: [Value] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard !part.isEmpty else { throw wrong() }
      items.append(try item(String(part)))
    }
    return .list(items)
  }

  /// Several spellings of one list, joined; refused where they are too many or one of them stands twice.
  func joined(_ one: Value?, _ other: Value) throws(Failure) -> Value {
    guard case .list(let added) = other else { return other }
    var items: [Value] = []
    if case .list(let former)? = one { items = former }
    items += added
    guard items.count <= Self.longestList else {
      throw failure(
        Sentence(
          nl: "\(parameter.name) bevat meer dan \(Self.longestList) waarden.",
          en: "\(parameter.name) holds more than \(Self.longestList) values."),
        code: .inputTooMany)
    }
    var seen: Set<String> = []
    for item in items where !seen.insert(item.identity).inserted {
      throw failure(
        Sentence(nl: "\(parameter.name) noemt iets tweemaal.", en: "\(parameter.name) names something twice.")
      )
    }
    return .list(items)
  }

  private func item(_ text: String) throws(Failure) -> Value {
    switch parameter.kind {
    case .text(let longest):
      return try written(text, longest, onOneLine: false)
    case .name(let longest):
      return try written(text, longest, onOneLine: true)
    case .word(let longest):
      guard !text.unicodeScalars.contains(where: \.properties.isWhitespace) else { throw wrong() }
      return try written(text, longest, onOneLine: true)
    case .digits(let count):
      guard count.contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { throw wrong() }
      return .text(text)
    case .newSlug:
      let slug = Slug.slug(text)
      guard slug == Slug.fold(text), (1...Self.longestSlug).contains(slug.utf8.count) else { throw wrong() }
      return .text(slug)
    case .newLogin, .doer:
      return .text(try login(text))
    case .thing(let thing), .existing(let thing, _):
      return try known(thing, text)
    case .placeOrHome, .membership:
      return .text(try slug(text))
    case .proposed:
      return try proposed(text)
    case .attendee:
      let (who, mode) = try participant(text)
      return .participant(try login(who), mode: mode)
    case .guest:
      let (who, mode) = try participant(text)
      guard case .text(let label) = try written(who, 100, onOneLine: true) else { throw wrong() }
      return .participant(label, mode: mode)
    case .need:
      return try need(text)
    case .lookup:
      let word = Slug.fold(text)
      guard word.utf8.count <= Self.longestSlug else { throw wrong() }
      return .text(word)
    case .choice(let words):
      guard words.contains(text) else { throw wrong() }
      return .text(text)
    case .yes:
      guard text == "yes" || text == "no" else { throw wrong() }
      return .yes(text == "yes")
    case .command:
      let name = Catalogue.dotted(text)
      guard !Catalogue.matching(name).isEmpty else { throw wrong(near: Catalogue.near(name)) }
      return .text(name)
    case .secret:
      return try written(text, 256, onOneLine: true)
    case .date, .today, .moment, .time, .timeOfDay, .weekday, .birth, .duration, .minutes, .integer, .postcode, .bsn:
      return try measured(text)
    }
  }

  /// Numbers, times and numbers of registers.
  private func measured(_ text: String) throws(Failure) -> Value {
    switch parameter.kind {
    case .date, .today:
      if let date = CivilDate(iso: text) { return .date(date) }
    case .moment, .time:
      return .instant(try instant(text))
    case .timeOfDay:
      if let time = TimeOfDay(wire: text) { return .timeOfDay(time) }
    case .weekday:
      if let day = Weekday(wire: text) { return .weekday(day) }
    case .birth:
      if let birth = BirthDate(wire: text) { return .birth(birth) }
    case .duration(let longest):
      if let span = Span(wire: text), span.days != 0 || span.seconds != 0,
        span.days * 86_400 + span.seconds <= longest
      {
        return .duration(span)
      }
    case .minutes(let range):
      if let span = Span(wire: text, plainMinutes: true), span.seconds % 60 == 0, range.contains(span.minutes) {
        return .integer(span.minutes)
      }
    case .integer(let range):
      if let integer = Int(text), text.utf8.first != UInt8(ascii: "+"), range.contains(integer) {
        return .integer(integer)
      }
    case .postcode:
      if let postcode = Postcode(text) { return .text(postcode.text) }
      throw failure(
        Sentence(
          nl: "Dit is geen postcode; die heeft vier cijfers en twee letters, zoals 3526KS.",
          en: "This is no postcode; that has four digits and two letters, such as 3526KS."),
        code: .inputPostcode)
    case .bsn:
      if let bsn = BSN(text) { return .text(bsn.digits) }
      throw failure(
        Sentence(
          nl: "Dit is geen burgerservicenummer: negen cijfers die de elfproef doorstaan.",
          en: "This is no citizen service number: nine digits that pass the eleven test."),
        code: .inputBsn)
    default: break
    }
    throw wrong()
  }

  private func instant(_ text: String) throws(Failure) -> Instant {
    switch MomentText(wire: text) {
    case .exact(let instant)?:
      return instant
    case .date(let date)? where parameter.kind == .moment:
      return zone.startOfDay(date)
    case .local(let time)?:
      switch zone.reading(time) {
      case .once(let instant):
        return instant
      case .gap(let after):
        // Before the clock was put forward it would have been the one, by the new time the other.
        let jump = zone.offset(after) - zone.offset(Instant(seconds: after.seconds - 86_400))
        throw failure(
          Sentence(
            nl: "Deze tijd bestaat niet: de klok gaat dan een uur vooruit.",
            en: "This time does not exist: the clock is put forward then."),
          code: .inputTimeGap, members: readings(Instant(seconds: after.seconds - Int64(jump)), after))
      case .twice(let first, let second):
        throw failure(
          Sentence(
            nl: "Deze tijd komt tweemaal voor: de klok gaat dan terug. Schrijf erbij welke van de twee.",
            en: "This time comes twice: the clock is put back then. Write which of the two."),
          code: .inputTimeAmbiguous, members: readings(first, second))
      }
    case .date?, nil:
      throw wrong()
    }
  }

  private func readings(_ first: Instant, _ second: Instant) -> [JSON.Member] {
    [JSON.Member("readings", .array([.string(zone.rfc3339(first)), .string(zone.rfc3339(second))]))]
  }

  private func known(_ thing: Thing, _ text: String) throws(Failure) -> Value {
    guard let prefix = thing.codePrefix else {
      return .text(thing == .worker ? try login(text) : try slug(text))
    }
    let digits = text.dropFirst(2)
    guard text.prefix(2).uppercased() == "\(prefix)-", digits.utf8.allSatisfy(isDigit),
      let number = Int32(digits),
      number > 0
    else { throw wrong() }
    return .code(thing, Int(number))
  }

  private func login(_ text: String) throws(Failure) -> String {
    let login = Slug.fold(text)
    guard (1...Self.longestSlug).contains(login.utf8.count),
      login.utf8.allSatisfy({ isDigit($0) || (97...122).contains($0) || [45, 46, 95].contains($0) })
    else { throw wrong() }
    return login
  }

  private func slug(_ text: String) throws(Failure) -> String {
    let slug = Slug.slug(text)
    guard (1...Self.longestSlug).contains(slug.utf8.count) else { throw wrong() }
    return slug
  }

  private func proposed(_ text: String) throws(Failure) -> Value {
    guard let colon = text.lastIndex(of: ":") else { return .text(try slug(text)) }
    let reads = String(text[text.index(after: colon)...])
    guard Kind.readings.contains(reads) else { throw wrong(allowed: Kind.readings) }
    guard case .code(_, let participant) = try known(.participant, String(text[..<colon])) else { throw wrong() }
    return .widening(participant, reads: reads)
  }

  private func participant(_ text: String) throws(Failure) -> (String, String?) {
    guard let colon = text.lastIndex(of: ":") else { return (text, nil) }
    let mode = String(text[text.index(after: colon)...])
    guard Kind.presences.contains(mode) else { throw wrong(allowed: Kind.presences) }
    return (String(text[..<colon]), mode)
  }

  private func need(_ text: String) throws(Failure) -> Value {
    let words = text.split(separator: " ")
    guard words.count == 2, let count = Int(words[0]), (1...20).contains(count) else { throw wrong() }
    let discipline = Slug.fold(words[1])
    guard discipline.utf8.count <= Self.longestSlug else { throw wrong() }
    return .need(count, discipline: discipline)
  }

  private func written(_ text: String, _ longest: Int, onOneLine: Bool) throws(Failure) -> Value {
    let scalars = text.unicodeScalars
    guard scalars.count <= longest, scalars.contains(where: { !$0.properties.isWhitespace }),
      !onOneLine || !scalars.contains(where: { $0 == "\n" || $0 == "\t" })
    else { throw wrong() }
    return .text(text)
  }

  private func isDigit(_ octet: UInt8) -> Bool { (48...57).contains(octet) }

  private func wrong(allowed: [String]? = nil, near: String? = nil) -> Failure {
    var members: [JSON.Member] = []
    let allowed = allowed ?? parameter.kind.allowed
    if !allowed.isEmpty { members.append(JSON.Member("allowed", .array(allowed.map(JSON.string)))) }
    if let near { members.append(JSON.Member("near", .string(near))) }
    let expected = parameter.kind.expectation
    return failure(
      Sentence(
        nl: "\(parameter.name) klopt niet: verwacht wordt \(expected.nl).",
        en: "\(parameter.name) is wrong: expected is \(expected.en)."),
      members: members)
  }

  private func failure(
    _ sentence: Sentence, code: Failure.Code = .inputValue, members: [JSON.Member] = []
  ) -> Failure {
    Failure(code, sentence, field: parameter.name, column: column, members: members)
  }
}

extension Value {
  /// What makes an item of a list the same as another: of participants who it is, not how they take part.
  fileprivate var identity: String {
    if case .participant(let who, _) = self { who } else { canonical }
  }
}
