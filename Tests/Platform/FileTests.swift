import Glibc
import Patience
import Testing

@testable import Platform

@Suite("Files")
struct FileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test("a file is written whole with its exact mode, over an older one, leaving nothing else")
  func write() throws {
    let path = directory.file("f")
    for (bytes, mode) in [([1, 2, 3], 0o640), ([], 0o600)] as [([UInt8], UInt32)] {
      try File.write(bytes, to: path, mode: mode)
      #expect(try File.read(path) == bytes)
      let status = try #require(try File.status(path))
      #expect(status.mode == mode)
      #expect(status.size == Int64(bytes.count))
      #expect(status.kind == .regular)
      #expect(status.uid == Account.effectiveUser)
    }
    #expect(try File.list(directory.path) == ["f"])
  }

  @Test("a file that cannot be put in place leaves no draft")
  func failedWrite() throws {
    try File.makeDirectory(directory.file("f/inner"), mode: 0o700)
    #expect(throws: SystemError.self) { try File.write([1], to: directory.file("f"), mode: 0o600) }
    #expect(try File.list(directory.path) == ["f"])
  }

  @Test("reading stops at the limit", arguments: [(40_000, true), (39_999, false)])
  func limit(limit: Int, fits: Bool) throws {
    let path = directory.file("f")
    try File.write([UInt8](repeating: 1, count: 40_000), to: path, mode: 0o600)
    if fits {
      #expect(try File.read(path, limit: limit).count == 40_000)
    } else {
      #expect(throws: SystemError(errno: EFBIG, operation: "read \(path)")) {
        try File.read(path, limit: limit)
      }
    }
  }

  @Test("directories are made with those above, the last with its exact mode")
  func directories() throws {
    let path = directory.file("a/b/c")
    try File.makeDirectory(path, mode: 0o2770)
    #expect(try File.status(path)?.mode == 0o2770)
    #expect(try File.status(path)?.isDirectory == true)
    try File.makeDirectory(path, mode: 0o700)
    #expect(try File.status(path)?.mode == 0o2770, "an existing one is left as it is")
    try File.write([], to: directory.file("f"), mode: 0o600)
    #expect(throws: SystemError(errno: ENOTDIR, operation: "mkdir \(directory.file("f"))")) {
      try File.makeDirectory(directory.file("f"), mode: 0o700)
    }
  }

  @Test("a link is itself, unless followed")
  func links() throws {
    let link = directory.file("l")
    #expect(unsafe symlink(directory.path, link) == 0)
    #expect(try File.status(link)?.kind == .link)
    #expect(try File.status(link, followingLinks: true)?.kind == .directory)
    #expect(try File.status(directory.file("none")) == nil)
    #expect(!File.exists(directory.file("none")))
    try File.remove(link)
    try File.remove(link)
    #expect(File.exists(directory.path))
  }

  @Test(
    "ownership is ours, another's, or open to others",
    arguments: [
      (0, 0o600, 0o077, FileOwnership.ours), (0, 0o700, 0o077, .ours),
      (0, 0o640, 0o077, .open(mode: 0o640)), (0, 0o660, 0o007, .ours),
      (0, 0o604, 0o007, .open(mode: 0o604)), (1, 0o600, 0o077, .another(uid: Account.effectiveUser)),
    ] as [(UInt32, UInt32, UInt32, FileOwnership)])
  func ownership(stranger: UInt32, mode: UInt32, forbidden: UInt32, expected: FileOwnership) throws {
    let path = directory.file("f")
    try File.write([], to: path, mode: mode)
    let status = try #require(try File.status(path))
    let uid = Account.effectiveUser + stranger
    #expect(FileOwnership(status, uid: uid, forbidden: forbidden) == expected)
  }

  @Test("a file is given to a user and a group", .enabled(if: geteuid() == 0, "only root may give away"))
  func changeOwner() throws {
    let path = directory.file("f")
    try File.write([], to: path, mode: 0o600)
    try File.changeOwner(path, user: 65_000)
    try File.changeOwner(path, group: 65_001)
    let status = try #require(try File.status(path))
    #expect(status.uid == 65_000)
    #expect(status.gid == 65_001)
  }

  @Test("a lock is held once and let go with its end")
  func lock() throws {
    let path = directory.file("lock")
    let program = ["flock", "--nonblock", path, "true"]
    do {
      guard let held = try FileLock.take(path) else {
        Issue.record("a free lock was refused")
        return
      }
      #expect(try isHeld(path))
      #expect(try ChildProcess.run(program, environment: [:]).ending == .exited(1))
      _ = held
    }
    #expect(try !isHeld(path))
    #expect(try ChildProcess.run(program, environment: [:]).succeeded)
  }

  private func isHeld(_ path: String) throws -> Bool {
    guard try FileLock.take(path) != nil else { return true }
    return false
  }

  @Test("a lock held by a process ends with kill -9")
  func lockAfterKill() throws {
    let path = directory.file("lock")
    let child = try ChildProcess(
      ["flock", "--no-fork", path, "sleep", "60"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(try eventuallyBlocking { try isHeld(path) })
    try child.kill(SIGKILL)
    #expect(try child.wait() == .signalled(SIGKILL))
    #expect(try !isHeld(path))
  }

  @Test("the directory of a path", arguments: [("/a/b", "/a"), ("/a", "/"), ("a", "."), ("a/b", "a")])
  func parent(path: String, expected: String) {
    #expect(File.parent(of: path) == expected)
  }
}
