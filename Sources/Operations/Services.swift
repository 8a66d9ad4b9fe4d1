internal import Catalogue
internal import Records
internal import Wire

extension Operations {
  static let services: [String: Operation] = [
    "service.list": .reads { (call) throws(Failure) in
      .page(Reference.services(after: call.after, limit: call.limit), limit: call.limit)
    }
  ]

  static let calendar: [String: Operation] = [
    "calendar.list": .reads { (call) throws(Failure) in
      .page(
        Reference.calendar(
          after: try call.afterNumber(), limit: call.limit, year: try call.integer("year"),
          kind: call.optionalText("kind")), limit: call.limit)
    }
  ]
}
