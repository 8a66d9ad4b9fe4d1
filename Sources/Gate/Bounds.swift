internal import Wire

/// How much one session may ask of the daemon.
struct Bounds {
  /// Requests without a delivered reply before reading stops; announced in the greeting.
  var inFlight = Limits.inFlight
  /// Bytes of output the client has not taken before it counts as too slow; announced in the greeting.
  var unread = Limits.backlog
  /// Requests with the service at once, so that one client's pipeline is not everybody's queue.
  var running = 32
  /// Bytes of replies held behind a slower one before no further request is started.
  var held = 1 << 20
}
