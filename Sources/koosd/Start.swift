internal import ArgumentParser
internal import Platform

@main
enum Start {
  static func main() async {
    // Before anything else may start a thread: signals wait for the sources that will take them.
    Signals.ignoreForDispatch()
    await Koosd.main(nil)
  }
}
