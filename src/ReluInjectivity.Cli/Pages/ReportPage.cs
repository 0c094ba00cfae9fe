namespace ReluInjectivity.Cli.Pages;

/// <summary>A page that holds all it needs: style, script and pictures stand in it, and its policy forbids it to ask any network for more.</summary>
internal static class ReportPage
{
    private const string Style = """
        :root { color-scheme: light; }
        body { font: 16px/1.5 "DejaVu Sans", Verdana, Helvetica, Arial, sans-serif; color: #1a1a1a; background: #fff; margin: 0 auto; max-width: 70rem; padding: 1rem; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2rem; border-bottom: 1px solid #999; } h3 { font-size: 1rem; }
        a { color: #00508a; } .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; }
        :focus-visible { outline: 3px solid #d55e00; outline-offset: 2px; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; } dt { font-weight: bold; } dd { margin: 0; overflow-wrap: anywhere; }
        pre { background: #f4f4f4; padding: .6rem; overflow-x: auto; white-space: pre-wrap; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; } caption { text-align: left; padding: .3rem 0; }
        th, td { border: 1px solid #bbb; padding: .2rem .5rem; text-align: left; vertical-align: top; } td.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        thead th { background: #eee; position: sticky; top: 0; } th button { font: inherit; font-weight: bold; border: 0; background: none; padding: 0; cursor: pointer; color: inherit; text-align: left; }
        th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
        tr.bad td { background: #fdecea; } .miss { color: #a4000f; font-weight: bold; }
        figure { margin: 1rem 0; max-width: 54rem; } figure svg { width: 100%; height: auto; border: 1px solid #ddd; touch-action: pan-y; }
        .buttons button { font: inherit; min-width: 2.2rem; margin-right: .3rem; } figcaption { font-size: .9rem; }
        math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", math; font-size: 1.15rem; text-align: left; } mtd { text-align: left; } .equation { display: flex; gap: 2rem; align-items: center; overflow-x: auto; padding: .25rem 0; } .equation small { color: #555; }
        @media print { .buttons, .skip, nav { display: none; } body { max-width: none; padding: 0; font-size: 10pt; } thead th { position: static; } details { display: block; } tr, figure { break-inside: avoid; } h2 { break-after: avoid; } }
        """;

    private const string Script = """
        'use strict';
        for (const table of document.querySelectorAll('table.sortable')) {
          for (const button of table.tHead.querySelectorAll('button')) {
            button.addEventListener('click', () => {
              const head = button.parentElement, column = head.cellIndex, body = table.tBodies[0];
              const down = head.getAttribute('aria-sort') === 'ascending';
              for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
              head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
              const key = row => { const cell = row.cells[column], v = cell.dataset.v; return v === undefined ? cell.textContent : v === '' ? NaN : Number(v); };
              const compare = (a, b) => typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : isNaN(a) ? isNaN(b) ? 0 : 1 : isNaN(b) ? -1 : a - b;
              const rows = Array.from(body.rows, row => [key(row), row]);
              rows.sort((a, b) => (typeof a[0] === 'number' && isNaN(a[0])) || (typeof b[0] === 'number' && isNaN(b[0])) ? compare(a[0], b[0]) : down ? compare(b[0], a[0]) : compare(a[0], b[0]));
              body.append(...rows.map(r => r[1]));
            });
          }
        }
        for (const figure of document.querySelectorAll('figure.zoom')) {
          const svg = figure.querySelector('svg'), whole = svg.getAttribute('viewBox').split(' ').map(Number);
          let box = whole.slice(), grab = null;
          const show = () => {
            box[2] = Math.min(box[2], whole[2]); box[3] = box[2] * whole[3] / whole[2];
            box[0] = Math.max(0, Math.min(box[0], whole[2] - box[2])); box[1] = Math.max(0, Math.min(box[1], whole[3] - box[3]));
            svg.setAttribute('viewBox', box.map(v => v.toFixed(3)).join(' '));
          };
          const zoom = (factor, x = .5, y = .5) => {
            const width = Math.max(whole[2] / 64, Math.min(whole[2], box[2] * factor)), height = width * whole[3] / whole[2];
            box = [box[0] + x * (box[2] - width), box[1] + y * (box[3] - height), width, height]; show();
          };
          const move = (x, y) => { box[0] += x * box[2]; box[1] += y * box[3]; show(); };
          const act = { in: () => zoom(.7), out: () => zoom(1 / .7), reset: () => { box = whole.slice(); show(); } };
          for (const button of figure.querySelectorAll('[data-zoom]')) button.addEventListener('click', act[button.dataset.zoom]);
          figure.addEventListener('keydown', e => {
            const keys = { '+': act.in, '=': act.in, '-': act.out, '0': act.reset, ArrowLeft: () => move(-.1, 0), ArrowRight: () => move(.1, 0), ArrowUp: () => move(0, -.1), ArrowDown: () => move(0, .1) };
            if (keys[e.key] && !e.ctrlKey && !e.metaKey) { keys[e.key](); e.preventDefault(); }
          });
          svg.addEventListener('wheel', e => {
            if (!e.ctrlKey && box[2] === whole[2] && e.deltaY > 0) return;
            const r = svg.getBoundingClientRect(); zoom(e.deltaY > 0 ? 1 / .85 : .85, (e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height); e.preventDefault();
          }, { passive: false });
          svg.addEventListener('pointerdown', e => { grab = [e.clientX, e.clientY]; svg.setPointerCapture(e.pointerId); });
          svg.addEventListener('pointermove', e => { if (grab) { const r = svg.getBoundingClientRect(); move((grab[0] - e.clientX) / r.width, (grab[1] - e.clientY) / r.height); grab = [e.clientX, e.clientY]; } });
          svg.addEventListener('pointerup', () => { grab = null; });
        }
        addEventListener('beforeprint', () => { for (const d of document.querySelectorAll('details')) d.open = true; });
        """;

    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="sections">The sections: id, heading and inner HTML.</param>
    public static string Of(string title, IReadOnlyList<(string Id, string Heading, string Inner)> sections)
    {
        string links = string.Concat(sections.Select(static s => $"<li><a href=\"#{s.Id}\">{Html.Escaped(s.Heading)}</a></li>\n"));
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
            <title>{Html.Escaped(title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <a class="skip" href="#main">To the results</a>
            <h1>{Html.Escaped(title)}</h1>
            <nav aria-label="Contents"><ul>
            {links}</ul></nav>
            <main id="main">
            {string.Concat(sections.Select(static s => Html.Section(s.Id, s.Heading, s.Inner)))}</main>
            <script>
            {Script}
            </script>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }
}
