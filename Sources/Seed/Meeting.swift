// What an appointment is when it is laid: who, when, where, and what became of it.

/// An appointment to be laid.
struct Meeting {
  var type: String
  var mode: String
  var start: Moment
  var minutes: Int
  var status = "gepland"
  var place: Int?
  var homeWijk: String?
  var room: Int?
  var sequence = 0
  var revision = 1
  var bookedBy: Int
  var bookedAt: Moment
  var series: (number: Int, at: Moment)?
  /// Persons and how each takes part.
  var people: [(number: Int, mode: String)]
  /// How the child takes part.
  var childMode: String
  var guest: (label: String, mode: String)?

  var end: Moment { start.later(minutes) }

  var isOnline: Bool {
    childMode == "online" || guest?.mode == "online" || people.contains { $0.mode == "online" }
  }
}

extension Region {
  /// Lays an appointment with who takes part; of a group's session the children come by themselves.
  func lay(_ meeting: Meeting, number: Int, casus: Int?, presence: (child: String?, others: Bool), link: String) throws
  {
    let end = meeting.end
    try sheets.add(
      .appointment, number: number, .at(meeting.start), .at(end), .text(meeting.mode), .text(meeting.status),
      .some(meeting.place), .some(meeting.homeWijk), .some(meeting.room),
      .some(meeting.isOnline ? "https://video.example/\(link)" : nil), .int(meeting.sequence), .int(meeting.bookedBy),
      .at(meeting.bookedAt), .int(meeting.revision), .some(meeting.series?.number), .some(meeting.series?.at), .null)
    for person in meeting.people {
      try sheets.add(
        .appointmentWorker, .int(number), .int(person.number), .text(person.mode), .at(meeting.start),
        .some(presence.others ? Self.presence(person.mode) : nil))
    }
    if let casus {
      try sheets.add(
        .appointmentCase, .int(number), .int(casus), .text(meeting.childMode),
        .some(meeting.childMode == "none" ? nil : presence.child))
    }
    try sheets.add(.appointmentDetail, .int(number), .text(meeting.type), .null)
    if let guest = meeting.guest {
      try sheets.add(
        .appointmentGuest, .int(number), .text(guest.label), .text(guest.mode),
        .some(presence.others ? (presence.child == "absent" ? "absent" : Self.presence(guest.mode)) : nil))
    }
  }

  static func presence(_ mode: String) -> String { mode == "online" ? "online" : "present" }
}
