/// Where a long word over a narrow column is broken, so that it is read and not guessed.
///
/// A list and no rules: compounds are broken between their words, which no rule of syllables finds.
enum Hyphenation {
  /// The words that have parts, and those.
  static let words: [String: [String]] = {
    let lines = [
      // Dutch.
      "aan-bie-der aan-ge-bo-den aan-ge-meld aan-ge-no-men aan-lei-ding aan-we-zig acht-tien",
      "af-ge-slo-ten af-ge-zegd af-spraak af-spra-ken af-we-zig-heid af-zeg-ging ant-woord be-ant-woord be-doel-de",
      "be-ge-lei-der be-gon-nen be-kij-ken be-schik-baar be-slo-ten be-spre-king be-trok-ke-ne be-trok-ke-nen",
      "be-ves-tigd be-ëin-digd bij-zon-der-he-den bot-sin-gen bur-ger-ser-vi-ce-num-mer ca-sus-sen con-sul-ten",
      "con-tac-ten con-tact-ge-ge-vens ei-ge-naar ei-ge-na-ren ge-beur-de ge-brui-ker ge-pro-beerd",
      "ge-slacht ge-slo-ten ge-spro-ken ge-von-den ge-vraagd ge-wei-gerd ge-ëin-digd her-haald huis-num-mer",
      "hulp-ver-le-ner hulp-vorm in-ge-steld in-ge-trok-ken jeug-di-ge jeug-di-gen kin-de-ren kwar-taal leef-tijd",
      "le-zin-gen lid-maat-schap lid-maat-schap-pen me-de-wer-ker me-de-wer-kers mo-ge-lijk na-ge-bootst",
      "nood-in-za-ge no-ti-ties on-der-werp on-lees-baar op-dracht op-ge-pakt or-ga-ni-sa-tie over-brugd",
      "over-brug-ging over-een-komst plaat-sen po-gin-gen re-ge-ling re-ge-lin-gen re-la-ties sa-men-ge-voegd",
      "schrij-vers se-con-den stan-daard stand-plaats toe-ge-staan toe-ge-we-zen toe-stem-ming toe-stem-min-gen",
      "tra-ject tra-jec-ten ui-ter-lijk uit-ge-no-digd uit-ge-schre-ven uit-komst uit-no-di-ging uit-no-di-gin-gen",
      "uit-zon-de-ring ur-gen-tie vast-ge-hou-den vast-ge-legd vast-ge-steld ver-bin-ding ver-blijf ver-blij-ven",
      "ver-kla-rin-gen ver-lengd ver-plaat-sin-gen ver-plaatst ver-val-len ver-we-zen ver-wij-zer vol-gen-de",
      "volg-or-de voor-keur voor-stel voor-stel-len waar-de-ring waar-voor wacht-lijst wacht-plek werk-uren",
      "wij-zi-ging wij-zi-gin-gen za-ke-lijk",
      // English.
      "ac-cept-ed ad-min-is-tra-tion agree-ment an-swered ap-point-ment ap-point-ments ar-range-ment ar-range-ments",
      "as-signed au-thor-ity avail-able bridg-ing busi-ness can-cel-la-tion can-celled ca-pac-ity chil-dren",
      "con-firmed con-flicts con-sents con-sult-ed con-sults con-tacts count-ed de-ci-sion dis-abled eigh-teen",
      "emer-gen-cy ex-cep-tion ex-tend-ed hap-pened in-ter-pret-er in-vi-ta-tion in-vi-ta-tions lan-guage lan-guages",
      "mem-ber-ship mem-ber-ships ob-ject-ed ob-ject-ing ob-jec-tion or-gan-isa-tion over-due par-tici-pant par-tici-pants",
      "par-ticu-lars po-si-tion pres-ence pro-posal pro-posals pro-vider ques-tion read-ings re-cord-ed re-di-rect-ed",
      "re-fer-rer reg-is-tered re-la-tion re-la-tions re-played re-vi-sion se-quence ses-sions simu-lated state-ments",
      "tra-jects un-bridged un-read-able ver-sions wait-ing with-drawn",
      // Both.
      "base-camps buurt-team buurt-teams con-sor-tium con-sult da-ta-base dis-ci-pline in-ci-dent pa-ra-me-ters",
      "post-code",
    ]
    let words = lines.flatMap { $0.split(separator: " ") }.map { word in
      let parts = word.split(separator: "-").map(String.init)
      return (parts.joined(), parts)
    }
    return Dictionary(uniqueKeysWithValues: words)
  }()

  /// The parts a word may be broken into; itself where it is not.
  static func parts(_ word: String) -> [String] { words[word] ?? [word] }

  /// How narrow a column may become before a part of a word over it is cut.
  static func narrowest(_ title: String) -> Int {
    title.split(separator: " ").flatMap { word in
      let parts = parts(String(word))
      return parts.indices.map { Columns.count(parts[$0]) + ($0 < parts.count - 1 ? 1 : 0) }
    }.max() ?? 0
  }

  /// The title in lines no wider than `width`, broken at spaces and, where a word is wider, inside it with a hyphen.
  static func wrap(_ title: String, to width: Int) -> [String] {
    Columns.wrap(title, to: width).flatMap { line in
      guard Columns.count(line) > width else { return [line] }
      let parts = parts(line)
      var lines = [""]
      for (index, part) in parts.enumerated() {
        let hyphen = index < parts.count - 1 ? 1 : 0
        if lines[lines.count - 1].isEmpty || Columns.count(lines[lines.count - 1] + part) + hyphen <= width {
          lines[lines.count - 1] += part
        } else {
          lines[lines.count - 1] += "-"
          lines.append(part)
        }
      }
      return lines
    }
  }
}
