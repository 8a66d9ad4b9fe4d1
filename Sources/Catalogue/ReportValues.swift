package import Wire

extension Reports {
  /// What a value of a dimension is called, nil where its word is its name: a team, a discipline, a kind of appointment.
  package static func label(ofValue value: String) -> Sentence? {
    if let own = values[value] { return own }
    for name in ["modes", "ownership"] {
      if let entry = part(name)?.entries.first(where: { $0.key == value && $0.isShare }) { return entry.label }
    }
    return nil
  }

  private static let values: [String: Sentence] = [
    "waiting": Sentence(nl: "wachtend", en: "waiting"),
    "started": Sentence(nl: "gestart", en: "started"),
    "owned": Sentence(nl: "open casussen", en: "open cases"),
    "left": Sentence(nl: "vertrek van buurtteams", en: "buurtteams leaving"),
    "consult.ask": Sentence(nl: "vraag om consult", en: "consult asked"),
    "consult.decline": Sentence(nl: "consult niet aangenomen", en: "consult declined"),
    "waiting.add": Sentence(nl: "aanmelding voor de wachtlijst", en: "entry for the waiting list"),
    "waiting.remove": Sentence(nl: "van de wachtlijst gehaald", en: "taken off the waiting list"),
    "case.traject.start": Sentence(nl: "start van een traject", en: "start of a traject"),
    "-": Sentence(nl: "zonder", en: "without"),
  ]
}
