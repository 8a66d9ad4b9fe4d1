/// The candidate most like `word`, nil where none is like enough to be worth asking about.
///
/// Like enough is one edit for a word of up to three letters, else two or a third of its length. Of equals
/// the first wins. The case of letters does not count.
package func nearest(_ word: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(word.lowercased().utf8)
  var bound = wanted.count <= 3 ? 1 : max(2, wanted.count / 3)
  var best: String?
  for candidate in candidates {
    let octets = Array(candidate.lowercased().utf8)
    // Cheap, and it keeps a word of 64 KiB from being compared at all.
    guard abs(octets.count - wanted.count) <= bound else { continue }
    let edits = editDistance(wanted, octets)
    if edits < bound || edits == bound && best == nil {
      bound = edits
      best = candidate
    }
  }
  return best
}

/// The number of octets to insert, drop or replace to make one text the other.
private func editDistance(_ one: [UInt8], _ other: [UInt8]) -> Int {
  var row = Array(0...other.count)
  for (index, octet) in one.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in other.indices {
      let replaced = diagonal + (octet == other[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
    }
  }
  return row[other.count]
}
