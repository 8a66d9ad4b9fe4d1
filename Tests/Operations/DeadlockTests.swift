import Patience
import TestKit
import Testing
import Wire

/// All who give out, take and free time lock it in one order: group, appointment, slot, workers and rooms, entry, case, child.
@Suite("Who gives out, takes and frees time waits for others, and never in a ring")
struct DeadlockTests {
  private static let sessions = 16
  private static let rounds = 24
  private static let answerers = ["f.een", "f.twee", "o.een", "pl.een"]

  /// What came of it all: how often which answer came.
  private actor Tally {
    private(set) var codes: [String: Int] = [:]
    func count(_ code: String) { codes[code, default: 0] += 1 }
  }

  @Test("sixteen at once give out, take and free time, and join and leave, at random: PostgreSQL breaks no ring")
  func rings() async throws {
    try await CareCity.with { city in
      var waiters: [(casus: String, entry: String)] = []
      for day in 1...8 { waiters.append(try await city.waiter(since: "2026-02-0\(day)")) }
      let children = waiters
      let care = try await city.made("group", GroupCity.begin(capacity: 3, start: "2026-03-09T10:00"), as: "t.lead")
      let tally = Tally()
      let before = try Self.figure("deadlocks", city)
      let sessions = try Self.figure("numbackends", city)
      let crowd = CareCity(city: city.city, talk: try Conversation(city.city))
      await withTaskGroup(of: Void.self) { group in
        for session in 0..<Self.sessions {
          group.addTask {
            var random = Seeded(state: UInt64(2_026 + session))
            for _ in 0..<Self.rounds { await Self.act(children, care, &random, crowd, tally) }
          }
        }
      }
      // A session that ends tells what it counted.
      await crowd.talk.close()
      let hasTold = await eventually { (try? Self.figure("numbackends", city)).map { $0 <= sessions } ?? false }
      #expect(hasTold)
      let codes = await tally.codes
      #expect(codes["ok", default: 0] > Self.sessions * Self.rounds / 8, "\(codes)")
      #expect(codes.keys.allSatisfy { !$0.hasPrefix("internal") && !$0.hasPrefix("busy") }, "\(codes)")
      for verb in [
        "offer.make", "appointment.book", "appointment.move", "appointment.cancel", "waiting.remove", "group.join",
      ] {
        #expect(try city.logged(verb) > 0, "\(verb) came to nothing: \(codes)")
      }
      #expect(
        try city.sql("SELECT count(*) FROM koos.offer WHERE status = 'open' GROUP BY slot HAVING count(*) > 1") == [])
      let rings = try Self.figure("deadlocks", city) - before
      #expect(rings == 0, "\(codes)")
    }
  }

  @Test("whoever locks one room of a place locks all of it at once, also where only that room will do")
  func rooms() async throws {
    try await CareCity.with { city in
      let (first, next) = (try await city.waiter(since: "2026-02-01"), try await city.waiter(since: "2026-02-02"))
      let room = "mode=on-site place=basecamp-zuidwest room=2"
      await city.cancel(try await city.booked(first.casus, at: "2026-03-10T10:00", room))
      let offered = try city.sql(
        "SELECT w.id, s.room IS NOT NULL FROM koos.offer o JOIN koos.slot s ON s.id = o.slot JOIN koos.waiting_entry w ON w.id = o.entry"
      )
      #expect(offered == [[String(next.entry.dropFirst(2)), "t"]])
      let locked = try city.sql(
        """
        SELECT koos.lock_offer(o.id) FROM koos.offer o;
        SELECT count(*) > 1, bool_and(r.xmax = pg_current_xact_id()::xid) FROM koos.room x JOIN koos.resource r ON r.id = x.resource
        JOIN koos.place p ON p.id = x.place WHERE p.slug = 'basecamp-zuidwest'
        """)
      #expect(locked.last == ["t", "t"])
    }
  }

  /// One thing somebody does, with what there is just then.
  private static func act(
    _ children: [(casus: String, entry: String)], _ group: String, _ random: inout Seeded, _ city: CareCity,
    _ tally: Tally
  ) async {
    let child = children[Int.random(in: 0..<children.count, using: &random)]
    let with = ["o.een", "o.twee", "o.twee,o.een"][Int.random(in: 0..<3, using: &random)]
    let hour = Int.random(in: 9...15, using: &random)
    let at = "2026-03-1\(Int.random(in: 0...1, using: &random))T\(hour < 10 ? "0" : "")\(hour):00"
    let place = "mode=on-site place=basecamp-zuidwest"
    func someAppointment() async -> String? {
      let status = ["gepland", "voorstel"][Int.random(in: 0...1, using: &random)]
      let rows = await city.ask("appointment.list status=\(status) from=2026-03-10 to=2026-03-12").rows
      return rows.compactMap { $0["appointment"]?.string }.randomElement(using: &random)
    }
    switch Int.random(in: 0..<11, using: &random) {
    case 0, 1:
      await say("appointment.book case=\(child.casus) type=intake at=\(at) minutes=60 with=\(with) \(place)", "t.lead")
    case 2:
      await say("offer.make at=\(at) minutes=60 with=\(with) \(place)", "t.lead")
    case 3:
      await say("offer.make \(child.entry) at=\(at) minutes=60 with=\(with) \(place) reason=Overleg", "t.lead")
    case 4, 5:
      let offers = await city.ask("offer.list status=open").rows.compactMap { $0["offer"]?.string }
      guard let offer = offers.randomElement(using: &random) else { return }
      let verb = Bool.random(using: &random) ? "accept" : "decline"
      await say("offer.\(verb) \(offer)", answerers.randomElement(using: &random) ?? "f.een")
    case 6, 7:
      guard let appointment = await someAppointment() else { return }
      await say("appointment.cancel \(appointment) by=client reason=Ziek", "t.lead")
    case 8:
      guard let appointment = await someAppointment() else { return }
      await say("appointment.move \(appointment) at=\(at) reason=Eerder", "t.lead")
    case 9:
      await say("group.\(Bool.random(using: &random) ? "join" : "leave") \(group) case=\(child.casus)", "f.een")
    default:
      await say("waiting.remove \(child.entry) reason=error", "t.lead")
      await say("waiting.restore \(child.entry)", "t.lead")
    }

    func say(_ line: String, _ login: String) async { await tally.count(await city.ask(line, as: login).code) }
  }

  /// What PostgreSQL's own statistics say of this database: `deadlocks`, the rings it broke, or `numbackends`.
  private static func figure(_ name: String, _ city: CareCity) throws -> Int {
    let rows = try city.sql("SELECT d.\(name) FROM pg_stat_database d WHERE d.datname = current_database()")
    return rows.last?.first.flatMap { $0.flatMap { Int($0) } } ?? 0
  }
}
