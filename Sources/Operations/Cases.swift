internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let cases: [String: Operation] = [
    "case.open": .changes { (call) throws(Failure) in try CaseOpening(call).change },
    "case.show": .reads(CaseReading.show),
    "case.list": .reads { (call) throws(Failure) in
      var filter = Cases.Filter()
      filter.team = call.optionalSlug("team")
      filter.wijk = call.optionalSlug("wijk")
      filter.status = call.optionalText("status")
      filter.isMine = call.yes("mine")
      filter.owner = call.optionalSlug("owner")
      return .page(Cases.list(filter, after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
    "case.history": .reads(CaseReading.history),
  ]
}
