// The codes of the contract, each under its class and word run together.
extension Failure.Code {
  /// Malformed UTF-8 or a control character.
  package static let syntaxEncoding = Self("syntax.encoding")
  /// A line over the limit.
  package static let syntaxTooLong = Self("syntax.too-long")
  /// A quote or an escape that is wrong.
  package static let syntaxQuote = Self("syntax.quote")
  /// A command that does not exist, or a malformed tag.
  package static let syntaxUnknownCommand = Self("syntax.unknown-command")
  /// A parameter the command does not know.
  package static let syntaxUnknownParameter = Self("syntax.unknown-parameter")
  /// A parameter the command needs.
  package static let syntaxMissingParameter = Self("syntax.missing-parameter")
  /// A parameter given twice that is no list.
  package static let syntaxDuplicateParameter = Self("syntax.duplicate-parameter")
  /// A value outside what its parameter takes.
  package static let inputValue = Self("input.value")
  /// A local time that spring skips.
  package static let inputTimeGap = Self("input.time-gap")
  /// A local time that autumn has twice.
  package static let inputTimeAmbiguous = Self("input.time-ambiguous")
  /// A moment that is over.
  package static let inputTimePast = Self("input.time-past")
  /// A BSN that fails its check.
  package static let inputBsn = Self("input.bsn")
  /// A postcode that is none.
  package static let inputPostcode = Self("input.postcode")
  /// More than a limit allows.
  package static let inputTooMany = Self("input.too-many")
  /// A thing of `kind` that is not there, or that the caller may not know of.
  package static func notFound(_ kind: String) -> Self { Self("not-found.\(kind)") }
  /// A session that is not logged in.
  package static let deniedLogin = Self("denied.login")
  /// A role that may not.
  package static let deniedRole = Self("denied.role")
  /// A relation that is missing.
  package static let deniedTeam = Self("denied.team")
  /// A session or standby that only reads.
  package static let deniedReadOnly = Self("denied.read-only")
  /// A consent nobody gave; `who` says whose.
  package static let consentMissing = Self("consent.missing")
  /// A consent that was taken back.
  package static let consentWithdrawn = Self("consent.withdrawn")
  /// A consent by somebody of the wrong age.
  package static let consentAge = Self("consent.age")
  /// A question for another door, named in `door`.
  package static let scopeRedirect = Self("scope.redirect")
  /// A module that needs a traject.
  package static let scopeNeedsTraject = Self("scope.needs-traject")
  /// A wijk outside the team's.
  package static let scopeWijk = Self("scope.wijk")
  /// A case without a right owner.
  package static let scopeOwner = Self("scope.owner")
  /// A thing of `kind` whose state does not allow it; `is` and `allowed` say more.
  package static func state(_ kind: String) -> Self { Self("state.\(kind)") }
  /// A participant who is occupied.
  package static let conflictOverlap = Self("conflict.overlap")
  /// A place without a free room.
  package static let conflictRoom = Self("conflict.room")
  /// A journey that does not fit.
  package static let conflictTravel = Self("conflict.travel")
  /// A time outside hours or mode.
  package static let conflictHours = Self("conflict.hours")
  /// A room or group that is full.
  package static let conflictCapacity = Self("conflict.capacity")
  /// A time held by a hold or an offer.
  package static let conflictHold = Self("conflict.hold")
  /// A revision that has moved on.
  package static let conflictStale = Self("conflict.stale")
  /// A `once` used for something else.
  package static let conflictOnce = Self("conflict.once")
  /// A thing that is there already.
  package static let conflictDuplicate = Self("conflict.duplicate")
  /// Text that identifies somebody.
  package static let privacyIdentifying = Self("privacy.identifying")
  /// A database that is away.
  package static let busyDatabase = Self("busy.database")
  /// A daemon that is ending.
  package static let busyShutdown = Self("busy.shutdown")
  /// More clients than there is room for.
  package static let busyClients = Self("busy.clients")
  /// A request that took longer than `within`.
  package static let busyDeadline = Self("busy.deadline")
  /// A reader with too many replies waiting.
  package static let busySlowReader = Self("busy.slow-reader")
  /// A change of which nobody knows whether it was kept.
  package static let busyOutcomeUnknown = Self("busy.outcome-unknown")
  /// A fault of ours; the log bears its `incident`.
  package static let internalFault = Self("internal.fault")

  /// Whether the same line may succeed unchanged later: all of `busy` but the outcome nobody knows.
  package var mayRetry: Bool { family == "busy" && self != .busyOutcomeUnknown }

  /// The command line's exit status, after sysexits.h where that has one.
  package var exitStatus: Int32 {
    switch family {
    case "syntax": 64
    case "input": 65
    case "not-found": 66
    case "denied": 77
    case "consent": 78
    case "scope": 79
    case "state": 80
    case "conflict": 81
    case "privacy": 82
    case "busy": 75
    default: 70
    }
  }
}
