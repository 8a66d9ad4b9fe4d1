import Testing

@testable import Console

@Suite("The file of a child on paper")
struct DossierTextTests {
  /// What a daemon might hand out of a child with a secret address.
  private static let file = #"""
    row {"kind":"client","client":"J-241","name":"Noor Demo","birth":"2014-05-14","gender":"V","interpreter":false,"address_secret":true,"has_bsn":false,"added_by":"f.een","added_at":"2026-03-02T08:00:00+01:00","added_team":"buurtteam-zuidwest-1","withheld":true,"reason":"secret-address","left_out":["postcode","house","wijk"]}
    row {"kind":"relation","relation":"R-381","what":"ouder","name":"Mo Demo","authority":true,"from":"2026-03-02","added_by":"f.een","added_at":"2026-03-02T08:00:00+01:00","withheld":true,"reason":"third-party","left_out":["contact"]}
    row {"kind":"consent","consent":"T-72","purpose":"treatment","by":"parent-1","form":"written","state":"gegeven","given_at":"2026-03-02T08:00:00+01:00","refused":false,"recorded_by":"f.een","recorded_at":"2026-03-02T08:00:00+01:00"}
    row {"kind":"case","case":"C-242","status":"open","urgency":"regulier","referrer":"buurtteam","consortium":"koos","lead":"f.een","question":"Slaapt slecht","owners":[{"team":"basecamp-zuidwest","since":"2026-03-02T08:00:00+01:00"},{"team":"buurtteam-zuidwest-1","since":"2026-03-02T08:00:00+01:00"}],"first_contact_at":"2026-03-02T08:00:00+01:00","opened_at":"2026-03-02T08:00:00+01:00","opened_by":"f.een","plan":{"due_on":"2026-04-13"},"withheld":true,"reason":"secret-address","left_out":["wijk"]}
    row {"kind":"goal","case":"C-242","goal":"D-81","words":"Slapen","added_by":"f.een","added_at":"2026-03-02T08:00:00+01:00"}
    row {"kind":"note","case":"C-242","note":"N-61","by":"f.een","team":"buurtteam-zuidwest-1","at":"2026-03-02T08:00:00+01:00","withheld":true,"reason":"third-party","left_out":["text"]}
    row {"kind":"fact","case":"C-242","at":"2026-03-02T08:00:00+01:00","recorded_at":"2026-03-02T08:00:00+01:00","what":"opened","by":"f.een","withheld":true,"reason":"secret-address","left_out":["detail"]}
    row {"kind":"fact","case":"C-242","at":"2026-03-02T08:00:00+01:00","recorded_at":"2026-03-02T08:00:00+01:00","what":"owner","by":"f.een","team":"basecamp-zuidwest"}
    row {"kind":"fact","case":"C-242","at":"2026-03-02T08:00:00+01:00","recorded_at":"2026-03-02T08:00:00+01:00","what":"owner","by":"f.een","team":"buurtteam-zuidwest-1"}
    row {"kind":"fact","case":"C-242","at":"2026-03-02T08:00:00+01:00","recorded_at":"2026-03-02T08:00:00+01:00","what":"regie","by":"f.een","detail":{"worker":"f.een"}}
    row {"kind":"appointment","case":"C-242","appointment":"A-62","type":"intake","start":"2026-03-10T10:00:00+01:00","end":"2026-03-10T11:00:00+01:00","mode":"phone","client_mode":"phone","status":"gepland","workers":[{"who":"f.een","mode":"phone"}],"booked_by":"f.een","booked_at":"2026-03-02T08:00:00+01:00"}
    row {"kind":"elsewhere","withheld":true}
    row {"kind":"participant","case":"C-242","participant":"B-3","what":"school","reads":"plan","from":"2026-03-02","withheld":true,"reason":"secret-address","left_out":["name"]}
    row {"kind":"statement","at":"2026-03-02T08:00:00+01:00","text":"Ik slaap slecht door het lawaai op straat, en niet doordat ik laat opblijf: dat staat er verkeerd.\nNoor"}
    row {"kind":"consult","consult":"Q-7","case":"C-242","state":"converted","discipline":"orthopedagoog","urgency":"regulier","asked_at":"2026-02-20T09:05:00+01:00","thread":[{"kind":"question","by":"f.een","at":"2026-02-20T09:05:00+01:00","text":"Hoe helpen we een kind dat slecht slaapt?"},{"kind":"answer","by":"o.een","at":"2026-02-23T11:30:00+01:00","text":"Begin met een slaapdagboek."}]}
    row {"kind":"waiting","case":"C-242","entry":"W-9","discipline":"orthopedagoog","status":"wacht-op-intake","urgency":"regulier","registered_on":"2026-03-02","team":"basecamp-zuidwest"}
    ok {"rows":16,"client":"J-241","at":"2026-03-02T08:00:00+01:00"}

    """#

  @Test("is in words, says what is left out and why, and whom it may be given to")
  func paper() throws { try Snapshot.screens("dossier", ["dossier", "export", "J-241"], Self.file) }
}
