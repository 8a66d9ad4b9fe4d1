internal import Catalogue
internal import Postgres
internal import Records
internal import Wire

extension Operations {
  static func status(
    _ surroundings: Responder.Surroundings, _ traffic: Traffic, _ jobs: JobRecord
  ) -> [String: Operation] {
    [
      "status": .reads { (_) throws(Failure) in
        Reading([Housekeeping.status]) { (rows, asker) throws(Failure) in
          let (facts, health) = (surroundings.process(), surroundings.database.health)
          return .object(
            rows[0],
            adding: [
              .init("version", .string(ProcessFacts.version)),
              .init(
                "database",
                .object([
                  .init("available", .bool(health.isAvailable)),
                  .init("readers", .integer(Int64(health.readers))),
                  .init("writers", .integer(Int64(health.writers))),
                  .init("server_version", health.serverVersion.map { .integer(Int64($0)) } ?? .null),
                ])),
              .init("clients", .integer(Int64(facts.clients))),
              .init("uptime_s", .integer(Int64(facts.uptime))),
              .init("jobs", .array(jobs.runs.map { $0.json(asker.zone) })),
            ])
        }
      },
      "metrics": .reads { (_) throws(Failure) in
        Reading([]) { (_, asker) throws(Failure) in
          let rows = metrics(traffic.now, surroundings.process(), surroundings.database.health, jobs.runs)
            .flatMap { $0.rows(asker.language) }
          return .composed(rows: rows, ok: [.init("rows", .integer(Int64(rows.count)))])
        }
      },
    ]
  }

  private static func metrics(
    _ traffic: Traffic.Counts, _ facts: ProcessFacts, _ health: Health, _ jobs: [JobRecord.Run]
  ) -> [Metric] {
    func byLabel(_ counts: [String: Int]) -> [(String?, Int)] {
      counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    return [
      Metric(
        "koosd_requests_total", .counter, "Opdrachten.", "Requests.", "command", byLabel(traffic.requests)),
      Metric(
        "koosd_refusals_total", .counter, "Geweigerde opdrachten.", "Refused requests.", "code",
        byLabel(traffic.refusals)),
      Metric(
        "koosd_job_failures_total", .counter, "Mislukte achtergrondtaken.", "Failed background jobs.", "job",
        jobs.map { ($0.name, $0.failures) }),
      Metric(
        "koosd_pool_connections", .gauge, "Verbindingen met de database.", "Connections to the database.",
        "kind",
        [("reading", health.readers), ("writing", health.writers)]),
      Metric("koosd_clients", .gauge, "Open sessies.", "Open sessions.", nil, [(nil, facts.clients)]),
      Metric(
        "koosd_uptime_seconds", .gauge, "Seconden sinds de start.", "Seconds since the start.", nil,
        [(nil, facts.uptime)]),
      Metric(
        "koosd_resident_bytes", .gauge, "Geheugen in gebruik, in bytes.", "Memory in use, in bytes.", nil,
        [(nil, facts.resident)]),
    ]
  }
}

/// Something counted or measured, once for each value of a label.
private struct Metric {
  enum Kind: String {
    case counter, gauge
  }

  let name: String
  let kind: Kind
  let help: Sentence
  let label: String?
  let values: [(label: String?, value: Int)]

  init(_ name: String, _ kind: Kind, _ nl: String, _ en: String, _ label: String?, _ values: [(String?, Int)]) {
    self.name = name
    self.kind = kind
    help = Sentence(nl: nl, en: en)
    self.label = label
    self.values = values
  }

  func rows(_ language: Language) -> [[JSON.Member]] {
    values.map { value in
      var labels: [JSON.Member] = []
      if let label, let text = value.label { labels = [.init(label, .string(text))] }
      return [
        .init("name", .string(name)), .init("kind", .string(kind.rawValue)),
        .init("help", .string(help(language))),
        .init("labels", .object(labels)), .init("value", .integer(Int64(value.value))),
      ]
    }
  }
}
