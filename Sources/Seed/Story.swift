internal import Casework

/// What happens with one child in the year, laid as the rows it leaves.
final class Story {
  /// Something that happened to the case.
  struct Fact {
    let occurred: Moment
    let recorded: Moment
    let worker: Int?
    let team: Int?
    let what: String
    let detail: String
    let reason: String?
  }

  /// How the child comes into the year.
  enum Course {
    /// In care when it began.
    case carried
    /// On the list when it began.
    case waiting
    /// Registered in it.
    case arriving
  }

  let region: Region
  let child: Int
  var dice: Dice
  var year: Year { region.year }
  var sheets: Sheets { region.sheets }

  let client: Int
  let casus: Int
  var course = Course.arriving
  var wijk = 0
  /// The basecamp and the buurtteam, by place among the region's.
  var base = 0
  var buurt = 0
  var clinician = 0
  var gezinswerker = 0
  var birth = 0
  var opened = Moment(0, 0)
  /// When the file came into this system; before that day all of it was kept elsewhere.
  var kept = Moment(0, 0)
  var urgency = "regulier"
  var referrer = "buurtteam"
  /// The day help began, and the one it ended, which may be in the time to come.
  var started: Int?
  var ended = Int.max
  var closed: Moment?
  var facts: [Fact] = []
  var revision = 1
  var touched = 0
  /// Days on which the child is somewhere already.
  var busy: Set<Int> = []
  /// Whether the family ends help by itself.
  var isBrokenOff = false
  /// Who bears authority, as parties of a consent.
  var parents: [String] = []
  var owners: [Int] = []
  /// Who holds the regie: a person, by place.
  var lead = 0
  var openedBy = 0
  /// The day the buurtteam left, and the one another took over, and who that was.
  var leftOn: Int?
  var handedOn: Int?
  var successor: Int?
  /// A third team that owns the case too, and who of it acts.
  var joined: (team: Int, worker: Int)?
  var firstContact: Moment?
  /// Whether the first talk is one that was offered.
  var isOffered = false
  /// Who read the file in an emergency.
  var alarmed: Region.Alarm?
  /// When the last fact of the entry was recorded.
  var latest = Moment(0, 0)

  init(_ region: Region, _ child: Int) {
    self.region = region
    self.child = child
    dice = region.dice(.client, child)
    client = region.sheets.number(.client)
    casus = region.sheets.number(.casus)
  }

  func lay() throws {
    choose()
    try open()
    try ask()
    let met = try wait()
    if let started { try help(from: started) }
    change()
    try meet(met)
    alarm()
    try finish()
    try flush()
  }

  // MARK: Who and when

  private func choose() {
    wijk = dice.weighted(region.ground.wijken.map { Region.weight(of: $0.slug) })
    base = dice.pick(region.basecamps[wijk])
    buurt = dice.pick(region.buurtteams[wijk])
    referrer = Self.referrers[dice.weighted([418, 369, 110, 57, 33, 5, 8])]
    switch dice.below(1_000) {
    case ..<474: course = .carried
    case ..<560: course = .waiting
    default: course = .arriving
    }
    switch course {
    case .carried: carry()
    case .waiting: register(on: year.workday(before: year.first - 1 - dice.below(80)))
    case .arriving: register(on: arrival())
    }
    let last = min(ended, year.horizon)
    clinician = region.pick(base, from: max(opened.day, year.first), to: last, &dice)
    gezinswerker = region.pick(buurt, from: max(opened.day, year.first), to: last, &dice)
    lead = dice.chance(620) ? gezinswerker : clinician
    if person(lead).leaves <= year.last { lead = lead == clinician ? gezinswerker : clinician }
    if person(lead).leaves <= year.last {
      clinician = region.teams[base].people[0]
      lead = clinician
    }
    // One in sixteen grew from a consult, which the buurtteam asked some days before.
    if course == .arriving, opened.day > year.first + 12, dice.chance(64) {
      (referrer, lead) = ("buurtteam", gezinswerker)
      if person(lead).leaves <= year.last { gezinswerker = region.teams[buurt].people[0] }
      lead = gezinswerker
      firstContact = Moment(year.workday(before: opened.day - dice.between(2, 9)), dice.between(540, 700))
    }
  }

  private static let referrers = [
    "huisarts", "buurtteam", "gecertificeerde-instelling", "medisch-specialist", "jeugdarts", "rechter", "onbekend",
  ]
  private static let ages = [6, 9, 14, 24, 38, 48, 60, 70, 78, 82, 82, 80, 79, 77, 74, 70, 58, 42]
  /// How long a traject lasts, in days, and how often of a thousand that ended; help, which may be several, a quarter longer.
  private static let durations: [(Int, Int, Int)] = [
    (14, 91, 154), (91, 182, 145), (182, 365, 322), (365, 730, 254), (730, 1_095, 72), (1_095, 1_460, 24),
    (1_460, 2_000, 29),
  ]

