import Testing
import Wire

@Suite("A failure is what the contract says of its code")
struct FailureTests {
  @Test(
    "a class has the exit status of its row",
    arguments: [
      (Failure.Code.syntaxQuote, 64), (.syntaxTooLong, 64), (.inputValue, 65), (.notFound("case"), 66),
      (.deniedReadOnly, 77), (.consentMissing, 78), (.scopeNeedsTraject, 79), (.state("consult"), 80),
      (.conflictOverlap, 81), (.privacyIdentifying, 82), (.busyDatabase, 75), (.busyOutcomeUnknown, 75),
      (.internalFault, 70), (Failure.Code("other.thing"), 70),
    ] as [(Failure.Code, Int32)])
  func exits(code: Failure.Code, status: Int32) {
    #expect(code.exitStatus == status)
  }

  @Test("the codes are spelled as the contract has them")
  func spelling() {
    #expect(Failure.Code.syntaxUnknownParameter.description == "syntax.unknown-parameter")
    #expect(Failure.Code.inputTimeAmbiguous.description == "input.time-ambiguous")
    #expect(Failure.Code.notFound("case").description == "not-found.case")
    #expect(Failure.Code.state("waiting").description == "state.waiting")
    #expect(Failure.Code.busySlowReader.description == "busy.slow-reader")
  }

  @Test("only a busy failure may be tried again, and not one whose outcome nobody knows")
  func retry() {
    let sentence = Sentence(nl: "n", en: "e")
    for code in [Failure.Code.busyDatabase, .busyShutdown, .busyClients, .busyDeadline, .busySlowReader] {
      #expect(Failure(code, sentence).retry)
    }
    for code in [Failure.Code.busyOutcomeUnknown, .conflictHold, .internalFault, .syntaxQuote] {
      #expect(!Failure(code, sentence).retry)
    }
    #expect(Failure(.busyDatabase, sentence).object(.en).text == #"{"message":"e","retry":true}"#)
    #expect(Failure(.conflictHold, sentence).object(.nl).text == #"{"message":"n"}"#)
  }

  @Test("an over-long line fails at the first octet over the limit")
  func tooLong() {
    #expect(Failure.tooLong.code == .syntaxTooLong)
    #expect(Failure.tooLong.column == 65_537)
  }

  @Test("what the catalogue finds names the parameter and a near word")
  func parameters() {
    let failure = Failure.unknownParameter("duo", column: 7, near: "due")
    #expect(failure.field == "duo")
    #expect(failure.object(.en)["near"]?.string == "due")
    #expect(Failure.unknownCommand(column: 1, near: nil).object(.nl)["near"] == nil)
    #expect(Failure.unknownSubject(column: 3).field == "subject")
    #expect(Failure.missingParameter("text").code == .syntaxMissingParameter)
    #expect(Failure.duplicateParameter("text", column: 9).code == .syntaxDuplicateParameter)
  }

  @Test("the greeting announces the limits")
  func limits() {
    #expect(
      Limits.object.text
        == #"{"line":65536,"tag":16,"in_flight":1024,"backlog":8388608,"list":100,"longest_list":1000}"#)
  }
}
