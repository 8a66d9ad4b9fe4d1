package import Casework
package import Wire

extension Catalogue {
  /// The command a request asks for; throws `syntax.unknown-command`.
  package static func command(for request: Request) throws(Failure) -> Command {
    if let command = find(request.command) { return command }
    throw unknown(request.command, column: request.column)
  }

  /// Reads a request's parameters in the order written, then looks for what is missing in the catalogue's order.
  ///
  /// Throws the first thing wrong: `syntax.unknown-parameter`, `.duplicate-parameter`, `.missing-parameter`,
  /// `input.*`. What only the database can tell is left in `named` and `looked`.
  package static func bind(_ request: Request, to command: Command, zone: Zone) throws(Failure) -> Call {
    var binding = Binding(command: command, zone: zone)
    for argument in request.arguments { try binding.take(argument) }
    return try binding.call(tag: request.tag)
  }

  /// Whom a request speaks for, told also where the rest of the request cannot be read: who may give a command at all
  /// is decided before its parameters are.
  package static func actingAs(in request: Request, zone: Zone) -> Call.Named? {
    guard let argument = request.arguments.first(where: { $0.key == Command.actingAs.name }),
      case .text(let login)? = try? Reading(
        parameter: Command.actingAs, column: argument.valueColumn, zone: zone
      ).value(argument.value)
    else { return nil }
    return Call.Named(
      parameter: Command.actingAs.name, thing: .worker, value: login, number: nil, column: argument.valueColumn)
  }
}

/// A request being bound.
private struct Binding {
  let command: Command
  let zone: Zone
  var values: [String: Value] = [:]
  var columns: [String: Int] = [:]
  var named: [Call.Named] = []
  var looked: [Call.Looked] = []

  init(command: Command, zone: Zone) {
    self.command = command
    self.zone = zone
  }

  mutating func take(_ argument: Request.Argument) throws(Failure) {
    let parameter = try parameter(for: argument)
    let name = parameter.name
    guard columns[name] == nil || parameter.isList else {
      throw Failure(
        .syntaxDuplicateParameter,
        Sentence(nl: "\(name) staat er tweemaal.", en: "\(name) is given twice."), field: name,
        column: argument.column)
    }
    let reading = Reading(parameter: parameter, column: argument.valueColumn, zone: zone)
    let value = try limited(reading, argument.value)
    note(value, of: parameter, column: argument.valueColumn)
    values[name] = try reading.joined(values[name], value)
    columns[name] = columns[name] ?? argument.valueColumn
  }

  private func parameter(for argument: Request.Argument) throws(Failure) -> Parameter {
    if let key = argument.key {
      if let parameter = command.parameter(key) ?? command.common.first(where: { $0.name == key }) {
        return parameter
      }
      let names = (command.parameters + command.common).map(\.name)
      throw Failure(
        .syntaxUnknownParameter,
        Sentence(
          nl: "\(command.name) kent geen \(key.prefix(64)).",
          en: "\(command.name) knows no \(key.prefix(64))."),
        field: key, column: argument.column,
        members: nearest(key, among: names).map { [JSON.Member("near", .string($0))] } ?? [])
    }
    guard let subject = command.subject else {
      throw Failure(
        .syntaxUnknownParameter,
        Sentence(
          nl: "\(command.name) neemt geen waarde zonder naam.", en: "\(command.name) takes no bare value."),
        column: argument.column)
    }
    return subject
  }

  /// Reads a value; a page longer than any is its own error.
  private func limited(_ reading: Reading, _ text: String) throws(Failure) -> Value {
    if reading.parameter.name == "limit", let limit = Int(text), limit > Limits.longestList {
      throw Failure(
        .inputTooMany,
        Sentence(
          nl: "Een pagina heeft ten hoogste \(Limits.longestList) rijen.",
          en: "A page holds at most \(Limits.longestList) rows."),
        field: "limit", column: reading.column)
    }
    return try reading.value(text)
  }

  /// Remembers what the database has to know, in the order written.
  private mutating func note(_ value: Value, of parameter: Parameter, column: Int) {
    if case .list(let items) = value {
      for item in items { note(item, of: parameter, column: column) }
      return
    }
    let thing: Thing?
    var reach: Reach?
    switch parameter.kind {
    case .thing(let kind): thing = kind
    case .existing(let kind, let whose): (thing, reach) = (kind, whose)
    case .attendee: thing = .worker
    case .placeOrHome: thing = value == .text(Catalogue.home) ? nil : .place
    case .membership: thing = .team
    case .proposed: if case .widening = value { thing = .participant } else { thing = .team }
    case .lookup(let lookup):
      if case .text(let word) = value {
        looked.append(Call.Looked(parameter: parameter.name, lookup: lookup, value: word, column: column))
      }
      return
    case .need:
      if case .need(_, let discipline) = value {
        looked.append(
          Call.Looked(parameter: parameter.name, lookup: .discipline, value: discipline, column: column))
      }
      return
    default: return
    }
    guard let thing, value != .cleared else { return }
    let (text, number): (String, Int?) =
      switch value {
      case .text(let text), .participant(let text, _): (text, nil)
      case .code(_, let number): (value.canonical, number)
      case .widening(let number, _): (Value.code(.participant, number).canonical, number)
      default: ("", nil)
      }
    named.append(
      Call.Named(
        parameter: parameter.name, thing: thing, value: text, number: number, column: column, reach: reach))
  }

  mutating func call(tag: String?) throws(Failure) -> Call {
    for parameter in command.parameters where values[parameter.name] == nil {
      if let fallback = parameter.fallback {
        values[parameter.name] = try Reading(parameter: parameter, column: 0, zone: zone).value(fallback)
      } else if parameter.isRequired {
        throw Catalogue.missing(parameter.name)
      }
    }
    let given = values.filter { command.parameter($0.key) != nil }
    var within = 30
    if case .duration(let span)? = values["within"] { within = span.seconds }
    return Call(
      command: command, tag: tag, once: text("once"), dryRun: values["dry-run"] == .yes(true),
      revision: integer("if"), within: within, limit: integer("limit") ?? command.page ?? 0,
      after: text("after"),
      named: placed(named.filter { $0.parameter != "as" }), looked: looked,
      changes: command.effect == .changes
        || command.effect == .changesWithParameter && command.parameters.contains { columns[$0.name] != nil },
      values: given, columns: columns)
  }

  /// The things named, what is proposed taken for what the action says it is, and a membership's team for what the role
  /// says; without a role it may be either, and is no thing of one kind.
  private func placed(_ named: [Call.Named]) -> [Call.Named] {
    if let parameter = command.parameters.first(where: { $0.kind == .proposed }), text("action") == "move" {
      return named.map { one in
        guard one.parameter == parameter.name, one.thing == .team else { return one }
        return Call.Named(parameter: one.parameter, thing: .wijk, value: one.value, number: nil, column: one.column)
      }
    }
    guard let parameter = command.parameters.first(where: { $0.kind == .membership }) else { return named }
    guard let role = text("role").flatMap(Role.init(rawValue:)) else {
      return named.filter { $0.parameter != parameter.name }
    }
    guard role.isOfOrganisation else { return named }
    return named.map { one in
      guard one.parameter == parameter.name else { return one }
      return Call.Named(
        parameter: one.parameter, thing: .organisation, value: one.value, number: nil, column: one.column)
    }
  }

  private func text(_ name: String) -> String? {
    if case .text(let text)? = values[name] { text } else { nil }
  }

  private func integer(_ name: String) -> Int? {
    if case .integer(let integer)? = values[name] { integer } else { nil }
  }
}
