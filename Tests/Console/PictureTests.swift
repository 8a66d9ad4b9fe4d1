import Testing

@testable import Console

/// What a daemon might say of a year and of some quarters.
enum Figures {
  static let dutch = ["LANG": "nl_NL.UTF-8", "NO_COLOR": "1"]

  static let yearbook = #"""
    row {"part":"clients","key":"total","value":2431}
    row {"part":"clients","key":"new","value":1104}
    row {"part":"clients","key":"continued","value":1327}
    row {"part":"clients","key":"ended","value":987}
    row {"part":"ages","key":"0-3","value":121}
    row {"part":"ages","key":"4-11","value":1240}
    row {"part":"ages","key":"12-17","value":1031}
    row {"part":"ages","key":"18-up","value":39}
    row {"part":"referrers","key":"rechter","value":null}
    row {"part":"referrers","key":"gecertificeerde-instelling","value":211}
    row {"part":"referrers","key":"jeugdarts","value":null}
    row {"part":"referrers","key":"medisch-specialist","value":318}
    row {"part":"referrers","key":"onbekend","value":70}
    row {"part":"referrers","key":"buurtteam","value":861}
    row {"part":"referrers","key":"huisarts","value":812}
    row {"part":"waiting","key":"gross","value":231}
    row {"part":"waiting","key":"bridged","value":148}
    row {"part":"waiting","key":"net","value":83}
    row {"part":"waiting","key":"median-days","value":48}
    row {"part":"waiting","key":"started-median-days","value":null}
    row {"part":"consults","key":"asked","value":16}
    row {"part":"consults","key":"advice-enough","value":10}
    row {"part":"consults","key":"joint-case","value":6}
    row {"part":"consults","key":"median-minutes","value":2898}
    row {"part":"modes","key":"appointments","value":45042}
    row {"part":"modes","key":"on-site","value":22123}
    row {"part":"modes","key":"online","value":17800}
    row {"part":"modes","key":"phone","value":2008}
    row {"part":"modes","key":"hybrid","value":3111}
    ok {"rows":29,"year":2020,"known_at":"2021-01-04T08:00:00+01:00"}

    """#

  static let waiting = #"""
    row {"period":"2020-Q1","phase":"waiting","team":null,"wijk":null,"discipline":null,"waiting":148,"over_norm":49,"bridged":74,"net":74,"over_norm_net":29,"urgent":12,"median_days":35,"p90_days":89}
    row {"period":"2020-Q1","phase":"waiting","team":"basecamp-west","wijk":null,"discipline":null,"waiting":null,"over_norm":null,"bridged":null,"net":null,"over_norm_net":null,"urgent":null,"median_days":null,"p90_days":null}
    row {"period":"2020-Q1","phase":"waiting","team":"basecamp-zuidwest","wijk":null,"discipline":null,"waiting":60,"over_norm":20,"bridged":30,"net":30,"over_norm_net":10,"urgent":5,"median_days":34,"p90_days":80}
    row {"period":"2020-Q1","phase":"started","team":null,"wijk":null,"discipline":null,"waiting":90,"over_norm":12,"bridged":null,"net":null,"over_norm_net":null,"urgent":8,"median_days":41,"p90_days":97}
    row {"period":"2020-Q2","phase":"waiting","team":null,"wijk":null,"discipline":null,"waiting":176,"over_norm":58,"bridged":88,"net":88,"over_norm_net":35,"urgent":14,"median_days":40,"p90_days":98}
    row {"period":"2020-Q2","phase":"waiting","team":"basecamp-west","wijk":null,"discipline":null,"waiting":12,"over_norm":null,"bridged":6,"net":6,"over_norm_net":null,"urgent":null,"median_days":30,"p90_days":77}
    row {"period":"2020-Q2","phase":"waiting","team":"basecamp-zuidwest","wijk":null,"discipline":null,"waiting":64,"over_norm":22,"bridged":31,"net":33,"over_norm_net":11,"urgent":6,"median_days":36,"p90_days":84}
    row {"period":"2020-Q2","phase":"started","team":null,"wijk":null,"discipline":null,"waiting":84,"over_norm":15,"bridged":null,"net":null,"over_norm_net":null,"urgent":9,"median_days":44,"p90_days":101}
    row {"period":"2020-Q3","phase":"waiting","team":null,"wijk":null,"discipline":null,"waiting":232,"over_norm":77,"bridged":116,"net":116,"over_norm_net":46,"urgent":19,"median_days":50,"p90_days":116}
    row {"period":"2020-Q3","phase":"waiting","team":"basecamp-west","wijk":null,"discipline":null,"waiting":30,"over_norm":9,"bridged":15,"net":15,"over_norm_net":6,"urgent":null,"median_days":39,"p90_days":88}
    row {"period":"2020-Q3","phase":"waiting","team":"basecamp-zuidwest","wijk":null,"discipline":null,"waiting":81,"over_norm":30,"bridged":40,"net":41,"over_norm_net":16,"urgent":7,"median_days":42,"p90_days":99}
    row {"period":"2020-Q3","phase":"started","team":null,"wijk":null,"discipline":null,"waiting":99,"over_norm":21,"bridged":null,"net":null,"over_norm_net":null,"urgent":10,"median_days":47,"p90_days":110}
    ok {"rows":12,"from":"2020-01-01","to":"2020-10-01","known_at":"2020-10-01T09:00:00+02:00"}

