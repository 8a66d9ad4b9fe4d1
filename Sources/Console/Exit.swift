internal import Wire

/// Exit statuses that no error code of the contract decides.
enum Exit {
  static let success: Int32 = 0
  /// The user thought better of it, and nothing was done.
  static let cancelled: Int32 = 1
  /// The command line is wrong (`EX_USAGE`).
  static let usage: Int32 = 64
  /// A text that is too long, as the daemon would say (`EX_DATAERR`).
  static let data: Int32 = 65
  /// No daemon, or the connection was lost (`EX_UNAVAILABLE`).
  static let unavailable: Int32 = 69
  /// What was to be shown could not be written (`EX_IOERR`).
  static let unwritable: Int32 = 74
  /// A token file that others can read (`EX_NOPERM`).
  static let refused: Int32 = 77
  /// As if ended by SIGPIPE.
  static let gone: Int32 = 141
}

/// Something the program itself has to say, and the status it ends with.
struct Complaint: Error, Equatable {
  let status: Int32
  let sentence: Sentence
  /// The code the daemon would give, nil where the daemon knows no such thing.
  var code: Failure.Code?
  /// The name that was probably meant.
  var near: String?
  /// A line to help on.
  var hint: Sentence?

  init(
    _ status: Int32, nl: String, en: String, code: Failure.Code? = nil, near: String? = nil,
    hint: Sentence? = nil
  ) {
    self.status = status
    sentence = Sentence(nl: nl, en: en)
    self.code = code
    self.near = near
    self.hint = hint
  }
}
