internal import Platform

/// Times whole commands from start to end, two in turn, so that a drifting machine slows both alike.
struct Cold {
  private let commands: [[String]]

  /// `RUNS COMMAND … -- COMMAND …`
  init(_ words: ArraySlice<String>) throws {
    commands = words.dropFirst().split(separator: "--").map(Array.init)
    guard let runs = words.first.flatMap({ Int($0) }), runs > 0, commands.count == 2 else {
      throw Misuse("usage: load cold RUNS COMMAND … -- COMMAND …")
    }
    self.runs = runs
  }

  private let runs: Int

  /// Prints both medians in microseconds and the median of the ratios.
  func run() throws {
    var times: [[Double]] = [[], []]
    var ratios: [Double] = []
    for _ in 0..<runs {
      for (index, command) in commands.enumerated() {
        let began = Monotonic.now
        let result = try ChildProcess.run(command, environment: Environment.all())
        times[index].append(Double(Monotonic.now - began) / 1e3)
        guard result.succeeded else { throw Misuse("\(command[0]) failed: \(result.output)") }
      }
      ratios.append((times[0].last ?? 0) / (times[1].last ?? 1))
    }
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    let hundredths = Int(median(ratios) * 100)
    try Output.standard.write(
      "first \(Int(median(times[0]))) second \(Int(median(times[1]))) ratio \(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)\n"
    )
  }
}
