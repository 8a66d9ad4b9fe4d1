package import Wire

extension Kind {
  /// What a value of the kind looks like, to end a sentence with.
  package var expectation: Sentence {
    switch self {
    case .text(let longest):
      Sentence(nl: "tekst van ten hoogste \(longest) tekens", en: "text of at most \(longest) characters")
    case .name(let longest):
      Sentence(
        nl: "één regel van ten hoogste \(longest) tekens", en: "one line of at most \(longest) characters")
    case .word(let longest):
      Sentence(
        nl: "één woord van ten hoogste \(longest) tekens", en: "one word of at most \(longest) characters")
    case .digits(let count):
      count.lowerBound == count.upperBound
        ? Sentence(nl: "\(count.upperBound) cijfers", en: "\(count.upperBound) digits")
        : Sentence(
          nl: "\(count.lowerBound) tot \(count.upperBound) cijfers",
          en: "\(count.lowerBound) to \(count.upperBound) digits")
    case .newSlug:
      Sentence(nl: "kleine letters, cijfers en streepjes", en: "small letters, digits and hyphens")
    case .newLogin, .thing(.worker):
      Sentence(nl: "een login zoals a.bakker", en: "a login such as a.bakker")
    case .thing(let thing), .existing(let thing, _):
      thing.expectation
    case .placeOrHome:
      Sentence(nl: "een locatie zoals basecamp-zuid, of thuis", en: "a place such as basecamp-zuid, or thuis")
    case .membership:
      Sentence(
        nl: "een team of organisatie zoals basecamp-zuid", en: "a team or organisation such as basecamp-zuid")
    case .doer:
      Sentence(nl: "een login of een team", en: "a login or a team")
    case .proposed:
      Sentence(
        nl: "een wijk, een team, of een betrokkene en wat die leest, zoals B-3:plan",
        en: "a wijk, a team, or a participant and what it reads, such as B-3:plan")
    case .attendee:
      Sentence(
        nl: "een login, met eventueel :on-site, :online of :phone",
        en: "a login, perhaps with :on-site, :online or :phone")
    case .guest:
      Sentence(
        nl: "een aanduiding, met eventueel :on-site, :online of :phone",
        en: "a label, perhaps with :on-site, :online or :phone")
    case .need:
      Sentence(
        nl: "een aantal en een discipline, zoals 2 orthopedagoog",
        en: "a number and a discipline, such as 2 orthopedagoog")
    // Which those are is told beside it, as `allowed`.
    case .choice:
      Sentence(nl: "een van de mogelijke woorden", en: "one of the words allowed")
    case .lookup(.discipline):
      Sentence(nl: "een discipline", en: "a discipline")
    case .lookup(.redirect):
      Sentence(nl: "een team of een discipline", en: "a team or a discipline")
    case .lookup(.service):
      Sentence(nl: "een soort hulp", en: "a service")
    case .lookup(.ground):
      Sentence(nl: "een wettelijke grond", en: "a ground in law")
    case .date, .today:
      Sentence(nl: "een datum zoals 2026-11-22", en: "a date such as 2026-11-22")
    case .moment:
      Sentence(
        nl: "een datum of tijd zoals 2026-11-22T14:30", en: "a date or time such as 2026-11-22T14:30")
    case .time:
      Sentence(nl: "een tijd zoals 2026-11-22T14:30", en: "a time such as 2026-11-22T14:30")
    case .timeOfDay:
      Sentence(nl: "een tijd van de dag zoals 09:00", en: "a time of day such as 09:00")
    case .duration(let longest):
      longest < 86_400
        ? Sentence(
          nl: "een duur zoals 30s, ten hoogste \(longest) seconden",
          en: "a duration such as 30s, at most \(longest) seconds")
        : Sentence(
          nl: "een duur zoals 45m of 5d, ten hoogste \(longest / 86_400) dagen",
          en: "a duration such as 45m or 5d, at most \(longest / 86_400) days")
    case .minutes(let range):
      Sentence(
        nl: "\(range.lowerBound) tot \(range.upperBound) minuten, zoals 45 of 1h30m",
        en: "\(range.lowerBound) to \(range.upperBound) minutes, such as 45 or 1h30m")
    case .integer(let range):
      Sentence(
        nl: "een heel getal van \(range.lowerBound) tot \(range.upperBound)",
        en: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    case .yes:
      Sentence(nl: "yes of no", en: "yes or no")
    case .postcode:
      Sentence(nl: "een postcode zoals 3526KS", en: "a postcode such as 3526KS")
    case .birth:
      Sentence(nl: "een geboortedatum, -maand of -jaar", en: "a date, month or year of birth")
    case .bsn:
      Sentence(nl: "een burgerservicenummer", en: "a citizen service number")
    case .weekday:
      Sentence(nl: "een dag, mon tot sun", en: "a day, mon to sun")
    case .secret:
      Sentence(nl: "een token", en: "a token")
    case .command:
      Sentence(nl: "een opdracht zoals case.show", en: "a command such as case.show")
    }
  }
}

extension Thing {
  fileprivate var expectation: Sentence {
    if let codePrefix {
      return Sentence(nl: "een code zoals \(codePrefix)-12", en: "a code such as \(codePrefix)-12")
    }
    let example =
      switch self {
      case .wijk: "leidsche-rijn"
      case .organisation: "koos"
      default: "basecamp-zuid"
      }
    return Sentence(nl: "een naam zoals \(example)", en: "a name such as \(example)")
  }
}
