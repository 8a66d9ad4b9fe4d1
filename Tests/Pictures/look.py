"""Opens pages of reports in a real browser and says what a reader would trip over.

look.py PAGE... [--shots DIRECTORY]

Every page is laid out at three widths, in the light and in the dark, with its tables open, and printed. Nothing may be
fetched or complained of, nothing may stick out or lie over other text, every text and mark must stand out from what is
behind it (WCAG 2.2, 1.4.3 and 1.4.11), and every picture must have a name, a description and a table.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import html5lib

WIDTHS = (360, 768, 1280)
# What is left of A4 between the margins the page asks for, at 96 pixels an inch.
PAPER = (680, 1009)


class Browser:
    """A Chromium that is told what to do over two pipes."""

    def __init__(self, profile):
        to_browser, ours_out = os.pipe()
        ours_in, from_browser = os.pipe()

        def hand_over():
            # The protocol fixes the numbers; a number that one of them already has must not be overwritten first.
            reading, writing = os.dup(to_browser), os.dup(from_browser)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
             "--user-data-dir=" + profile, "--remote-debugging-pipe", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=(3, 4),
            preexec_fn=hand_over)
        os.close(to_browser)
        os.close(from_browser)
        self.input, self.output = os.fdopen(ours_in, "rb"), ours_out
        self.number, self.buffer, self.events, self.session = 0, b"", [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime", "Accessibility"):
            self.call(domain + ".enable")

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self):
        while b"\0" not in self.buffer:
            more = os.read(self.input.fileno(), 1 << 16)
            if not more:
                raise RuntimeError("the browser left")
            self.buffer += more
        line, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(line)

    def open(self, address):
        self.events.clear()
        self.call("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive())

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def close(self):
        os.close(self.output)
        self.process.wait(timeout=20)


# What is wrong with how the page is laid out just now; runs inside the page.
LAYOUT = r"""
(() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) wrong.push(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
  for (const box of document.querySelectorAll('.wide'))
    if ((innerWidth >= 768 || matchMedia('print').matches) && box.scrollWidth > box.clientWidth + 1) wrong.push(`a table is wider than its room: ${box.getAttribute('aria-label')}`);
  // What is cut away to nothing is for a screen reader.
  const isOnlyHeard = (element) => {
    for (let each = element; each; each = each.parentElement) if (getComputedStyle(each).clipPath === 'inset(50%)') return true;
    return false;
  };
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim()) continue;
    const parent = node.parentElement;
    if (parent.closest('title, desc, style') || !parent.checkVisibility() || isOnlyHeard(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects())
      if (rect.width > 0) boxes.push({ text: node.data.trim(), rect, parent });
  }
  for (let i = 0; i < boxes.length; i++) {
    const a = boxes[i];
    if (a.rect.left < -0.5 || a.rect.right > root.clientWidth + 0.5) {
      if (!a.parent.closest('.wide')) wrong.push(`sticks out: ${a.text}`);
    }
    const card = a.parent.closest('.charts > section')?.getBoundingClientRect();
    if (card && !a.parent.closest('.wide') && (a.rect.left < card.left || a.rect.right > card.right))
      wrong.push(`sticks out of its frame: ${a.text}`);
    for (let j = i + 1; j < boxes.length; j++) {
      const b = boxes[j];
      // What a table that scrolls has beyond its frame is not seen.
      if (a.parent.closest('.wide') !== b.parent.closest('.wide')) continue;
      const across = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const down = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
      // The boxes of letters are higher than letters: a few pixels are air.
      if (across > 1 && down > 5 && a.parent !== b.parent) wrong.push(`“${a.text}” lies over “${b.text}”`);
    }
  }
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent') return colour;
    }
    return 'white';
  };
  const poor = new Set();
  for (const { text, parent } of boxes) {
    const style = getComputedStyle(parent);
    const isDrawn = parent.closest('svg') !== null;
    const colour = isDrawn ? style.fill : style.color;
    let behind = [ground(parent)];
    if (parent.classList.contains('in'))
      behind = [...document.querySelectorAll('figure > svg [class^=m]')].map((mark) => getComputedStyle(mark).fill);
    for (const each of behind)
      if (contrast(colour, each) < 4.5) poor.add(`a text hardly stands out (${contrast(colour, each).toFixed(1)}:1): ${text}`);
  }
  for (const mark of document.querySelectorAll('svg [class^=m], svg .line, svg .w, svg .axis')) {
    const style = getComputedStyle(mark);
    const colour = style.fill === 'none' ? style.stroke : style.fill;
    const ratio = contrast(colour, ground(mark));
    if (ratio < 3) poor.add(`a mark hardly stands out (${ratio.toFixed(1)}:1): ${mark.getAttribute('class')}`);
  }
  return wrong.concat([...poor]);
})()
"""

# What is wrong with the page whatever its width; runs inside the page.
STRUCTURE = r"""
(() => {
  const wrong = [];
  if (!['nl', 'en'].includes(document.documentElement.lang)) wrong.push('no language');
  if (document.querySelector('script, link[rel=stylesheet], iframe, object, img')) wrong.push('not of one piece');
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  if (new Set(ids).size !== ids.length) wrong.push('two of one id');
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    const own = Number(heading.localName[1]);
    if (own > level + 1) wrong.push(`a heading skips a level: ${heading.textContent}`);
    level = own;
  }
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one title');
  for (const picture of document.querySelectorAll('figure > svg')) {
    const name = picture.querySelector(':scope > title')?.textContent;
    if (picture.getAttribute('role') !== 'img' || !name) wrong.push('a picture without a name');
    if (!picture.querySelector(':scope > desc')?.textContent) wrong.push(`no description: ${name}`);
    if (!picture.closest('section').querySelector('table')) wrong.push(`no table: ${name}`);
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption?.textContent) wrong.push('a table without a name');
    if ([...table.querySelectorAll('th')].some((cell) => !cell.scope)) wrong.push(`a header of nothing: ${table.caption?.textContent}`);
  }
  return wrong;
})()
"""


def look(browser, page, shots):
    """What is wrong with one page."""
    wrong = []
    try:
        html5lib.HTMLParser(strict=True).parse(page.read_bytes(), transport_encoding="utf-8")
    except Exception as error:
        wrong.append(f"not HTML: {error}")
    for scheme in ("light", "dark"):
        browser.call("Emulation.setEmulatedMedia", media="screen",
                     features=[{"name": "prefers-color-scheme", "value": scheme}])
        for width in WIDTHS:
            where = f"{width} {scheme}"
            browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
            browser.open(page.as_uri())
            wrong += [f"{where}: {each}" for each in browser.run(LAYOUT)]
            if shots:
                size = browser.call("Page.getLayoutMetrics")["cssContentSize"]
                shot = browser.call("Page.captureScreenshot", captureBeyondViewport=True, clip={
                    "x": 0, "y": 0, "width": width, "height": size["height"], "scale": 1})
                (shots / f"{page.stem}-{width}-{scheme}.png").write_bytes(base64.b64decode(shot["data"]))
            browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
            wrong += [f"{where}, tables open: {each}" for each in browser.run(LAYOUT)]
            for event in browser.events:
                method, parameters = event.get("method"), event.get("params", {})
                if method == "Network.requestWillBeSent":
                    address = parameters["request"]["url"]
                    if address != page.as_uri() and not address.startswith("data:"):
                        wrong.append(f"{where}: fetches {address}")
                elif method == "Log.entryAdded":
                    wrong.append(f"{where}: the browser says {parameters['entry']['text']}")
                elif method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
                    wrong.append(f"{where}: the console says {parameters}")
    wrong += browser.run(STRUCTURE)
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    pictures = [node for node in nodes if node.get("role", {}).get("value") in ("image", "img") and not node["ignored"]]
    if len(pictures) != browser.run("document.querySelectorAll('figure > svg').length"):
        wrong.append("a screen reader meets another number of pictures")
    if any(not node.get("name", {}).get("value") or not node.get("description", {}).get("value") for node in pictures):
        wrong.append("a screen reader meets a picture without a name or description")
    browser.call("Emulation.setEmulatedMedia", media="print", features=[])
    browser.call("Emulation.setDeviceMetricsOverride", width=PAPER[0], height=PAPER[1], deviceScaleFactor=1, mobile=False)
    browser.open(page.as_uri())
    wrong += [f"print: {each}" for each in browser.run(LAYOUT)]
    # What is drawn is read from the tables: on paper nobody opens one.
    unread = browser.run("[...document.querySelectorAll('table')].filter((each) => !each.checkVisibility()).length")
    if unread:
        wrong.append(f"print: {unread} tables are left out")
    tall = browser.run(
        "[...document.querySelectorAll('.charts > section')].filter((each) => each.getBoundingClientRect().height > %d)"
        ".map((each) => each.querySelector('h2').textContent)" % PAPER[1])
    wrong += [f"print: does not fit on a page: {each}" for each in tall]
    printed = base64.b64decode(browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
    if not printed.startswith(b"%PDF-"):
        wrong.append("print: no PDF")
    if shots:
        (shots / f"{page.stem}.pdf").write_bytes(printed)
    return wrong


def main(arguments):
    shots = None
    if "--shots" in arguments:
        at = arguments.index("--shots")
        shots = pathlib.Path(arguments[at + 1]).resolve()
        shots.mkdir(parents=True, exist_ok=True)
        del arguments[at:at + 2]
    if not arguments:
        sys.exit(__doc__)
    failed = False
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(profile)
        try:
            for name in arguments:
                page = pathlib.Path(name).resolve()
                # The same thing at six sizes is one thing.
                for each in dict.fromkeys(look(browser, page, shots)):
                    failed = True
                    print(f"{page.name}: {each}")
        finally:
            browser.close()
    sys.exit(1 if failed else 0)


main(sys.argv[1:])
