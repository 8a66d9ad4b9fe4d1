/// A calendar as other programs read it (RFC 5545): appointments told by a code, never by a name, question or home.
package enum ICalendar {
  /// One appointment.
  package struct Event: Sendable {
    /// How sure it is (RFC 5545 §3.8.1.11).
    package enum Status: String, Sendable, CaseIterable {
      case tentative = "TENTATIVE"
      case confirmed = "CONFIRMED"
      case cancelled = "CANCELLED"
    }

    /// Names it for ever, in whatever calendar it comes to lie (§3.8.4.7).
    package let uid: String
    /// How often it was moved or switched (§3.8.7.4).
    package let sequence: Int
    /// When it was last changed.
    package let stamp: Instant
    /// Epoch seconds.
    package let span: Range<Int64>
    package let status: Status
    /// What a calendar shows of it.
    package let summary: String
    /// The place, where there is one that may be told.
    package let location: String?
    /// Address of the video room (RFC 7986 §5.11).
    package let conference: String?

    package init(
      uid: String, sequence: Int, stamp: Instant, span: Range<Int64>, status: Status, summary: String,
      location: String? = nil, conference: String? = nil
    ) {
      self.uid = uid
      self.sequence = sequence
      self.stamp = stamp
      self.span = span
      self.status = status
      self.summary = summary
      self.location = location
      self.conference = conference
    }
  }

  /// The most octets a line may hold (§3.1).
  static let lineLength = 75

  /// The lines of a calendar, folded, each without the CR LF that ends it.
  ///
  /// Moments are written in UTC, so that no rule of a time zone has to travel along.
  package static func lines(_ events: [Event]) -> [String] {
    let whole =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//koosd//koosd//NL", "CALSCALE:GREGORIAN"]
      + events.flatMap(content) + ["END:VCALENDAR"]
    return whole.flatMap(folded)
  }

  private static func content(_ event: Event) -> [String] {
    var lines = [
      "BEGIN:VEVENT", "UID:\(text(event.uid))", "DTSTAMP:\(moment(event.stamp.seconds))",
      "DTSTART:\(moment(event.span.lowerBound))", "DTEND:\(moment(event.span.upperBound))",
      "SEQUENCE:\(event.sequence)", "STATUS:\(event.status.rawValue)", "CLASS:PRIVATE",
      "TRANSP:\(event.status == .cancelled ? "TRANSPARENT" : "OPAQUE")", "SUMMARY:\(text(event.summary))",
    ]
    if let location = event.location { lines.append("LOCATION:\(text(location))") }
    if let conference = event.conference {
      lines.append("CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:\(uri(conference))")
    }
    return lines + ["END:VEVENT"]
  }

  /// `20261122T133000Z`.
  static func moment(_ seconds: Int64) -> String {
    let (day, second) = floorDivide(Int(clamping: seconds), by: 86_400)
    let parts = CivilDate(day: day).parts
    func digits(_ number: Int, _ width: Int = 2) -> String {
      let text = String(max(number, 0))
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return digits(parts.year, 4) + digits(parts.month) + digits(parts.day) + "T" + digits(second / 3_600)
      + digits(second / 60 % 60) + digits(second % 60) + "Z"
  }

  /// A value of type TEXT (§3.3.11); what is no character there is left out.
  static func text(_ value: String) -> String {
    var written = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        written.unicodeScalars += ["\\", scalar]
      case "\n": written += "\\n"
      case _ where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F: break
      default: written.unicodeScalars.append(scalar)
      }
    }
    return written
  }

  /// A value of type URI; an address holds neither blanks nor controls.
  private static func uri(_ value: String) -> String {
    String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }))
  }

  /// A content line in pieces of at most 75 octets, every further one begun by a blank (§3.1); no character is cut.
  static func folded(_ line: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var length = 0
    for scalar in line.unicodeScalars {
      let octets = scalar.utf8.count
      if length + octets > lineLength {
        pieces.append(piece)
        piece = " "
        length = 1
      }
      piece.unicodeScalars.append(scalar)
      length += octets
    }
    return pieces + [piece]
  }
}
