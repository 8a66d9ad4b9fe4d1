import TestKit
import Testing
import Wire

@Suite("A secret address in a file handed out")
struct SecretAddressTests {
  @Test("no row says in which wijk the child lives, and each says what it leaves out")
  func withheld() async throws {
    try await DossierCity.with { dossier in
      let city = dossier.care
      let left = [
        ("case", "wijk"), ("consult", "wijk"), ("participant", "name"), ("client", "postcode"), ("stay", "place"),
      ]
      let open = await city.ask("dossier.export \(dossier.client)", as: "t.lead").rows
      await city.does([("f.een", "client.change \(dossier.client) address-secret=yes")])
      let secret = await city.ask("dossier.export \(dossier.client)", as: "t.lead").rows
      for (kind, member) in left {
        let (before, after) = (
          open.first { $0["kind"]?.string == kind }, secret.first { $0["kind"]?.string == kind }
        )
        #expect(before?[member]?.string != nil, "\(kind): \(String(describing: before))")
        #expect(after?[member] == nil, "\(kind): \(String(describing: after))")
        #expect(after?["reason"]?.string == "secret-address", "\(kind): \(String(describing: after))")
      }
    }
  }
}
