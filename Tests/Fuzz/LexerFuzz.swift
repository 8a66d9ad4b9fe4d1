// The fuzzer's way in. It is compiled together with the whole of Wire as one module, so it imports nothing.

/// Feeds octets a peer might send through everything that reads them; what must always hold is a precondition.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let octets = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  // One LF more, so that the last line counts as well.
  let stream = octets + [.lf]
  let whole = events(of: [stream[...]])
  let middle = Int(octets.first ?? 0) % stream.count
  precondition(whole == events(of: [stream[..<middle], stream[middle...]]), "a split changes the events")
  for case .line(let line) in whole { check(line) }
  if let value = try? JSON.parse(octets) {
    precondition((try? JSON.parse(value.text.utf8)) == value, "JSON does not survive writing: \(value)")
  }
  return 0
}

private func events(of chunks: [ArraySlice<UInt8>]) -> [LineCutter.Event] {
  var cutter = LineCutter()
  var events: [LineCutter.Event] = []
  for chunk in chunks {
    cutter.append(chunk)
    while let event = cutter.next() { events.append(event) }
  }
  precondition(cutter.held == 0, "octets stay behind after the last LF")
  return events
}

private func check(_ line: ArraySlice<UInt8>) {
  let lexed = Lexer.lex(line)
  switch lexed.content {
  case .blank:
    precondition(lexed.tag == nil, "a blank line has a tag")
  case .failed(let failure):
    precondition(failure.column.map { 1...line.count + 1 ~= $0 } ?? false, "a column outside the line")
    var reply: [UInt8] = []
    ReplyWriter.err(tag: lexed.tag, failure, .nl, into: &reply)
    precondition(reply.firstIndex(of: .lf) == reply.count - 1, "a reply of more than one line")
  case .request(let request):
    let again = Lexer.lex(Array(request.line.utf8)[...])
    guard case .request(let copy) = again.content else { preconditionFailure("unreadable: \(request.line)") }
    precondition(copy.tag == request.tag && copy.command == request.command, "\(request.line)")
    precondition(copy.arguments.count == request.arguments.count, "\(request.line)")
    for (one, other) in zip(copy.arguments, request.arguments) {
      precondition(one.key == other.key && one.value.utf8.elementsEqual(other.value.utf8), "\(request.line)")
    }
  }
}