  /// A child that was in care when the year began: long help is met more often than short.
  private func carry() {
    let spans = Self.durations
    let (low, high, _) = spans[dice.weighted(spans.map { ($0.0 + $0.1) / 2 * $0.2 / 10 })]
    let whole = dice.between(low, high) * 5 / 4
    let age = born(before: year.first)
    let begun = year.workday(before: year.first - 1 - min(whole * dice.below(1_000) / 1_000, age - 40))
    started = begun
    ended = min(begun + whole, adulthood)
    if ended < year.first { ended = year.first + dice.between(10, 90) }
    opened = Moment(year.workday(before: begun - dice.between(0, min(40, max(0, age - 41)))), dice.between(540, 960))
    // Many files came over in the first days of the year, and some, of light help, weeks later.
    kept = Moment(
      year.workday(from: year.first + 1 + (dice.chance(700) ? dice.below(14) : dice.below(85))), dice.between(540, 980))
    urgency = ["regulier", "urgent", "spoed"][dice.weighted([930, 50, 20])]
  }

  /// A child that is registered on a day: it waits, unless it cannot.
  private func register(on day: Int) {
    _ = born(before: day)
    opened = Moment(day, dice.between(530, 1_000))
    kept = opened
    // Of whom it was urgent nobody waits for weeks.
    urgency =
      course == .waiting
      ? ["regulier", "urgent"][dice.weighted([940, 60])]
      : ["regulier", "urgent", "spoed", "crisis"][dice.weighted([879, 78, 30, 13])]
    let wait: Int
    switch urgency {
    case "crisis": wait = dice.below(2)
    case "spoed": wait = dice.between(1, 6)
    case "urgent": wait = dice.between(7, 24)
    default: wait = year.weeks(registered: day) * 7 * dice.between(500, 1_500) / 1_000
    }
    let begun = year.workday(from: min(max(day + wait, course == .waiting ? year.first + 1 : day), year.horizon))
    started = begun <= year.last ? begun : nil
    let (low, high, _) = Self.durations[dice.weighted(Self.durations.map(\.2))]
    ended = min(begun + dice.between(low, high) * 5 / 4, max(adulthood, begun + 14))
  }

  /// Throws a birth date such that the child is under eighteen on a day; its age in days.
  private func born(before day: Int) -> Int {
    let age = dice.weighted(Self.ages) * 1_461 / 4 + 60 + dice.below(300)
    birth = day - age
    return age
  }

  var adulthood: Int { birth + 18 * 1_461 / 4 }

  private func arrival() -> Int {
    let month = dice.weighted((1...12).map(year.arrivals(in:))) + 1
    return min(year.workday(from: year.date(month, 1) + dice.below(30)), year.workday(before: year.last))
  }

  /// Whole years on a day.
  func age(on day: Int) -> Int { (day - birth) * 4 / 1_461 }

  func person(_ place: Int) -> Region.Person { region.people[place] }

  // MARK: What is told

  /// Tells that something happened, and how long after that it was recorded: mostly at once, sometimes days later.
  func tell(
    _ what: String, at moment: Moment, by worker: Int?, team: Int? = nil, _ detail: String = "{}",
    reason: String? = nil,
    late: Int = 0
  ) {
    guard moment < year.end else { return }
    let recorded = min(max(moment.later(late * 1_440), kept), year.end.later(-60))
    facts.append(
      Fact(
        occurred: moment, recorded: max(recorded, moment), worker: worker, team: team, what: what, detail: detail,
        reason: reason))
    revision += 1
    touched = max(touched, facts[facts.count - 1].recorded.day)
  }

  /// How many days late something is recorded.
  func lateness() -> Int { dice.chance(880) ? 0 : dice.between(1, 18) }

  func recorded(_ moment: Moment, late: Int) -> Moment {
    max(min(max(moment.later(late * 1_440), kept), year.end.later(-60)), moment)
  }

  /// A moment of a working day in office hours.
  func office(_ day: Int) -> Moment {
    Moment(min(year.workday(from: day), year.workday(before: year.last)), dice.between(520, 1_020))
  }

  func flush() throws {
    // In the order they were recorded, as they would have been numbered.
    let order = facts.indices.sorted { (facts[$0].recorded, $0) < (facts[$1].recorded, $1) }
    for place in order {
      let fact = facts[place]
      let number = try sheets.make(
        .casusFact, .int(casus), .at(fact.occurred), .at(fact.recorded), .some(fact.worker), .some(fact.team),
        .text(fact.what),
        .text(fact.detail), .some(fact.reason))
      if let alarm = alarmed, fact.what == "emergency" {
        try sheets.make(
          .emergency, .int(casus), .some(fact.worker), .some(fact.team), .text(region.role(alarm.person)), .int(number),
          .at(alarm.at), .at(alarm.at.later(240)), .int(region.ground.transaction))
      }
    }
    try sheets.add(.dossierChange, .int(client), .day(min(touched, year.last)))
    for place in [clinician, gezinswerker] {
      region.worked[place].append(
        Region.Worked(
          casus: casus, client: client, team: region.teams[person(place).team].number, from: max(kept.day, year.first),
          to: min(closed?.day ?? year.last, year.last)))
    }
  }
}

func < (a: (Moment, Int), b: (Moment, Int)) -> Bool { a.0 < b.0 || a.0 == b.0 && a.1 < b.1 }
