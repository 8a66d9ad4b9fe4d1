/// How the database stands, for the answer to `health` and for the start.
package struct Health: Sendable {
  /// Connected reading connections.
  package internal(set) var readers = 0
  /// Connected writing connections.
  package internal(set) var writers = 0
  /// Whether the listening connection is there.
  package internal(set) var isListening = false
  /// The server's version as a number, 150018 for 15.18; absent before the first connection.
  package internal(set) var serverVersion: Int?
  /// Why the last attempt to connect failed; absent when it did not.
  package internal(set) var lastError: DatabaseError?

  /// Whether there is a connection for reading and one for writing.
  package var isAvailable: Bool { readers > 0 && writers > 0 }
}
