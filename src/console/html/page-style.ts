import { markup } from './markup'

/** The page's style: the system's own fonts, nothing to fetch. Prints well. */
export const pageStyle = markup`
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #5d6877; --paper: #fff; --line: #dfe4ea; --soft: #f4f6f8;
  --good: #1f8a5b; --odd: #b7791f; --bad: #c43d3d; --open: #7a8699; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8edf3; --quiet: #9aa6b5; --paper: #14181e; --line: #2c343f; --soft: #1c222a;
  --good: #43b883; --odd: #e0a84a; --bad: #f07373; --open: #8d99ab; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 860px; margin: 0 auto; padding: 40px 20px 60px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 8px; text-wrap: balance; }
h2 { font-size: 18px; margin: 40px 0 10px; }
.lead { font-size: 17px; color: var(--quiet); margin: 0 0 24px; }
.quiet { color: var(--quiet); }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--quiet); font-size: 13px; }
th, td { padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; }
td.number { white-space: nowrap; }
.name { overflow-wrap: anywhere; min-width: 9em; }
td:first-child { min-width: 7em; }
td.number:first-child { min-width: 0; }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 8px; }
.dot.good, .tag.good { background: var(--good); } .dot.odd, .tag.odd { background: var(--odd); }
.dot.bad, .tag.bad { background: var(--bad); } .dot.open, .tag.open { background: var(--open); }
rect.good { fill: var(--good); } rect.odd { fill: var(--odd); } rect.bad { fill: var(--bad); } rect.open { fill: var(--open); }
.tag { display: inline-block; color: var(--paper); border-radius: 4px; padding: 0 7px; font-size: 13px; white-space: nowrap; }
.share { display: block; border-radius: 8px; overflow: hidden; background: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; color: var(--quiet); font-size: 13px; margin: 10px 0 24px; }
.small { display: block; margin-top: 5px; border-radius: 3px; overflow: hidden; background: var(--soft); min-width: 60px; }
.days { width: 100%; height: auto; } .days text { fill: var(--quiet); font-size: 11px; } .days line { stroke: var(--line); }
.troubles { padding-left: 22px; } .troubles li { padding: 6px 0; border-bottom: 1px solid var(--line); } .troubles p { margin: 4px 0; }
.advice { margin: 4px 0; } code { font: 13px/1.4 ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } .wide .days { min-width: 560px; }
.troubles .small { margin: 6px 0; }
footer { margin-top: 44px; color: var(--quiet); font-size: 13px; }
@media (max-width: 560px) { h1 { font-size: 23px; } td, th { padding-right: 8px; font-size: 13px; } td.number { white-space: normal; }
  .name { min-width: 0; } td:first-child { min-width: 0; } .tag { white-space: normal; } }
@media (max-width: 560px) { .stack thead { display: none; } .stack tr { display: flex; flex-wrap: wrap; gap: 0 16px; padding: 8px 0; border-bottom: 1px solid var(--line); }
  .stack td { border: 0; padding: 2px 0; font-size: 14px; } .stack td:empty { display: none; } .stack .name, .stack .worth { flex: 1 0 100%; }
  .stack td[data-label]::after { content: " " attr(data-label); color: var(--quiet); } }
@media print { .scroll { overflow: visible; } .wide .days { min-width: 0; } rect, .dot, .tag { print-color-adjust: exact; -webkit-print-color-adjust: exact; } main { max-width: none; padding: 0; } h2 { break-after: avoid; } tr, li { break-inside: avoid; } }
`
