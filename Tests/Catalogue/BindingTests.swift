import Casework
import Catalogue
import Testing
import Wire

@Suite("Binding a request")
struct BindingTests {
  @Test(
    "what is wrong is told with its code, field and column",
    arguments: [
      ("case.opne J-5", "syntax.unknown-command", nil, 1),
      ("@1 nothing", "syntax.unknown-command", nil, 4),
      ("ping C-1", "syntax.unknown-parameter", nil, 6),
      ("case.show", "syntax.missing-parameter", "id", nil),
      ("case.show C-1 colour=red", "syntax.unknown-parameter", "colour", 15),
      ("case.show C-1 id=C-2", "syntax.duplicate-parameter", "id", 15),
      ("case.list status=open status=open", "syntax.duplicate-parameter", "status", 23),
      ("case.list once=x", "syntax.unknown-parameter", "once", 11),
      ("case.show C-1 limit=5", "syntax.unknown-parameter", "limit", 15),
      ("token.revoke X-1 if=3", "syntax.unknown-parameter", "if", 18),
      ("ping as=o.een", "syntax.unknown-parameter", "as", 6),
      ("help as=o.een", "syntax.unknown-parameter", "as", 6),
      ("case.list limit=1001", "input.too-many", "limit", 17),
      ("case.list limit=0", "input.value", "limit", 17),
      ("case.list limit=many", "input.value", "limit", 17),
      ("ping within=6m", "input.value", "within", 13),
      ("ping within=0s", "input.value", "within", 13),
      ("ping within=1d", "input.value", "within", 13),
      ("case.open client=J-5 urgency=morgen", "input.value", "urgency", 30),
      ("case.open urgency=morgen client=abc", "input.value", "urgency", 19),
      ("case.open question=hulp client=J-5", "syntax.missing-parameter", "referrer", nil),
      ("case.open \"\"", "input.value", "client", 11),
      ("availability.clear o.een day=\"\"", "input.value", "day", 30),
    ] as [(String, String, String?, Int?)])
  func refusals(line: String, code: String, field: String?, column: Int?) {
    let failure = refusal(line)
    #expect(failure?.code.description == code)
    #expect(failure?.field == field)
    #expect(failure?.column == column)
  }

  @Test("the first error in the order written answers, and what is missing only after those")
  func order() {
    #expect(refusal("appointment.book type=feest at=never")?.field == "type")
    #expect(refusal("appointment.book at=never type=feest")?.field == "at")
    #expect(refusal("appointment.book nope=1 type=feest")?.code == .syntaxUnknownParameter)
    #expect(refusal("appointment.book with=o.een")?.field == "type")
  }

  @Test("a mistyped name is told the nearest one")
  func near() {
    #expect(refusal("case.opne J-5")?.object(.en)["near"] == .string("case.open"))
    #expect(refusal("case.opne J-5")?.object(.en)["allowed"]?.array?.first == .string("case.open"))
    #expect(refusal("case.open refferer=huisarts")?.object(.en)["near"] == .string("referrer"))
    #expect(refusal("xyzzy")?.object(.en)["near"] == nil)
  }

