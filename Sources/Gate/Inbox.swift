internal import Operations
internal import Synchronization

/// Where replies and what watches tell wait, whatever thread they come from, until the gate's queue takes them up.
///
/// One wake-up is under way at a time, so that under load it finds many replies.
final class Inbox: Sendable {
  /// What came, and for whom.
  struct Item: Sendable {
    /// What came.
    enum Content: Sendable {
      case reply(to: UInt64, Reply)
      case told([UInt8], by: any Watch)
    }

    let session: UInt64
    let content: Content
  }

  private struct Content {
    var items: [Item] = []
    /// Whether the gate's queue is going to look without being woken.
    var isWatched = false
  }

  private let content = Mutex(Content())

  /// Adds one; whether the gate's queue must be woken for it.
  func put(_ item: Item) -> Bool {
    content.withLock {
      $0.items.append(item)
      if $0.isWatched { return false }
      $0.isWatched = true
      return true
    }
  }

  /// Says that the gate's queue is awake and will look.
  func watch() { content.withLock { $0.isWatched = true } }

  /// Takes what is there.
  func take() -> [Item] {
    content.withLock {
      let items = $0.items
      $0.items = []
      return items
    }
  }

  /// Says that the gate's queue looks no further; whether something has come, and it must be woken after all.
  func leave() -> Bool {
    content.withLock {
      $0.isWatched = !$0.items.isEmpty
      return $0.isWatched
    }
  }
}
