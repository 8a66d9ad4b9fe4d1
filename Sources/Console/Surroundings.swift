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
  /// Says that an interruption is from now on how the user ends it, and no failure.
  package var mayInterrupt: () -> Void

  package init(
    environment: [String: String], width: Int?, now: Instant, write: @escaping (String) throws(Gone) -> Void,
    warn: @escaping (String) -> Void, unique: @escaping () -> String, pause: @escaping (Int) -> Void,
    mayInterrupt: @escaping () -> Void = {}
  ) {
    self.environment = environment
    self.width = width
    self.now = now
    self.write = write
    self.warn = warn
    self.unique = unique
    self.pause = pause
    self.mayInterrupt = mayInterrupt
  }
}

/// A connection to a daemon.
package protocol Link: AnyObject {
  /// Sends everything; what cannot be sent is noticed when nothing comes back.
  func send(_ bytes: [UInt8])
  /// Some octets, empty at the end of the connection.
  func receive() -> [UInt8]
}

/// No daemon could be reached; says why, in English, for the hint line.
package struct Unreachable: Error, Equatable {
  /// The system's sentence.
  package let reason: String

  package init(reason: String) { self.reason = reason }
}

/// Makes a connection to the daemon that listens on a path.
package typealias Connect = (String) throws(Unreachable) -> any Link
