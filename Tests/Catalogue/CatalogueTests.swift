import Catalogue
import Testing
import Wire

@Suite("The catalogue")
struct CatalogueTests {
  /// The words the contract has for what is served by now.
  static let served = """
    ping help whoami auth session status metrics watch unwatch desk clock setting.set setting.list quit
    wijk.list wijk.find service.list calendar.list
    organisation.add organisation.list organisation.show organisation.change
    team.add team.list team.show team.change
    worker.add worker.list worker.show worker.change worker.disable
    member.add member.end member.list token.issue token.list token.revoke
    client.add client.change client.find client.merge client.show relation.add relation.list relation.end
    consent.record consent.list consent.withdraw case.open case.show case.list case.history
    case.invite case.accept case.refuse case.withdraw case.leave case.lead case.reopen
    case.propose case.agree case.object
    case.note case.step.add case.step.done case.step.list case.goal.add case.goal.list case.goal.review
    case.participant.add case.participant.end case.participant.list
    case.traject.start case.traject.end case.traject.list
    case.arrangement.add case.arrangement.end case.arrangement.list agreement.add agreement.end agreement.list
    consult.ask consult.list consult.show consult.claim consult.assign consult.release consult.reply consult.follow-up
    consult.close consult.decline consult.withdraw consult.authorise consult.identify consult.convert
    waiting.add waiting.list waiting.show waiting.why waiting.summary waiting.start waiting.complete waiting.contact
    waiting.bridge waiting.pause waiting.resume waiting.intake waiting.urgency waiting.override
    waiting.change waiting.move waiting.remove waiting.restore waiting.review waiting.norm
    offer.list offer.make offer.accept offer.decline
    availability.set availability.list availability.clear absence.add absence.list absence.cancel
    place.add place.list place.show place.change room.add room.list travel.set travel.list
    slot.find appointment.book appointment.list appointment.cancel appointment.hold appointment.confirm
    appointment.release appointment.show appointment.change appointment.move appointment.switch appointment.attend
    series.preview series.book series.change series.cancel series.list
    group.add group.list group.join group.leave
    agenda agenda.ics
    stay.add stay.end stay.list
    breakglass access.list audit.verify
    dossier.export dossier.correct dossier.destroy retention.list
    report.yearbook report.waiting report.consults report.caseload report.ownership report.modes report.no-show
    report.continuity report.coverage report.urgent report.redirects report.eighteen
    """

  @Test("it holds what is served, each once, in order")
  func names() {
    let names = Catalogue.commands.map(\.name)
    #expect(names == Self.served.split(whereSeparator: \.isWhitespace).map(String.init))
    #expect(Set(names).count == names.count)
  }

  @Test(
    "every name is one of the grammar, and its parameters' names are unique", arguments: Catalogue.commands)
  func grammar(command: Command) {
    #expect(command.words.allSatisfy(Self.isWord))
    let parameters = command.parameters + command.common
    #expect(parameters.allSatisfy { Self.isWord($0.name) })
    #expect(Set(parameters.map(\.name)).count == parameters.count)
  }

  @Test("everything is explained in both languages, a command in a sentence", arguments: Catalogue.commands)
  func explained(command: Command) {
    for language in Language.allCases {
      #expect(command.summary(language).last == ".")
      #expect(command.summary(language).first?.isUppercase == true)
      for parameter in command.parameters + command.common {
        #expect(!parameter.help(language).isEmpty && parameter.help(language).last != ".")
      }
    }
    #expect(command.summary.nl != command.summary.en)
  }

  @Test("a fallback is a value its own kind takes", arguments: Catalogue.commands)
  func fallbacks(command: Command) throws {
    for parameter in command.parameters {
      guard let fallback = parameter.fallback else { continue }
      #expect(!parameter.isRequired)
      let line = "\(command.name) \(parameter.name)=\(quoted(fallback))"
      #expect(refusal(line).map { $0.code == .syntaxMissingParameter } ?? true)
    }
  }

  @Test("only a list bears pages, and no list changes anything", arguments: Catalogue.commands)
  func lists(command: Command) {
    let others = ["slot.find", "client.find", "case.history", "desk", "waiting.review", "waiting.norm", "agenda"]
    #expect(command.isList == (command.words.last == "list" || others.contains(command.name)))
    #expect(!(command.isList && command.effect == .changes))
  }

  @Test("what ends, confirms or undoes takes a reason and a day")
  func endings() {
    let verbs: Set = [
      "end", "done", "withdraw", "cancel", "revoke", "confirm", "release", "resume", "restore", "disable",
    ]
    for command in Catalogue.commands where verbs.contains(command.words.last ?? "") {
      let names = Set(command.parameters.map(\.name))
      #expect(names.contains("on"), "\(command.name)")
      // Nothing reads why somebody is not away after all, and absence bears no text: it would be of the worker's health.
      #expect(names.contains("reason") == (command.name != "absence.cancel"), "\(command.name)")
    }
  }

  @Test("what may be given before login is little")
  func audiences() {
    let open = Catalogue.commands.filter { $0.audience == .anyone }.map(\.name)
    #expect(open == ["ping", "help", "auth", "quit"])
    for command in Catalogue.commands {
      if case .roles(let roles) = command.audience { #expect(!roles.isEmpty) }
    }
  }

  @Test("a noun stands for its commands")
  func matching() {
    #expect(Catalogue.matching("case").map(\.name).prefix(3) == ["case.open", "case.show", "case.list"])
    #expect(Catalogue.matching("case.goal").map(\.name) == ["case.goal.add", "case.goal.list", "case.goal.review"])
    #expect(Catalogue.matching("case.show").map(\.name) == ["case.show"])
    #expect(Catalogue.matching("cas").isEmpty)
    #expect(Catalogue.dotted("case  open") == "case.open")
  }

  @Test("help tells a command as the catalogue has it")
  func help() {
    let rows = Catalogue.renderedHelp(for: "room.add", .en).map { String(decoding: $0, as: UTF8.self) }
    #expect(rows.count == 1)
    #expect(
      rows.first == """
        {"command":"room add","summary":"Adds a room.","parameters":[\
        {"name":"place","kind":"place","required":true,"list":false,"help":"the place"},\
        {"name":"name","kind":"name","required":true,"list":false,"help":"the name or number"},\
        {"name":"capacity","kind":"integer","required":false,"list":false,"default":"4","help":"for how many people"},\
        {"name":"once","kind":"name","required":false,"list":false,"help":"token under which this happens once"},\
        {"name":"dry-run","kind":"yes-no","required":false,"list":false,"allowed":["yes","no"],"default":"no",\
        "help":"check all, keep nothing"},\
        {"name":"as","kind":"worker","required":false,"list":false,"help":"for this worker (administrator, demo only)"},\
        {"name":"within","kind":"duration","required":false,"list":false,"default":"30s","help":"how long it may take"}],\
        "roles":["lead","admin"],"changes":"yes","since":"0.1","also":["kamer nieuw"],\
        "examples":["koos room add basecamp-zuidwest --name 3 --capacity 6"]}
        """)
    #expect(Catalogue.renderedHelp(for: nil, .nl).count == Catalogue.commands.count)
    #expect(Catalogue.find("room.add")?.helpRow(.nl)["summary"] == .string("Voegt een kamer toe."))
  }

  private static func isWord(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}
