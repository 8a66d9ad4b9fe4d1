import Casework
import Catalogue
import Testing
import Wire

@testable import Console

@Suite("Reports as a page")
struct PageTests {
  private static let ask = ["report", "yearbook", "2020", "--html"]

  private static func page(_ language: String = "nl_NL.UTF-8") -> String {
    // To who does not read Dutch the daemon says first that it heard so.
    let before = language.hasPrefix("nl") ? "" : "ok {}\n"
    return Screen.of(ask + ["-"], environment: ["LANG": language], before + Figures.yearbook).out
  }

  @Test("a page is written whole to the file named, and only that is said")
  func file() {
    let screen = Screen.of(Self.ask + ["jaar.html"], Figures.yearbook)
    #expect(screen.status == 0)
    #expect(screen.out == "")
    #expect(screen.err == "koos: jaar.html geschreven, alleen voor u te lezen\n")
    #expect(screen.saved == ["jaar.html": Self.page()])
  }

  @Test("no page is made of what is no report, and nothing is asked for it")
  func others() {
    for arguments in [["consult", "list", "--html", "x"], ["raw", "report.yearbook 2020", "--html", "x"]] {
      let screen = Screen.of(arguments, Figures.yearbook)
      #expect(screen.status == 64)
      #expect(screen.heard.isEmpty)
      #expect(screen.saved.isEmpty)
    }
  }

  @Test("nothing is written where the daemon refuses")
  func refused() {
    let screen = Screen.of(Self.ask + ["jaar.html"], "err denied.role {\"message\":\"Nee.\"}\n")
    #expect(screen.status == 77)
    #expect(screen.saved.isEmpty)
  }

  @Test("a page needs nothing but itself")
  func alone() {
    let page = Self.page()
    for outside in ["http://", "https://", "<script", "<img", "@import", "url("] { #expect(!page.contains(outside)) }
    #expect(page.contains("default-src 'none'"))
  }

  @Test("every picture has a name, a description and a table")
  func pictures() {
    let page = Self.page()
    let count = page.matches(of: /<svg role="img" aria-labelledby="t\d+" aria-describedby="d\d+"/).count
    #expect(count == 6)
    #expect(page.matches(of: /<title id="t\d+">[^<]+<\/title><desc id="d\d+">[^<]+<\/desc>/).count == count)
    #expect(page.matches(of: /<caption>[^<]+<\/caption>/).count == count)
    #expect(page.contains("Staafdiagram met 7 staven. Meeste: Buurtteam 861; minste: Onbekend 70."))
    #expect(page.contains(#"<th scope="row">Buurtteam</th><td class="n">861</td>"#))
  }

  @Test(
    "numbers and words are those of the language",
    arguments: [
      ("nl_NL.UTF-8", #"<html lang="nl">"#, "45.042", "48,3 <small>uur</small>", "Jaarbeeld 2020"),
      ("en_GB.UTF-8", #"<html lang="en">"#, "45,042", "48.3 <small>hours</small>", "Year picture 2020"),
    ])
  func language(locale: String, tag: String, number: String, hours: String, title: String) {
    let page = Self.page(locale)
    for text in [tag, ">\(number)<", hours, "<h1>\(title)</h1>"] { #expect(page.contains(text)) }
  }

  @Test("what is withheld has no length, no share gives it back, and the page says why")
  func withheld() {
    let page = Self.page()
    let referrers = page.split(separator: "<section").first { $0.contains(">Verwijzers</h2>") } ?? ""
    #expect(referrers.matches(of: /<rect class="w"/).count == 2)
    #expect(!referrers.contains("%</text>"))
    #expect(!referrers.contains("<tfoot>"))
    #expect(page.contains("x is afgeschermd"))
    #expect(referrers.matches(of: /title="afgeschermd">x<\/span><span class="said">afgeschermd<\/span>/).count == 2)
    #expect(referrers.contains("Afgeschermd (x): 2."), "who does not see the picture is told")
    #expect(!page.contains("&lt;5"))
  }

  @Test("a table is in the page also where it is shut, so that it is printed")
  func printed() {
    let page = Self.page()
    #expect(page.matches(of: /<\/summary><\/details>\n<div class="wide"/).count == 6)
    #expect(Page.style.contains("details:not([open]) + .wide { display: block"))
  }

  @Test("the page says where its figures come from, and how to have them again")
  func sources() {
    let page = Screen.of(
      [
        "report", "waiting", "--from", "2020-01-01", "--to", "2020-10-01", "--known-at", "2020-11-01", "--as",
        "r.report",
      ]
        + ["--html", "-"], Figures.waiting
    ).out
    for text in [
      "koosd \(Catalogue.version)", "1 januari tot en met 30 september 2020", "1 oktober 2020 09:00",
      "koos report waiting --from 2020-01-01 --to 2020-10-01 --known-at 2020-11-01",
    ] { #expect(page.contains("<dd>\(text)</dd>")) }
  }

  @Test("a page names no workers, a terminal of their lead does")
  func workers() {
    let rows = """
      row {"period":"2020-Q1","team":"basecamp-west","wijk":null,"worker":null,"cases":9,"urgent":1,"professionals":5,"hours":180.0,"per_fulltime":1.8}
      row {"period":"2020-Q1","team":null,"wijk":null,"worker":"o.een","cases":9,"urgent":1,"professionals":1,"hours":36.0,"per_fulltime":9.0}
      ok {"rows":2,"from":"2020-01-01","to":"2020-04-01"}

      """
    let ask = ["report", "caseload", "--from", "2020-01-01", "--to", "2020-04-01"]
    let page = Screen.of(ask + ["--html", "-"], rows).out
    #expect(!page.contains("o.een"))
    #expect(page.contains("houd dit bij uzelf"))
    #expect(!page.contains("afgeschermd"))
    #expect(Screen.of(ask, width: 80, environment: Figures.dutch, rows).out.contains("o.een"))
  }

  @Test("what looks like markup is text, and what is hidden is written out")
  func markup() {
    #expect(Markup.text("a<b>&\"c\"\u{202E}\u{1B}") == "a&lt;b&gt;&amp;&quot;c&quot;\\u{202e}\\u{1b}")
    #expect([0.5, 12.345, -3, 100, 0.004, .nan].map(Markup.number) == ["0.5", "12.35", "-3", "100", "0", "0"])
  }

  @Test("a daemon that says nonsense gets a page all the same")
  func nonsense() {
    let rows = """
      row {"period":7,"phase":"waiting","waiting":"veel","median_days":1e300}
      row {}
      row {"period":"2020-Q9","phase":null,"waiting":-4}
      ok {"rows":3}

      """
    let screen = Screen.of(["report", "waiting", "--from", "2020-01-01", "--to", "2020-04-01", "--html", "-"], rows)
    #expect(screen.status == 0)
    #expect(screen.out.hasSuffix("</html>\n"))
  }
}
