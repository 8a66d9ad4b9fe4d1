import Patience
import Platform
import Testing

@testable import Console

@Suite("A far host")
struct FarHostTests {
  private static let addresses: [(address: String, words: [String])] = [
    ("ssh://host", ["ssh", "-T", "--", "host", "koos", "bridge"]),
    ("ssh://a.bakker@host.example/", ["ssh", "-T", "-l", "a.bakker", "--", "host.example", "koos", "bridge"]),
    (
      "ssh://a_b-c@10.0.0.1:2222",
      ["ssh", "-T", "-p", "2222", "-l", "a_b-c", "--", "10.0.0.1", "koos", "bridge"]
    ),
    ("ssh://[fe80::1]:22", ["ssh", "-T", "-p", "22", "--", "fe80::1", "koos", "bridge"]),
  ]

  @Test("an address becomes words for ssh, which no shell reads", arguments: addresses)
  func words(address: String, words: [String]) throws {
    #expect(try FarHost(address).command == words)
  }

  @Test(
    "what could be an option or a command is no address",
    arguments: [
      "", "host", "http://host", "ssh://", "ssh://@host", "ssh://-oProxyCommand=id", "ssh://-l@host", "ssh://a@-host",
      "ssh://a;id@host", "ssh://host;id", "ssh://$(id)", "ssh://`id`", "ssh://a b", "ssh://host:", "ssh://host:0",
      "ssh://host:65536", "ssh://host:22x", "ssh://host:+22", "ssh://host/path", "ssh://host%h", "ssh://[::1",
      "ssh://hóst",
      "ssh://a'b@host", "ssh://host\n",
    ])
  func refused(address: String) {
    #expect(throws: Complaint.self) { try FarHost(address) }
    let screen = Screen.of(["ping", "--host", address], "ok {}\n")
    #expect(screen.status == 64)
    #expect(screen.heard.isEmpty)
  }

  @Test("it is said, or stands in the environment; a socket that is said goes before the environment")
  func place() {
    #expect(Screen.of(["ping", "--host", "ssh://host"], "ok {}\n").status == 0)
    let far = ["LANG": "nl", "KOOS_HOST": "ssh://host:99999"]
    #expect(Screen.of(["ping"], environment: far, "ok {}\n").status == 64)
    #expect(Screen.of(["ping", "--socket", "/s"], environment: far, "ok {}\n").status == 0)
    #expect(Screen.of(["ping", "--socket", "/s", "--host", "ssh://host"], "ok {}\n").status == 64)
    #expect(Screen.of(["bridge", "--host", "ssh://host"]).status == 64)
    #expect(Screen.of(["bridge", "word"]).status == 64)
  }

  @Test("a program in ssh's place: what it says comes through, and what it complains of is said")
  func link() throws {
    let directory = try TemporaryDirectory()
    // Quiet until it has said more than a pipe holds.
    let program = """
      #!/bin/sh
      case $* in
        *fail*) echo 'Warning: added' >&2; echo 'ssh: no such host' >&2; exit 255 ;;
        *far*) printf 'koos: nobody there\\n  hint: look\\n' >&2; exit 69 ;;
        *quiet*) exit 255 ;;
      esac
      yes complaint | head -c 200000 >&2
      echo "$*"
      cat
      """
    try File.write(Array(program.utf8), to: directory.file("ssh"), mode: 0o700)
    var environment = Environment.all()
    environment["PATH"] = directory.path + ":" + (environment["PATH"] ?? "/bin")
    func said(_ address: String) -> String? {
      do {
        _ = try FarLink(address, environment: environment, program: directory.file("ssh"))
        return nil
      } catch {
        return error.reason
      }
    }
    #expect(said("ssh://fail") == "ssh: no such host")
    #expect(said("ssh://far") == "koos: nobody there   hint: look")
    #expect(said("ssh://quiet") == "ssh ended without a word")
    let link = try FarLink("ssh://good", environment: environment, program: directory.file("ssh"))
    var reader = ReplyReader(link)
    #expect(reader.line().map { String(decoding: $0, as: UTF8.self) } == "-T -- good koos bridge")
    let long = [UInt8](repeating: 0x61, count: 50_000) + [0x0A]
    link.send(long)
    #expect(reader.line().map(Array.init) == Array(long.dropLast()))
  }
}
