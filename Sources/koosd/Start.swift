internal import ArgumentParser
internal import Platform

@main
enum Start {
  static func main() async {
    Resources.keepMemoryPrivate()
    // Before anything else may start a thread: signals wait for the sources that will take them.
    Signals.ignoreForDispatch()
    // A private database is found by its directory alone; what libpq reads of the environment is for --database.
    if CommandLine.arguments.contains(where: { $0 == "--data" || $0.hasPrefix("--data=") }) {
      Environment.forget(prefix: "PG")
    }
    await Koosd.main(nil)
  }
}
