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
      throw .value(self, "after", "Dit is geen cursor van deze lijst.", "This is no cursor of this list.")
    }
    return parts
  }
}
