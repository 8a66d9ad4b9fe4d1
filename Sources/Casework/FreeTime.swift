/// A set of moments: half-open spans of epoch seconds, sorted, apart from each other, none empty.
package struct FreeTime: Sendable, Equatable {
  /// The spans in order; between two of them there is always a gap.
  package let spans: [Range<Int64>]

  /// The union of any spans, in any order.
  package init(_ spans: [Range<Int64>]) {
    let isOrdered = zip(spans, spans.dropFirst()).allSatisfy { $0.lowerBound <= $1.lowerBound }
    let ordered = isOrdered ? spans : spans.sorted { $0.lowerBound < $1.lowerBound }
    var joined: [Range<Int64>] = []
    joined.reserveCapacity(ordered.count)
    for span in ordered where !span.isEmpty {
      if let last = joined.last, span.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        joined.append(span)
      }
    }
    self.spans = joined
  }

  /// Spans that are known to be in order, apart and not empty.
  private init(ordered spans: [Range<Int64>]) { self.spans = spans }

  /// The moments that lie in at least `count` of some sets, each set counted once; `count` is positive.
  package static func held(byAtLeast count: Int, of sets: [FreeTime]) -> FreeTime {
    guard count > 1 else { return FreeTime(sets.flatMap(\.spans)) }
    guard count <= sets.count else { return FreeTime(ordered: []) }
    // Twice the moment, and one more where a span begins: what ends at a moment is counted out before what begins.
    var edges: [Int64] = []
    edges.reserveCapacity(2 * sets.reduce(0) { $0 + $1.spans.count })
    for set in sets {
      for span in set.spans {
        edges.append(span.lowerBound * 2 + 1)
        edges.append(span.upperBound * 2)
      }
    }
    edges.sort()
    var held: [Range<Int64>] = []
    var (holding, start) = (0, Int64(0))
    for edge in edges {
      let moment = edge >> 1
      if edge & 1 == 1 {
        holding += 1
        if holding == count { start = moment }
      } else {
        if holding == count { held.append(start..<moment) }
        holding -= 1
      }
    }
    return FreeTime(held)
  }

  /// True when it holds no moment.
  package var isEmpty: Bool { spans.isEmpty }

  /// All seconds together.
  package var seconds: Int64 { spans.reduce(0) { $0 + $1.upperBound - $1.lowerBound } }

  /// What lies in either.
  package func union(_ other: FreeTime) -> FreeTime { FreeTime(spans + other.spans) }

  /// What lies in both.
  package func intersecting(_ other: FreeTime) -> FreeTime {
    var result: [Range<Int64>] = []
    var (a, b) = (0, 0)
    while a < spans.count, b < other.spans.count {
      let common = spans[a].clamped(to: other.spans[b])
      if !common.isEmpty { result.append(common) }
      if spans[a].upperBound < other.spans[b].upperBound { a += 1 } else { b += 1 }
    }
    return FreeTime(ordered: result)
  }

  /// What lies here and not there.
  package func subtracting(_ other: FreeTime) -> FreeTime {
    var result: [Range<Int64>] = []
    var b = 0
    for span in spans {
      var start = span.lowerBound
      while b < other.spans.count, other.spans[b].upperBound <= start { b += 1 }
      var next = b
      while next < other.spans.count, other.spans[next].lowerBound < span.upperBound {
        if start < other.spans[next].lowerBound { result.append(start..<other.spans[next].lowerBound) }
        start = other.spans[next].upperBound
        next += 1
      }
      if start < span.upperBound { result.append(start..<span.upperBound) }
    }
    return FreeTime(ordered: result)
  }

  /// The span a moment lies in.
  package func span(at moment: Int64) -> Range<Int64>? {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].upperBound <= moment { low = middle + 1 } else { high = middle }
    }
    return low < spans.count && spans[low].lowerBound <= moment ? spans[low] : nil
  }

  /// True when the whole of `range` lies inside.
  package func contains(_ range: Range<Int64>) -> Bool {
    guard !range.isEmpty else { return true }
    guard let span = span(at: range.lowerBound) else { return false }
    return range.upperBound <= span.upperBound
  }

  /// The moments at which something of `length` seconds can start and still end inside; `length` is positive.
  func starts(lasting length: Int64) -> FreeTime {
    FreeTime(
      ordered: spans.compactMap { span in
        let end = span.upperBound - length + 1
        return span.lowerBound < end ? span.lowerBound..<end : nil
      })
  }

  /// The same spans so many seconds later.
  func shifted(by seconds: Int64) -> FreeTime {
    seconds == 0
      ? self : FreeTime(ordered: spans.map { $0.lowerBound + seconds..<$0.upperBound + seconds })
  }
}
