internal import Platform
internal import Postgres

/// Every statement the room Records holds, without a list of them that could fall behind.
///
/// Each lies in a global or a static constant, which Swift makes when it is first asked for, by a function of its own. The
/// symbols of this very program tell where those functions are; calling them all makes all the statements, and
/// `Statement` knows what it made.
package enum EveryStatement {
  struct Failure: Error { let reason: String }

  /// The texts by name, and how many constants were asked for.
  package static let made = Result { try make() }

  /// Those that read or write, by name; those that begin and end transactions do neither.
  ///
  /// - Throws: for a statement of a kind that is not known.
  static func bearingData() throws -> [String: String] {
    let (data, none) = (
      ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE"], ["BEGIN", "COMMIT", "ROLLBACK", "SET", "NOTIFY", "LISTEN"]
    )
    return try made.get().texts.filter { _, text in
      let word = String(text.drop { $0.isWhitespace }.prefix { $0.isLetter })
      guard data.contains(word) || none.contains(word) else { throw Failure(reason: "what is \(word)?") }
      return data.contains(word)
    }
  }

  private static func make() throws -> (texts: [String: String], constants: Int) {
    let image = try File.read("/proc/self/exe", limit: 1 << 30)
    let base = try loadAddress()
    var constants = 0
    for symbol in try symbols(image) where symbol.name.hasPrefix("$s7Records") && symbol.name.hasSuffix("vau") {
      // An addressor takes nothing and returns a pointer, by which C and Swift call alike.
      guard let pointer = unsafe UnsafeRawPointer(bitPattern: base + symbol.address) else { continue }
      _ = unsafe unsafeBitCast(pointer, to: (@convention(c) () -> UnsafeRawPointer?).self)()
      constants += 1
    }
    return (Statement.made, constants)
  }

  /// Where the program was laid in memory.
  private static func loadAddress() throws -> Int {
    let maps = String(decoding: try File.read("/proc/self/maps"), as: UTF8.self)
    let program = String(decoding: try File.read("/proc/self/cmdline").prefix { $0 != 0 }, as: UTF8.self)
    let name = program.split(separator: "/").last.map(String.init) ?? program
    for line in maps.split(separator: "\n") where line.hasSuffix(name) {
      let words = line.split(separator: " ")
      if words[2] == "00000000", let start = words[0].split(separator: "-").first { return Int(start, radix: 16) ?? 0 }
    }
    throw Failure(reason: "the program is not in its own map")
  }

  /// The functions of an ELF image for 64-bit little-endian machines.
  private static func symbols(_ image: [UInt8]) throws -> [(name: String, address: Int)] {
    func number(_ offset: Int, _ bytes: Int) -> Int {
      (0..<bytes).reduce(0) { $0 | Int(image[offset + $1]) << (8 * $1) }
    }
    guard image.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else { throw Failure(reason: "no ELF image") }
    let (table, size, count) = (number(0x28, 8), number(0x3A, 2), number(0x3C, 2))
    let sections = (0..<count).map { table + $0 * size }
    guard let symtab = sections.first(where: { number($0 + 4, 4) == 2 }) else { throw Failure(reason: "no symbols") }
    let names = number(sections[number(symtab + 0x28, 4)] + 0x18, 8)
    let (start, length) = (number(symtab + 0x18, 8), number(symtab + 0x20, 8))
    return stride(from: start, to: start + length, by: 24).compactMap { entry in
      guard image[entry + 4] & 0xF == 2, number(entry + 8, 8) != 0 else { return nil }
      let from = names + number(entry, 4)
      let end = image[from...].firstIndex(of: 0) ?? from
      return (String(decoding: image[from..<end], as: UTF8.self), number(entry + 8, 8))
    }
  }
}