  @Test("a choice is told what is allowed")
  func allowed() {
    let failure = refusal("case.list status=dicht")
    #expect(failure?.object(.nl)["allowed"] == .array([.string("open"), .string("gesloten")]))
    #expect(
      failure?.object(.nl)["message"] == .string("status klopt niet: verwacht wordt een van de mogelijke woorden."))
  }

  @Test("the subject may be given by its name")
  func subject() throws {
    #expect(try bound("case.show c-12").code("id") == 12)
    #expect(try bound("case.show id=C-12").code("id") == 12)
    #expect(try bound("case.show id=C-12").column(of: "id") == 14)
    #expect(try bound("case.show C-12").column(of: "id") == 11)
  }

  @Test("what is left out has its fallback, and is not given")
  func fallbacks() throws {
    let call = try bound("case.open J-5 question=\"Hoe nu?\" referrer=huisarts")
    #expect(try call.text("urgency") == "regulier")
    #expect(!call.isGiven("urgency"))
    #expect(call.isGiven("question"))
    #expect(!call.yes("extended"))
    #expect(call.optionalText("reason") == nil)
    #expect(try bound("room.add basecamp-zuid name=3").column(of: "capacity") == nil)
  }

  @Test("every request bears what is common to all")
  func common() throws {
    let call = try bound(
      "@7 case.open J-5 question=x referrer=huisarts as=o.Een once=abc dry-run=yes within=2m")
    #expect(call.tag == "7")
    #expect(call.once == "abc")
    #expect(call.dryRun)
    #expect(call.within == 120)
    #expect(call.named.map(\.parameter) == ["client"])
    #expect(call.changes)
    let plain = try bound("case.list")
    #expect((plain.once, plain.within, plain.limit, plain.after) == (nil, 30, 100, nil))
    #expect(!plain.changes)
    #expect(try bound("slot.find o.een from=2026-11-23 to=2026-11-24 minutes=30").limit == 20)
    #expect(try bound("case.list limit=1000 after=abc").limit == 1_000)
    #expect(try bound("appointment.cancel A-3 by=client reason=ziek if=4").revision == 4)
  }

  @Test("the clock changes something only when it is moved")
  func clock() throws {
    #expect(try !bound("clock").changes)
    #expect(try !bound("clock within=5s").changes)
    #expect(try bound("clock at=2026-03-03T09:00").changes)
    let clock = try #require(Catalogue.find("clock"))
    #expect(try !clock.changes(request("clock")))
    #expect(try clock.changes(request("clock advance=1d")))
    #expect(try clock.changes(request("clock 2026-03-03T09:00")))
  }

  @Test("the things named come in the order written, with their kind and column")
  func named() throws {
    let call = try bound(
      "appointment.book at=2026-11-23T09:00 with=o.een,o.twee:online case=C-1 case=c-2 type=mdo minutes=45 mode=hybrid place=Thuis"
    )
    #expect(call.named.map(\.value) == ["o.een", "o.twee", "C-1", "C-2"])
    #expect(call.named.map(\.thing) == [.worker, .worker, .case, .case])
    #expect(call.named.map(\.number) == [nil, nil, 1, 2])
    #expect(call.named.map(\.column) == [43, 43, 68, 77])
    #expect(call.codes("case") == [1, 2])
    #expect(call.participants("with").map(\.who) == ["o.een", "o.twee"])
    #expect(call.participants("with").map(\.mode) == [nil, "online"])
  }

  @Test("the place of a membership is what its role says")
  func membership() throws {
    #expect(
      try bound("member.add o.een team=basecamp-zuid role=lead").named.map(\.thing) == [.worker, .team])
    #expect(
      try bound("member.add o.een team=koos role=admin").named.map(\.thing) == [.worker, .organisation])
    #expect(try bound("member.list team=koos").named.isEmpty)
  }

  @Test("whom a request speaks for is told also where the rest of it is wrong")
  func speaking() throws {
    func whom(_ line: String) throws -> String? { try Catalogue.actingAs(in: request(line), zone: .testing)?.value }
    #expect(try whom("case.open urgency=hoog as=o.Een") == "o.een")
    #expect(try whom("case.open J-5") == nil)
    #expect(try whom("case.open as=\"o een\"") == nil)
  }

  @Test("values that live in the database are left for it")
  func looked() throws {
    #expect(try bound("waiting.list service=Ambulant").looked.map(\.value) == ["ambulant"])
  }

  @Test("an empty value clears in change, but not what a thing must have")
  func clearing() throws {
    let call = try bound("worker.change o.een base=\"\" languages=\"\"")
    #expect(call.isCleared("base"))
    #expect(call.isGiven("base"))
    #expect(call.optionalSlug("base") == nil)
    #expect(call.list("languages").isEmpty)
    #expect(call.named.map(\.parameter) == ["id"])
    #expect(!call.isCleared("hours"))
    #expect(refusal("worker.change o.een name=\"\"")?.code == .inputValue)
  }

  @Test(
    "the digest is over what was read, whatever way it was written",
    arguments: [
      (
        "room.add place=Basecamp-Zuid name=3", "room.add basecamp-zuid name=3 capacity=4 once=a within=5s",
        true
      ),
      (
        "appointment.book case=C-1,C-2 type=mdo at=2026-07-01T09:00 minutes=90 with=o.een mode=online",
        "@x appointment.book minutes=1h30m type=mdo with=O.Een case=c-1 case=c-2 at=2026-07-01T07:00Z mode=online",
        true
      ),
      ("room.add place=basecamp-zuid name=3", "room.add place=basecamp-zuid name=4", false),
      ("room.add place=basecamp-zuid name=3", "room.add place=basecamp-zuid name=3 capacity=5", false),
      ("appointment.cancel A-1 by=client reason=x", "appointment.cancel A-1 by=client reason=x if=2", false),
      ("worker.disable o.een", "worker.show o.een", false),
      ("room.add place=basecamp-zuid name=3", "room.add place=basecamp-zuid name=3 as=t.lead", true),
    ])
  func canonical(one: String, other: String, isSame: Bool) throws {
    #expect(try (bound(one).canonical == bound(other).canonical) == isSame)
  }

  @Test("asking a call for what it does not have is a fault, not a trap")
  func fault() throws {
    let call = try bound("case.show C-1")
    #expect(throws: Failure.self) { try call.text("question") }
    #expect(throws: Failure.self) { try call.instant("id") }
  }
}
