internal import Catalogue
internal import Wire

extension Call {
  /// What a cursor's number may be: seconds of an epoch or the number of a row.
  private static let cursorNumbers = 0...99_999_999_999

  /// The numbers of a cursor this service gave, nil where the page is the first; throws `input.value` for another text.
  func cursor(_ count: Int) throws(Failure) -> [Int]? {
    guard let after else { return nil }
    let parts = after.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard parts.count == count, parts.allSatisfy(Self.cursorNumbers.contains) else {
      throw notOfThisList
    }
    return parts
  }

  /// A cursor that is a place in an order this service gave, nil where the page is the first; throws `input.value` for
  /// another text.
  ///
  /// - Parameter shapes: what a place looks like: `0` stands for a digit, all else for itself.
  func placeAfter(_ shapes: [String]) throws(Failure) -> String? {
    guard let after else { return nil }
    let shape = String(after.map { ("0"..."9").contains($0) ? "0" : $0 })
    guard shapes.contains(shape) else { throw notOfThisList }
    return after
  }

  private var notOfThisList: Failure {
    .value(self, "after", "Dit is geen cursor van deze lijst.", "This is no cursor of this list.")
  }
}