    """#
}

@Suite("Reports on a terminal")
struct PictureTests {
  private static let quarters = ["report", "waiting", "--from", "2020-01-01", "--to", "2020-10-01"]

  /// What a report in Dutch says at a width.
  private static func shown(_ arguments: [String], width: Int = 80, _ reply: String) -> String {
    Screen.of(arguments, width: width, environment: Figures.dutch, reply).out
  }

  @Test("a year and its quarters at three widths, labels broken at spaces, a table too wide turned where that fits")
  func screens() throws {
    try Snapshot.screens("yearbook", ["report", "yearbook", "2020"], Figures.yearbook)
    try Snapshot.screens("quarters", Self.quarters, Figures.waiting)
  }

  @Test("a terminal that is dumb gets signs every terminal has")
  func plain() throws {
    let screen = Screen.of(
      ["report", "yearbook", "2020"], width: 80, environment: ["LANG": "nl_NL.UTF-8", "TERM": "dumb"], Figures.yearbook
    ).out
    #expect(!screen.contains("█") && !screen.contains("\u{1B}"))
    try Snapshot.expect(screen, is: "yearbook dumb")
  }

  @Test("what is withheld is an x, no figure a dash, and nothing is zero")
  func signs() {
    let rows = """
      row {"period":"2020-Q1","team":null,"wijk":null,"opened":40,"crisis":0,"spoed":6,"urgent":9,"regulier":25,"contact_median_days":2,"contact_p90_days":4}
      row {"period":"2020-Q2","team":null,"wijk":null,"opened":30,"crisis":null,"spoed":null,"urgent":null,"regulier":null,"contact_median_days":null,"contact_p90_days":null}
      row {"period":"2020-Q3","team":null,"wijk":null,"opened":0,"crisis":0,"spoed":0,"urgent":0,"regulier":0,"contact_median_days":null,"contact_p90_days":null}
      row {"period":"2020-Q3","team":"basecamp-west","wijk":null,"opened":0,"crisis":0,"spoed":0,"urgent":0,"regulier":0,"contact_median_days":null,"contact_p90_days":null}
      ok {"rows":4,"from":"2020-01-01","to":"2020-10-01","known_at":"2020-10-01T09:00:00+02:00"}

      """
    let screen = Self.shown(["report", "urgent", "2020-01-01", "--to", "2020-10-01"], width: 120, rows)
    let cells = screen.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(cells.contains(["K1", "0", "6", "9", "25", "40", "2", "4"]), "\(screen)")
    #expect(cells.contains(["K2", "x", "x", "x", "x", "30", "x", "x"]), "what is reckoned from counts goes with them")
    #expect(cells.contains(["K3", "0", "0", "0", "0", "0", "–", "–"]), "of nothing there is no median")
    #expect(screen.contains("x is afgeschermd") && !screen.contains("<5"))
  }

  @Test("what every row keeps is said once, and no headline")
  func columns() {
    let rows = """
      row {"period":"2020-Q1","team":null,"wijk":null,"discipline":null,"asked":97,"answered":80,"within_due":null,"late":null,"median_minutes":null}
      row {"period":"2020-Q1","team":"basecamp-zuid","wijk":null,"discipline":null,"asked":7,"answered":null,"within_due":null,"late":null,"median_minutes":null}
      row {"period":"2020-Q2","team":null,"wijk":null,"discipline":null,"asked":65,"answered":60,"within_due":null,"late":null,"median_minutes":null}
      row {"period":"2020-Q3","team":null,"wijk":null,"discipline":null,"asked":50,"answered":46,"within_due":null,"late":null,"median_minutes":null}
      ok {"rows":4,"from":"2020-01-01","to":"2020-10-01","known_at":"2020-10-01T09:00:00+02:00"}

      """
    let screen = Self.shown(["report", "consults", "2020-01-01", "--to", "2020-10-01"], width: 120, rows)
    #expect(
      screen.contains("\nAfgeschermd (x): op tijd beantwoord, te laat beantwoord, mediaan tot antwoord, 90% binnen.\n"),
      "\(screen)")
    #expect(screen.contains("\nK2             65          60\n"), "\(screen)")
    #expect(screen.contains("\nbasecamp-zuid   7  █▁▁   0\n"), "where there is no row there is nothing: \(screen)")
    #expect(!screen.contains("x  op tijd"))
  }

  @Test("the time is the service's, and with it the same figures are asked for again")
  func known() {
    let screen = Self.shown(["report", "yearbook", "2020"], width: 120, Figures.yearbook)
    #expect(screen.contains("Zoals bekend op: 4 januari 2021 08:00\n"))
    #expect(screen.contains("Opnieuw te maken met: koos report yearbook 2020 --known-at 2021-01-04T08:00:00+01:00\n"))
    let asked = Self.shown(["report", "yearbook", "2020", "--known-at", "2021-01-04"], width: 120, Figures.yearbook)
    #expect(asked.hasSuffix("koos report yearbook 2020 --known-at 2021-01-04\n"))
  }
}
