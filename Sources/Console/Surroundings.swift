package import Casework

/// What the program finds around it: handed in, so that every screen can be tried without one.
package struct Surroundings {
  /// Nothing more can be written.
  package struct Gone: Error {
    /// Why, in English; nil when only the reader left (EPIPE), which is no fault.
    package let reason: String?
    package init(reason: String? = nil) { self.reason = reason }
  }

  /// The variables it was started with.
  package var environment: [String: String]
  /// Columns of the terminal it writes to, nil when that is a pipe or file.
  package var width: Int?
  /// Rows of that terminal.
  package var height: Int?
  /// The time, to say the year only where it is another.
  package var now: Instant
  /// Writes to standard output.
  package var write: (String) throws(Gone) -> Void
  /// Writes to standard error.
  package var warn: (String) -> Void
  /// A text nobody else makes, at most 64 characters.
  package var unique: () -> String
  /// Waits so many milliseconds.
  package var pause: (Int) -> Void
  /// Puts a text into a file, whole or not at all.
  package var save: (String, _ path: String) throws(Gone) -> Void
  /// Says that an interruption is from now on how the user ends it, and no failure.
  package var mayInterrupt: () -> Void
  /// Ends the program well, whatever it is at, once so many milliseconds are over.
  package var mayLast: (Int) -> Void
  /// What only somebody at a terminal has; nil in a script, where nothing may be asked.
  package var person: Person?
  /// Shows what is waited for, in place of what it showed before, and nothing for an empty text; nil where standard error
  /// is no terminal.
  package var progress: ((String) -> Void)?
  /// What comes in, and the programs it works with.
  package var company: Company
  /// The connection of this call, once there is one.
  let line = OpenLine()

  package init(
    environment: [String: String], width: Int?, now: Instant, write: @escaping (String) throws(Gone) -> Void,
    warn: @escaping (String) -> Void, unique: @escaping () -> String, pause: @escaping (Int) -> Void,
    save: @escaping (String, _ path: String) throws(Gone) -> Void = { _, _ in },
    mayInterrupt: @escaping () -> Void = {}, mayLast: @escaping (Int) -> Void = { _ in }, height: Int? = nil,
    person: Person? = nil, progress: ((String) -> Void)? = nil, company: Company = Company()
  ) {
    self.environment = environment
    self.width = width
    self.now = now
    self.write = write
    self.warn = warn
    self.unique = unique
    self.pause = pause
    self.save = save
    self.mayInterrupt = mayInterrupt
    self.mayLast = mayLast
    self.height = height
    self.person = person
    self.progress = progress
    self.company = company
  }
}

/// A connection to a daemon.
package protocol Link: AnyObject {
  /// Sends everything; what cannot be sent is noticed when nothing comes back.
  func send(_ bytes: [UInt8])
  /// Some octets, empty at the end of the connection.
  func receive() -> [UInt8]
  /// Waits so long for something to receive, the end included; whether there is.
  func isReady(within milliseconds: Int) -> Bool
  /// What to wait on beside other things, nil where it is always ready.
  var descriptor: Int32? { get }
}

extension Link {
  package func isReady(within milliseconds: Int) -> Bool { true }
  package var descriptor: Int32? { nil }
}

/// No daemon could be reached; says why, in English, for the hint line.
package struct Unreachable: Error, Equatable {
  /// The system's sentence.
  package let reason: String

  package init(reason: String) { self.reason = reason }
}

/// Makes a connection to the daemon that listens on a path.
package typealias Connect = (String) throws(Unreachable) -> any Link
