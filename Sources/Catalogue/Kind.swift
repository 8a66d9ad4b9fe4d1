/// What the value of a parameter may be, and so how it is read.
package enum Kind: Sendable, Equatable {
  /// Free text with line feeds and tabs, at most so many characters (Unicode scalars).
  case text(Int)
  /// Text on one line, at most so many characters.
  case name(Int)
  /// One word without spaces, at most so many characters.
  case word(Int)
  /// A register number of so many digits.
  case digits(ClosedRange<Int>)
  /// A slug that need not exist.
  case newSlug
  /// A login that need not exist.
  case newLogin
  /// The code, login or slug of something that exists.
  case thing(Thing)
  /// The code of something that exists, also where the asker may not know of it, in whichever reach the command has.
  case existing(Thing, Reach)
  /// A place, or `thuis`, the child's home.
  case placeOrHome
  /// A team, or an organisation where the command's `role` is held in one.
  case membership
  /// Who does something: a login or a team's slug.
  case doer
  /// What a proposal is about: the wijk to move to, the team to remove, or a participant and what it is to read, as the
  /// command's `action` says.
  case proposed
  /// A worker who takes part, `login` or `login:mode`.
  case attendee
  /// A guest who takes part, `label` or `label:mode`; never looked up.
  case guest
  /// How many of a discipline, `2 orthopedagoog`.
  case need
  /// One of these words.
  case choice([String])
  /// One of the values the database knows.
  case lookup(Lookup)
  /// A day.
  case date
  /// The day of today, for what happens at once.
  case today
  /// A time, or a day that means its local midnight.
  case moment
  /// A time; local ones in the clock's gap or fold are refused.
  case time
  /// A time of the day, `09:00`.
  case timeOfDay
  /// A duration with units, longer than nothing and at most so many seconds, a day counted as 86,400.
  case duration(Int)
  /// Whole minutes, plain or as a duration.
  case minutes(ClosedRange<Int>)
  /// A whole number.
  case integer(ClosedRange<Int>)
  /// `yes` or `no`.
  case yes
  /// A Dutch postcode.
  case postcode
  /// A birth date, known to the day, month or year.
  case birth
  /// A citizen service number that passes its check.
  case bsn
  /// A day of the week, `mon` to `sun`.
  case weekday
  /// A secret that proves who speaks; kept out of everything written.
  case secret
  /// The name of a command, or the first word or words of several.
  case command

  /// How a participant may take part, after the colon of an attendee or guest.
  package static let presences = ["on-site", "online", "phone"]

  /// What a participant may be widened to, after the colon of what is proposed.
  package static let readings = ["plan", "all"]

  /// The word help uses for the kind.
  package var name: String {
    switch self {
    case .text: "text"
    case .name: "name"
    case .word: "word"
    case .digits: "digits"
    case .newSlug: "slug"
    case .newLogin: "login"
    case .thing(let thing), .existing(let thing, _): thing.rawValue
    case .placeOrHome: "place"
    case .membership: "team"
    case .doer: "worker-or-team"
    case .proposed: "wijk, team or participant:reads"
    case .attendee: "attendee"
    case .guest: "guest"
    case .need: "need"
    case .choice: "choice"
    case .lookup(let lookup): lookup.rawValue
    case .date, .today: "date"
    case .moment: "moment"
    case .time: "time"
    case .timeOfDay: "time-of-day"
    case .duration: "duration"
    case .minutes: "minutes"
    case .integer: "integer"
    case .yes: "yes-no"
    case .postcode: "postcode"
    case .birth: "birth"
    case .bsn: "bsn"
    case .weekday: "weekday"
    case .secret: "token"
    case .command: "command"
    }
  }

  /// The words a value must be one of, empty where they are not a fixed few.
  package var allowed: [String] {
    switch self {
    case .choice(let words): words
    case .yes: ["yes", "no"]
    case .weekday: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    default: []
    }
  }
}
