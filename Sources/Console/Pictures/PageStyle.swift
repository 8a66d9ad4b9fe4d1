extension Page {
  /// How the page looks: ink on paper, in the dark the other way around, and always paper in print.
  ///
  /// Every colour of a text has 4.5:1 to what it stands on, every mark 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
  static let style = """
    :root { color-scheme: light dark; --paper: #faf9f6; --card: #ffffff; --ink: #1a2227; --soft: #55616a;
      --rule: #dedbd3; --edge: #88919a; --in: #ffffff; --foot: #efede7; --band: #0b4c56; --on: #ffffff; --on-soft: #b9d6da;
      --c0: #0b5f6b; --c1: #b04a16; --c2: #7b5c00; --c3: #6b4a8c; --c4: #2f6b34; --c5: #5a6570; }
    @media screen and (prefers-color-scheme: dark) {
      :root { --paper: #11171b; --card: #182126; --ink: #eaeff1; --soft: #a5b0b8; --rule: #313c43; --edge: #74818a;
        --in: #0e1417; --foot: #0c1114; --band: #0d2a30; --on: #f2f6f7; --on-soft: #9fc0c5; --c0: #58bcc8; --c1: #ee9566; --c2: #dcb957; --c3: #bda0e0; --c4: #84c58a; --c5: #a9b4bc; }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system,
      "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
      font-variant-numeric: tabular-nums lining-nums; }
    header, main, footer { --side: max(clamp(1.25rem, 4vw, 4rem), (100% - 72rem) / 2); padding: 0 var(--side); }
    h1, h2, p, dl, dd, figure, ul { margin: 0; }
    h1 { font-size: clamp(2.25rem, 7vw, 4.5rem); line-height: 1.05; letter-spacing: -0.025em; font-weight: 700;
      text-wrap: balance; }
    h2 { font-size: 1.25rem; line-height: 1.25; font-weight: 650; text-wrap: balance; }
    header { padding-top: clamp(2rem, 6vw, 5rem); padding-bottom: clamp(2rem, 5vw, 4rem); background: var(--band);
      color: var(--on); }
    .span { margin-top: .75rem; font-size: 1.125rem; color: var(--on-soft); }
    .figures div { display: flex; flex-direction: column; justify-content: flex-end; }
    .figures dt { order: 2; line-height: 1.3; }
    .figures dd { order: 1; font-weight: 700; line-height: 1.1; letter-spacing: -0.02em; }
    .figures small { font-size: .5em; font-weight: 600; letter-spacing: 0; }
    .heads { margin-top: clamp(2rem, 5vw, 4rem); }
    .heads h2 { font-size: 1rem; font-weight: 600; color: var(--on-soft); }
    .heads .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.25rem), 1fr));
      gap: 1.75rem 1.5rem; margin-top: 1rem; align-items: start; }
    .heads .figures div { justify-content: flex-start; border-top: 2px solid var(--on-soft); padding-top: .75rem; }
    .heads .figures dd { font-size: clamp(2rem, 4vw, 2.5rem); }
    .heads .figures dt { margin-top: .25rem; color: var(--on-soft); }
    main { padding-top: clamp(1.5rem, 4vw, 3rem); }
    .charts .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: 1rem 1.25rem;
      margin-top: 1.25rem; align-items: start; }
    .charts .figures dd { font-size: 1.5rem; }
    .charts .figures dt { color: var(--soft); font-size: .9375rem; }
    .note { color: var(--soft); font-size: .9375rem; line-height: 1.4; margin-top: .25rem; }
    .charts { --gap: clamp(1rem, 2vw, 1.5rem); columns: 2 24rem; column-gap: var(--gap);
      margin-bottom: calc(0px - var(--gap)); }
    .charts section { background: var(--card); border: 1px solid var(--rule); border-radius: .5rem;
      padding: clamp(1rem, 3vw, 2rem); margin-bottom: var(--gap); break-inside: avoid; }
    .charts .broad { column-span: all; margin-top: var(--gap); }
    figure { margin-top: 1.5rem; }
    svg { display: block; overflow: visible; }
    svg text { fill: var(--ink); font-size: 15px; }
    svg .v { font-weight: 650; }
    svg .s { fill: var(--soft); font-size: 14px; font-weight: 400; }
    svg .t { fill: var(--soft); font-size: 12px; }
    svg .in { fill: var(--in); font-size: 14px; font-weight: 650; }
    .base, .grid { fill: var(--rule); } .axis { fill: var(--edge); }
    .w { fill: none; stroke: var(--edge); stroke-width: 1.25; stroke-dasharray: 3 2.5; }
    .seam { fill: var(--card); }
    .m0 { fill: var(--c0); } .m1 { fill: var(--c1); } .m2 { fill: var(--c2); }
    .m3 { fill: var(--c3); } .m4 { fill: var(--c4); } .m5 { fill: var(--c5); }
    .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round;
      vector-effect: non-scaling-stroke; }
    .line.k0 { stroke: var(--c0); } .line.k1 { stroke: var(--c1); stroke-dasharray: 7 4; }
    .line.k2 { stroke: var(--c2); stroke-dasharray: 2 4; } .line.k3 { stroke: var(--c3); }
    .line.k4 { stroke: var(--c4); stroke-dasharray: 7 4; } .line.k5 { stroke: var(--c5); stroke-dasharray: 2 4; }
    svg text.k0 { fill: var(--c0); } svg text.k1 { fill: var(--c1); } svg text.k2 { fill: var(--c2); }
    svg text.k3 { fill: var(--c3); } svg text.k4 { fill: var(--c4); } svg text.k5 { fill: var(--c5); }
    .key { display: flex; flex-wrap: wrap; gap: .375rem 1.25rem; margin-top: 1rem; padding: 0; list-style: none;
      font-size: .9375rem; }
    .key li { display: flex; gap: .5rem; align-items: baseline; }
    .key.sums { display: grid; gap: .375rem; }
    .key.sums li { border-bottom: 1px solid var(--rule); padding-bottom: .375rem; }
    .key.sums b { margin-left: auto; }
    .key i { font-style: normal; color: var(--soft); font-size: .875rem; min-width: 2.25rem; text-align: right; }
    .key svg { flex: none; position: relative; top: 2px; }
    .key b { font-weight: 650; }
    .said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    details { margin-top: 1.5rem; border-top: 1px solid var(--rule); }
    details:not([open]) + .wide { display: none; }
    summary { padding: .75rem 0 0; color: var(--soft); font-size: .9375rem; cursor: pointer; }
    summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--c0); outline-offset: 3px; border-radius: 2px; }
    .wide { position: relative; overflow-x: auto; margin-top: .75rem; }
    table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.35; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    th, td { padding: .375rem .75rem .375rem 0; text-align: left; vertical-align: baseline; font-weight: 400;
      border-bottom: 1px solid var(--rule); }
    th:last-child, td:last-child { padding-right: 0; }
    th.n, td.n { text-align: right; }
    .dense table { font-size: .8125rem; }
    .dense th, .dense td { padding-right: .375rem; }
    @media screen and (max-width: 30rem) {
      .records table, .records tbody, .records tfoot, .records tr { display: block; font-size: .9375rem; }
      .records thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      .records tr { padding: .5rem 0; border-bottom: 1px solid var(--rule); }
      .records th, .records td { display: flex; gap: 1rem; justify-content: space-between; padding: .125rem 0; border: 0; }
      .records tbody th { font-weight: 650; }
      .records td::before { content: attr(data-of); color: var(--soft); text-align: left; }
    }
    thead th { color: var(--soft); font-size: .875rem; vertical-align: bottom; border-bottom-color: var(--edge); }
    .unit { white-space: nowrap; }
    tfoot th, tfoot td { font-weight: 650; border-bottom: 0; border-top: 1px solid var(--edge); }
    footer { margin-top: clamp(2rem, 5vw, 4rem); padding-top: 1.5rem; padding-bottom: 3rem; background: var(--foot);
      color: var(--soft); font-size: .9375rem; }
    footer h2 { font-size: 1rem; color: var(--ink); }
    footer dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: .75rem 2rem;
      margin: .75rem 0; }
    footer dt { font-weight: 600; color: var(--ink); }
    footer dl > :last-child { grid-column: 1 / -1; }
    footer p { max-width: 46rem; }
    @page { size: A4; margin: 15mm; }
    @media print {
      :root { color-scheme: light; --paper: #ffffff; --foot: #ffffff; --band: #ffffff; --on: #0b4c56; --on-soft: #4a565e; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      html { font-size: 10pt; }
      header, main, footer { padding: 0 0 6mm; }
      header { padding-top: 0; }
      h1 { font-size: 34pt; }
      .heads { margin-top: 8mm; }
      .heads .figures { grid-template-columns: repeat(3, 1fr); gap: 6mm; }
      .charts { columns: 2; column-gap: 6mm; --gap: 6mm; zoom: .85; }
      .charts section { padding: 4mm 5mm; }
      .charts section, .heads, footer, figure, tr { break-inside: avoid; }
      footer { margin-top: 6mm; border-top: 1px solid var(--rule); padding-top: 4mm; }
      h2 { break-after: avoid; }
      details { display: none; }
      details:not([open]) + .wide { display: block; overflow: visible; }
    }

    """
}
