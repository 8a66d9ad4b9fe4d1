/// How much is laid.
package struct Scale: Sendable {
  /// Clients: the children with a file in the year.
  package let clients: Int
  /// What differs between two years of one size.
  package let seed: UInt64

  package init(clients: Int, seed: UInt64) {
    self.clients = clients
    self.seed = seed
  }

  /// Children with a file at both consortia of the city in a year, half each: some 5,000 whom they help, and who still waits
  /// when it ends.
  package static let city = 5_500
  /// Children and young people with youth care in the Netherlands in 2020.
  package static let nation = 435_760

  /// What one region holds at most: a city's worth, so that no team grows beyond what a team can be.
  static let region = city

  /// How many clients each region has.
  var regions: [Int] {
    let count = (clients + Self.region - 1) / Self.region
    return (0..<count).map { clients * ($0 + 1) / count - clients * $0 / count }
  }
}
