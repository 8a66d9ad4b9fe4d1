import Glibc
internal import TestKit

/// A socket where PostgreSQL's would be, on which nobody ever accepts.
final class MuteServer {
  let directory: String
  private let path: String
  private let descriptor: CInt

  init() throws {
    var template = "\(P_tmpdir)/mute.XXXXXX".utf8CString.map { $0 }
    guard let made = unsafe mkdtemp(&template) else { throw TestCluster.Failure(step: "mkdtemp") }
    directory = unsafe String(cString: made)
    path = directory + "/.s.PGSQL.5432"
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, size) }
    }
    guard bound == 0, listen(descriptor, 8) == 0 else { throw TestCluster.Failure(step: "listen") }
  }

  deinit {
    close(descriptor)
    unsafe unlink(path)
    unsafe rmdir(directory)
  }
}
