/// A city's worth of teams, people and children, laid one after another; nothing of it outlives it.
final class Region {
  /// Somebody who works there.
  struct Person {
    let number: Int
    let login: String
    let team: Int
    let discipline: String?
    /// The row of the roster.
    let row: Int
    let joined: Int
    /// The first day no longer there; far away for who stays.
    let leaves: Int

    func works(from first: Int, to last: Int) -> Bool { joined <= first && last < leaves }
  }

  struct Room {
    let number: Int
    let capacity: Int
    let row: Int
  }

  struct Team {
    let ground: Ground.Team
    var rooms: [Room] = []
    var people: [Int] = []
    var number: Int { ground.number }
    var slug: String { ground.slug }
  }

  /// A case and who worked with it, for what the access log tells of who looked at it.
  struct Worked {
    let casus: Int
    let client: Int
    let team: Int
    let from: Int
    let to: Int
  }

  /// Somebody who read a case that was no business of the own team, because a child was in danger.
  struct Alarm {
    let worked: Worked
    let person: Int
    let at: Moment
  }

  let year: Year
  let sheets: Sheets
  let ground: Ground
  let number: Int
  let clients: Int
  let seed: UInt64
  var roster: Roster
  var teams: [Team] = []
  var people: [Person] = []
  /// Of each person, what the person worked with.
  var worked: [[Worked]] = []
  /// Places in the wijk besides the teams': schools and clubs.
  var elsewhere: [[Int]] = []
  /// The basecamps and buurtteams of each wijk.
  var basecamps: [[Int]] = []
  var buurtteams: [[Int]] = []
  var groups: [Group] = []
  var alarms: [Alarm] = []
  var homes: [Int] = []
  /// The last number given to what can be occupied.
  var resource: Int

  init(_ number: Int, clients: Int, seed: UInt64, year: Year, ground: Ground, resource: Int, sheets: Sheets) {
    self.number = number
    self.clients = clients
    self.seed = seed
    self.year = year
    self.ground = ground
    self.sheets = sheets
    self.resource = resource
    roster = Roster(year)
  }

  /// Lays all of it; `tell` hears how many clients are done.
  func lay(_ tell: (Int) -> Void) throws {
    try furnish()
    try staff()
    try gather()
    for child in 0..<clients {
      try Story(self, child).lay()
      if child % 100 == 99 { tell(child + 1) }
    }
    try consult()
    tell(clients)
    try look()
  }

  func dice(_ stream: Stream, _ index: Int = 0) -> Dice { Dice(seed: seed, number, stream.rawValue, index) }

  /// What numbers are thrown for, so that more of the one changes nothing of the other.
  enum Stream: Int {
    case staff = 1
    case group, client, consult, log
  }

  /// How many of a thousand children live in a wijk.
  func share(of wijk: Int) -> Int {
    let all = ground.wijken.map { Self.weight(of: $0.slug) }
    return all[wijk] * 1_000 / all.reduce(0, +)
  }

  /// How dense a wijk is with children, of a thousand; the two consortia have half each.
  static func weight(of slug: String) -> Int {
    let weights = [
      "leidsche-rijn": 160, "vleuten-de-meern": 130, "west": 80, "zuidwest": 130, "overvecht": 130, "noordwest": 120,
      "zuid": 90, "noordoost": 80, "oost": 60, "binnenstad": 20,
    ]
    return weights[slug] ?? 100
  }
}
