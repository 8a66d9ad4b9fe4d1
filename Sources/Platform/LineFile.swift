internal import Glibc

/// A file of lines that is only added to; a line that a crash tore off is no line.
package struct LineFile: Sendable {
  /// Where it is; it need not be there yet.
  package let path: String

  /// Lines are this long at most, in bytes, with their newline.
  private static let longest = 4_096

  package init(_ path: String) { self.path = path }

  /// The last whole line without its newline, nil where there is none; EFBIG when it is longer than any of ours.
  package func last() throws(SystemError) -> [UInt8]? {
    guard let status = try File.status(path) else { return nil }
    let file = try open(O_RDONLY)
    let from = max(0, status.size - Int64(2 * Self.longest))
    let bytes = try Self.read(file, path, from: from, count: 2 * Self.longest)
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
      if bytes.count > Self.longest { throw SystemError(errno: EFBIG, operation: "read \(path)") }
      return nil
    }
    let before = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Array(bytes[before..<end])
  }

  /// Whole lines from an offset on, at most about `count` bytes of them, and the offset after them; none at the end; EFBIG
  /// when a line is longer than `count`.
  package func lines(
    from offset: Int64, count: Int = 1 << 18
  ) throws(SystemError) -> (lines: [ArraySlice<UInt8>], next: Int64) {
    guard File.exists(path) else { return ([], offset) }
    let bytes = try Self.read(try open(O_RDONLY), path, from: offset, count: count)
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
      if bytes.count == count { throw SystemError(errno: EFBIG, operation: "read \(path)") }
      return ([], offset)
    }
    return (bytes[..<end].split(separator: UInt8(ascii: "\n")), offset + Int64(end) + 1)
  }

  /// Adds whole lines, each with its newline, durable when this returns; a torn line at the end goes first.
  ///
  /// The file is made, ours alone, where it is absent.
  package func append(_ lines: [UInt8]) throws(SystemError) {
    let isNew = !File.exists(path)
    let file = try open(O_RDWR | O_CREAT)
    let number = file.number
    let size = try attempt("lseek \(path)") { lseek(number, 0, SEEK_END) }
    let from = max(0, Int64(size) - Int64(Self.longest))
    let tail = try Self.read(file, path, from: from, count: Self.longest)
    let whole = from + Int64(tail.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)
    if whole < size { _ = try attempt("ftruncate \(path)") { ftruncate(number, off_t(whole)) } }
    _ = try attempt("lseek \(path)") { lseek(number, 0, SEEK_END) }
    try Output(number: number).write(lines.span)
    _ = try attempt("fsync \(path)") { fsync(number) }
    guard isNew else { return }
    let directory = try File.open(File.parent(of: path), O_RDONLY | O_DIRECTORY)
    let parent = directory.number
    _ = try attempt("fsync \(File.parent(of: path))") { fsync(parent) }
  }

  private func open(_ flags: Int32) throws(SystemError) -> Descriptor {
    try File.open(path, flags | O_NOFOLLOW, mode: 0o600)
  }

  private static func read(
    _ file: borrowing Descriptor, _ path: String, from offset: Int64, count: Int
  ) throws(SystemError) -> [UInt8] {
    let number = file.number
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let (at, place) = (filled, off_t(offset) + off_t(filled))
      let got = try attempt("read \(path)") {
        unsafe bytes.withUnsafeMutableBytes {
          unsafe pread(number, $0.baseAddress?.advanced(by: at), count - at, place)
        }
      }
      if got == 0 { break }
      filled += got
    }
    return Array(bytes[..<filled])
  }
}
