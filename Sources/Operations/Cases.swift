internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static let cases: [String: Operation] = [
    "case.open": .changes { (call) throws(Failure) in try CaseOpening(call).change },
    "case.show": .reads { (call) throws(Failure) in .object(Cases.show(try call.code("id"))) },
    "case.list": .reads { (call) throws(Failure) in
      .page(
        Cases.list(
          status: call.optionalText("status"), wijk: call.optionalSlug("wijk"), mine: call.yes("mine"),
          owners: [call.optionalSlug("team"), call.optionalSlug("owner")].compactMap(\.self),
          after: try call.numberAfter(), limit: call.limit), limit: call.limit)
    },
    "case.history": .reads(CaseReading.history),
  ]
}
