/// Somebody at a terminal, who reads, types and can be asked.
package struct Person {
  /// Asks a question, and gives the line typed; nil where the input ends.
  package var answer: (_ question: String) -> String?
  /// Lets a text be read through the program of this command line; false where that cannot be started.
  package var page: (_ program: String, _ text: String) -> Bool
  /// Takes the whole screen until the stage is gone; nil where that cannot be done.
  package var stage: () -> (any Stage)?

  package init(
    answer: @escaping (String) -> String?, page: @escaping (String, String) -> Bool,
    stage: @escaping () -> (any Stage)?
  ) {
    self.answer = answer
    self.page = page
    self.stage = stage
  }
}

/// What comes in and whom the program works with, person or not.
package struct Company {
  /// Reads standard input to its end, and no further than one octet beyond so many; nil where it cannot be read.
  package var input: (_ limit: Int) -> [UInt8]?
  /// Lets a text be changed in the program of this command line, in a file of this name; says why it could not be.
  package var edit: (_ program: String, _ name: String, _ text: [UInt8], _ limit: Int) throws(EditFailure) -> [UInt8]
  /// Joins standard input and output with the service that listens on a path, until both have ended.
  package var bridge: (_ path: String) throws(Unreachable) -> Void

  package init(
    input: @escaping (Int) -> [UInt8]? = { _ in nil },
    edit: @escaping (String, String, [UInt8], Int) throws(EditFailure) -> [UInt8] = {
      _, _, _, _ throws(EditFailure) in
      throw EditFailure.system("no editor here")
    },
    bridge: @escaping (String) throws(Unreachable) -> Void = { path throws(Unreachable) in
      throw Unreachable(reason: path)
    }
  ) {
    self.input = input
    self.edit = edit
    self.bridge = bridge
  }
}

/// Why a text was not changed in an editor.
package enum EditFailure: Error, Equatable {
  /// The editor ended with this status; 126 and 127 where it could not be started.
  case status(Int32)
  /// A signal asked for the end.
  case ended(Int32)
  /// What is left is longer than a text may be.
  case tooLong
  /// A call failed; the system's English sentence.
  case system(String)
}

/// A whole screen that is drawn again and again, given back when it goes.
package protocol Stage: AnyObject {
  /// How large it is now.
  var columns: Int { get }
  var rows: Int { get }
  /// Shows these lines, and nothing else.
  func draw(_ lines: [String])
  /// Gives the screen back as it was; once is enough.
  func leave()
  /// Waits for what comes first, at most so long.
  func next(_ link: (any Link)?, within milliseconds: Int) -> Happening
  /// The time of the day, `14:03:05`.
  var time: String { get }
  /// Milliseconds of a clock that only runs forward.
  var now: Int64 { get }
}

/// What happens at a stage.
package enum Happening: Equatable {
  /// Octets were typed; empty where there will be no more.
  case keys([UInt8])
  /// The screen has another size, or has to be drawn anew.
  case resized
  /// A signal asks for the end.
  case ended(Int32)
  /// The connection has something.
  case received
  /// The time is over.
  case nothing
}
