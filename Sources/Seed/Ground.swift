/// What a city holds before a year of work is laid on it: its teams and places, and the numbers that are given out.
package struct Ground: Sendable {
  /// A wijk and who is responsible for it.
  package struct Wijk: Sendable {
    package let slug: String
    package let consortium: Int
    package let pc4: [String]

    package init(slug: String, consortium: Int, pc4: [String]) {
      self.slug = slug
      self.consortium = consortium
      self.pc4 = pc4
    }
  }

  /// A room of a team's place.
  package struct Room: Sendable {
    package let number: Int
    package let capacity: Int

    package init(number: Int, capacity: Int) {
      self.number = number
      self.capacity = capacity
    }
  }

  /// A team that owns cases, and its place.
  package struct Team: Sendable {
    package let number: Int
    package let slug: String
    /// Whether it is a basecamp; else a buurtteam.
    package let isBasecamp: Bool
    /// The place of its wijk in `wijken`.
    package let wijk: Int
    package let place: Int
    package let rooms: [Room]
    /// The organisations its people are of.
    package let organisations: [Int]
    /// Number of its lead.
    package let lead: Int

    package init(
      number: Int, slug: String, isBasecamp: Bool, wijk: Int, place: Int, rooms: [Room], organisations: [Int], lead: Int
    ) {
      self.number = number
      self.slug = slug
      self.isBasecamp = isBasecamp
      self.wijk = wijk
      self.place = place
      self.rooms = rooms
      self.organisations = organisations
      self.lead = lead
    }
  }

  package var year = 2020
  package var wijken: [Wijk] = []
  package var teams: [Team] = []
  /// Days on which teams are closed, counted from 1970-01-01.
  package var closed: [Int] = []
  /// The days that end in summer time.
  package var summer: Range<Int> = 0..<0
  package var schoolHolidays: [Range<Int>] = []
  /// The last number given out of each table, by the table's place.
  package var numbers: [Int] = []
  /// The last number given to what can be occupied.
  package var resource = 0
  /// The number of the administrator, who keeps what is of the whole city.
  package var administrator = 0
  /// The transaction the access log's entries are said to be of: before all others, where there are none yet.
  package var transaction = 3

  package init() {}
}
