import Glibc
import Patience
import Testing

@testable import Platform

@Suite("Files that hold a secret")
struct PrivateFileTests {
  static let isRoot = geteuid() == 0
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func write(_ name: String, mode: UInt32) throws -> String {
    let path = directory.file(name)
    try File.write(Array("secret".utf8), to: path, mode: mode)
    return path
  }

  private func refusal(_ path: String, credentials: String? = nil) -> PrivateFile.Refusal? {
    do throws(PrivateFile.Refusal) {
      _ = try PrivateFile.read(path, credentials: credentials)
      return nil
    } catch {
      return error
    }
  }

  @Test("one that is ours alone is read, whoever else may do anything with it has it refused")
  func modes() throws {
    for mode: UInt32 in [0o600, 0o400, 0o700] {
      #expect(try PrivateFile.read(write("key", mode: mode)) == Array("secret".utf8))
    }
    for mode: UInt32 in [0o640, 0o604, 0o620, 0o602, 0o610, 0o666, 0o777] {
      #expect(try refusal(write("key", mode: mode)) == .open(mode: mode))
    }
  }

  @Test("what is no file is as if it were missing, and a pipe keeps nobody waiting")
  func missing() throws {
    #expect(refusal(directory.file("none")) == .missing)
    #expect(refusal(directory.path) == .missing)
    #expect(unsafe mkfifo(directory.file("pipe"), 0o600) == 0)
    #expect(refusal(directory.file("pipe")) == .missing)
  }

  @Test("a link is judged by what it leads to")
  func links() throws {
    let own = try write("own", mode: 0o600)
    #expect(unsafe symlink(own, directory.file("near")) == 0)
    #expect(refusal(directory.file("near")) == nil)
    #expect(unsafe symlink("/etc/passwd", directory.file("far")) == 0)
    let expected: PrivateFile.Refusal = Self.isRoot ? .open(mode: 0o644) : .another(uid: 0)
    #expect(refusal(directory.file("far")) == expected)
  }

  @Test(
    "another user's file is refused",
    .enabled(if: isRoot, "the host gives these tests no root, and so no files of others"))
  func foreign() throws {
    let path = try write("key", mode: 0o600)
    try File.changeOwner(path, user: 1)
    #expect(refusal(path) == .another(uid: 1))
  }

  @Test(
    "a directory others may write into has its files refused, near or far above, unless everyone keeps his own there")
  func replaceable() throws {
    try File.makeDirectory(directory.file("above"), mode: 0o700)
    try File.makeDirectory(directory.file("above/in"), mode: 0o700)
    let key = try write("above/in/key", mode: 0o600)
    for weak in ["above", "above/in"] {
      let path = directory.file(weak)
      for (mode, isSafe) in [(0o702, false), (0o777, false), (0o1777, true), (0o755, true), (0o700, true)] {
        try File.changeMode(path, UInt32(mode))
        let expected: PrivateFile.Refusal? = isSafe ? nil : .replaceable(directory: try File.resolve(path))
        #expect(refusal(key) == expected, "\(weak) \(mode)")
      }
    }
    // Also where a link leads there from a safe place.
    try File.changeMode(directory.file("above"), 0o777)
    #expect(unsafe symlink(key, directory.file("link")) == 0)
    #expect(refusal(directory.file("link")) == .replaceable(directory: try File.resolve(directory.file("above"))))
  }

  @Test(
    "a directory another group may write into, or another user owns, has its files refused",
    .enabled(if: isRoot, "the host gives these tests no root, and so no files of others"))
  func groups() throws {
    try File.makeDirectory(directory.file("in"), mode: 0o770)
    let key = try write("in/key", mode: 0o600)
    #expect(refusal(key) == nil)
    try File.changeOwner(directory.file("in"), group: 54_321)
    #expect(refusal(key) == .replaceable(directory: directory.file("in")))
    try File.changeMode(directory.file("in"), 0o755)
    #expect(refusal(key) == nil)
    try File.changeOwner(directory.file("in"), user: 54_321)
    #expect(refusal(key) == .replaceable(directory: directory.file("in")))
  }

  @Test(
    "what the service manager lays in its directory may be root's and bear the bit of its access list, and only there",
    .enabled(if: isRoot, "the host gives these tests no root, and so no files of root's"))
  func credentials() throws {
    try File.makeDirectory(directory.file("credentials"), mode: 0o500)
    let key = try write("credentials/key", mode: 0o440)
    #expect(refusal(key, credentials: directory.file("credentials")) == nil)
    #expect(refusal(key, credentials: directory.file("credentials/")) == nil)
    #expect(refusal(key, credentials: directory.path) == .open(mode: 0o440))
    #expect(refusal(key, credentials: nil) == .open(mode: 0o440))
    for mode: UInt32 in [0o444, 0o640, 0o460] {
      try File.changeMode(key, mode)
      #expect(refusal(key, credentials: directory.file("credentials")) == .open(mode: mode))
    }
    try File.changeMode(key, 0o440)
    try File.changeOwner(key, user: 1)
    #expect(refusal(key, credentials: directory.file("credentials")) == .another(uid: 1))
  }
}
