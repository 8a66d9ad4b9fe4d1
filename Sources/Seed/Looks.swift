// Who looked at what: the access log of the year, in codes.
extension Region {
  private static let actions: [(String, Int)] = [
    ("case.show", 400), ("client.show", 90), ("case.history", 60), ("case.note", 70), ("appointment.show", 130),
    ("appointment.list", 100), ("case.list", 70), ("waiting.list", 60), ("consent.list", 20),
  ]

  /// An entry of a day.
  private struct Look {
    let minute: Int
    let person: Int
    let worked: Worked
    let action: String
    var isRefused = false
    var isAlarm = false
  }

  /// Lays a day's entries after another's, as they would have been numbered.
  func look() throws {
    var dice = dice(.log)
    let weights = Self.actions.map(\.1)
    let alarms = Dictionary(grouping: alarms, by: \.at.day)
    for day in year.first...year.last where year.works(day) {
      var looks: [Look] = []
      for (index, person) in people.enumerated() where roster.isThere(person.row, on: day) {
        let mine = worked[index].filter { $0.from <= day && day <= $0.to }
        guard !mine.isEmpty else { continue }
        // Twenty to fifty a day of a specialist; of a gezinswerker, who works with others too, fewer.
        let (low, high) = teams[person.team].ground.isBasecamp ? (22, 50) : (8, 24)
        for _ in 0..<dice.between(low, high) {
          // Now and then somebody tries what is not for them.
          looks.append(
            Look(
              minute: dice.between(8 * 60 + 20, 17 * 60), person: index, worked: dice.pick(mine),
              action: Self.actions[dice.weighted(weights)].0, isRefused: dice.chance(4)))
        }
      }
      for alarm in alarms[day, default: []] {
        for (number, action) in ["breakglass", "case.show", "case.history", "client.show"].enumerated() {
          looks.append(
            Look(
              minute: alarm.at.minute + 2 * number, person: alarm.person, worked: alarm.worked, action: action,
              isAlarm: true))
        }
      }
      for place in looks.indices.sorted(by: { (looks[$0].minute, $0) < (looks[$1].minute, $1) }) {
        try lay(looks[place], on: day)
      }
    }
  }

  private func lay(_ look: Look, on day: Int) throws {
    let (client, casus): (Value, Value) =
      look.isRefused ? (.null, .null) : (.int(look.worked.client), .int(look.worked.casus))
    let (ground, purpose) = look.isAlarm ? ("breakglass", "emergency") : ("owner", "treatment")
    try sheets.make(
      .accessLog, .at(Moment(day, look.minute)), .int(people[look.person].number), .text(role(look.person)),
      .int(look.worked.team), client, casus, .null, .text(look.action), look.isRefused ? .null : .text(ground),
      look.isRefused ? .null : .text(purpose), .text(look.isRefused ? "not-found.case" : "ok"), .yes(look.isAlarm),
      .text("token"), .int(self.ground.transaction))
  }

  /// As what somebody works.
  func role(_ person: Int) -> String {
    teams[people[person].team].ground.isBasecamp ? "specialist" : "gezinswerker"
  }
}
