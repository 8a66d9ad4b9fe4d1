import TestKit
import Testing
import Wire

@Suite("Wijken")
struct WijkTests {
  @Test(
    "a postcode or a name finds the wijk and who serves it",
    arguments: [
      ("postcode=3544AB", "leidsche-rijn", "koos"), ("name=Lunetten", "zuid", "spoor030"),
      ("name=\"de meern\"", "vleuten-de-meern", "koos"), ("name=Zuidwest", "zuidwest", "koos"),
    ])
  func finds(words: String, wijk: String, consortium: String) async throws {
    let conversation = try Conversation(try await City())
    let found = await conversation.ask("wijk.find \(words)", as: "f.een")
    #expect(found.code == "ok", "\(found)")
    #expect(found["wijk"]?.string == wijk)
    #expect(found["consortium"]?.string == consortium)
    await conversation.close()
  }

  @Test("an unknown place is refused naming the ten")
  func refuses() async throws {
    let conversation = try Conversation(try await City())
    let refused = await conversation.ask("wijk.find name=Amsterdam", as: "f.een")
    #expect(refused.code == "scope.wijk")
    #expect(refused["allowed"]?.array?.count == 10)
    await conversation.close()
  }
}
