/// A moment at which all can meet.
package struct Slot: Sendable, Equatable {
  /// Why a slot stands as it does, for whoever asks.
  package enum Reason: Sendable, Equatable {
    /// Somebody who fills a need helps the child already (R14).
    case ownWorker(String)
    /// Somebody helps the child already and could fill the need, but cannot come then.
    case withoutOwnWorker(String)
    /// Minutes taken in that ISO week of somebody who fills a need: of those who can, who has least.
    case load(String, Int)
    /// Minutes of travel the day would not have without it, all people together.
    case travelAdded(Int)
    /// Minutes of working time it leaves too short for another of its length, all people together.
    case leftOver(Int)
    /// Seats of the room that stay empty.
    case seatsOver(Int)
    /// It lies outside school hours, as was asked.
    case outsideSchool
  }

  /// Start and end in epoch seconds.
  package let span: Range<Int64>
  /// Who fills the needs, in the order of the needs and, within one, the best first.
  package let chosen: [String]
  /// The number of the room, where one is needed.
  package let room: Int?
  /// The longest journey anyone makes to it that day, in minutes.
  package let travelBefore: Int
  /// The longest journey anyone makes from it that day, in minutes.
  package let travelAfter: Int
  /// What it costs in minutes: travel added and time left over, and a day for each own worker it goes past (R14); lower
  /// is better.
  package let score: Int
  /// What the score is made of, and what else speaks for or against it.
  package let why: [Reason]
}
