internal import Wire

/// A report written as a page.
struct PageFile {
  /// Where to; `-` is standard output.
  let path: String
  let options: Options
  let around: Surroundings

  /// Complains, before anything is asked, of a page of what is no report.
  static func check(_ options: Options, _ asked: Asked?) throws(Complaint) {
    guard options.page != nil, asked == nil else { return }
    throw Complaint(
      Exit.usage, nl: "--html is er voor rapporten.", en: "--html is for reports.",
      hint: Sentence(
        nl: "zoals koos report yearbook 2020 --html jaarbeeld.html",
        en: "such as koos report yearbook 2020 --html year.html"))
  }

  /// Writes the page of the reply; a page goes further than a terminal, so it names no workers.
  func write(_ asked: Asked, _ rows: [JSON], _ reply: JSON) throws {
    guard let picture = Picture(asked, rows: rows, reply: reply, namingWorkers: false) else { return }
    let text = Page(picture: picture, language: options.language).text
    guard path != "-" else { return try around.write(text) }
    try around.save(text, path)
    let name = Visible.line(path)
    around.warn(
      "koos: "
        + Sentence(nl: "\(name) geschreven, alleen voor u te lezen", en: "wrote \(name), for you alone to read")(
          options.language)
        + "\n")
  }
}
