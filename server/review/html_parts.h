// The fixed parts of the HTML report: its style, and the script that searches and folds.
#pragma once

#include <string_view>

namespace pysecd::server_review {

inline constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ground: #fbfbf9; --panel: #fff; --text: #1c1e21; --soft: #62666d;
  --edge: #dcdedb; --good: #2f7d4f; --open: #b07514; --bad: #b3261e; --code: #f1f1ee; --link: #1f5fa8; }
@media (prefers-color-scheme: dark) { :root { --ground: #16181b; --panel: #1e2125; --text: #e6e6e3;
  --soft: #a2a6ad; --edge: #353a41; --good: #63b985; --open: #dfa94e; --bad: #f2857c; --code: #282c32;
  --link: #86b7ee; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; background: var(--ground);
  color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; }
a { color: var(--link); }
code, pre, .place { font: .86em/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
code { overflow-wrap: anywhere; }
.place { color: var(--soft); overflow-wrap: anywhere; }
.verdict { font-size: 1.2rem; font-weight: 600; margin: 0; padding: .7rem 1rem; border-left: .3rem solid;
  background: var(--panel); }
.verdict.clean { border-color: var(--good); }
.verdict.dirty { border-color: var(--bad); }
.kind { color: var(--soft); }
.tallies { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .6rem; }
.tally { display: block; padding: .6rem .8rem; border: 1px solid var(--edge); border-radius: .4rem;
  background: var(--panel); color: inherit; text-decoration: none; }
.tally:hover, .tally:focus-visible { border-color: var(--link); }
.tally small { color: var(--soft); }
.bar { display: flex; height: .4rem; margin: .35rem 0; border-radius: .2rem; overflow: hidden;
  background: var(--code); }
.bar i { flex-basis: 2px; }
.bar .good { background: var(--good); } .bar .open { background: var(--open); }
.bar .bad { background: var(--bad); }
.tools { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin: 1.2rem 0; }
.tools input { flex: 1 1 14rem; padding: .45rem .6rem; }
.tools input, .tools button { font: inherit; color: inherit; background: var(--panel);
  border: 1px solid var(--edge); border-radius: .4rem; }
.tools button { padding: .45rem .8rem; cursor: pointer; }
.defect { border: 1px solid var(--edge); border-radius: .4rem; background: var(--panel);
  padding: .8rem 1rem; margin: 0 0 1rem; }
.severity { font-size: .8rem; text-transform: uppercase; letter-spacing: .04em; color: var(--bad); }
.severity.warning { color: var(--open); }
.flow { list-style: none; margin: .6rem 0 0; padding: 0; counter-reset: step; }
.flow li { position: relative; padding: 0 0 .8rem 2.2rem; counter-increment: step; }
.flow li::before { content: counter(step); position: absolute; left: 0; top: 0; width: 1.5rem;
  height: 1.5rem; border-radius: 50%; background: var(--code); text-align: center; font-size: .8rem;
  line-height: 1.5rem; }
.flow li:not(:last-child)::after { content: ""; position: absolute; left: .72rem; top: 1.6rem;
  bottom: .1rem; border-left: 2px solid var(--edge); }
.flow li.end::before { background: var(--bad); color: var(--ground); }
.flow p { margin: 0 0 .3rem; }
pre { margin: 0; padding: .4rem 0; overflow-x: auto; background: var(--code); border-radius: .3rem; }
.line { display: block; padding-right: .6rem; white-space: pre; }
.line b { display: inline-block; width: 3.5rem; padding-right: .8rem; text-align: right;
  font-weight: 400; color: var(--soft); user-select: none; }
.line.here { background: color-mix(in srgb, var(--open) 22%, transparent); }
.consideration { border-top: 1px solid var(--edge); margin-top: 1.2rem; }
summary { cursor: pointer; padding: .6rem 0; }
summary h2 { display: inline; margin: 0; }
summary span { color: var(--soft); margin-left: .5rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .85rem; }
td, th { padding: .4rem .6rem .4rem 0; vertical-align: top; border-bottom: 1px solid var(--edge);
  overflow-wrap: anywhere; }
td small { color: var(--soft); }
tr.unresolved td:first-child, tr.defect td:first-child { border-left: .25rem solid var(--open);
  padding-left: .5rem; }
tr.defect td:first-child { border-left-color: var(--bad); }
tr.unresolved b { color: var(--open); } tr.defect b { color: var(--bad); }
tr:target { outline: 2px solid var(--link); }
[hidden] { display: none !important; }
footer { margin-top: 2rem; color: var(--soft); font-size: .85rem; }
@media (max-width: 40rem) { table, tbody, tr, td { display: block; } thead { display: none; }
  td { border: 0; padding: .1rem 0; } tr { border-bottom: 1px solid var(--edge); padding: .5rem 0; } }
@media print { .tools, footer { display: none; } body { max-width: none; font-size: 11px; }
  .defect, tr { break-inside: avoid; } .verdict, .bar, .flow li::before { print-color-adjust: exact; } }
)css";

inline constexpr std::string_view kScript = R"js(
'use strict';
const search = document.getElementById('search'), hits = document.getElementById('hits');
const parts = [...document.querySelectorAll('details.consideration')];
const rows = [...document.querySelectorAll('tbody tr, article.defect, #look li')]
  .map(node => [node, node.textContent.toLowerCase()]);
const openAtFirst = parts.map(part => part.open);
let timer = 0;
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const [node, text] of rows) {
    const fits = words.every(word => text.includes(word));
    node.hidden = !fits;
    found += fits ? 1 : 0;
  }
  parts.forEach((part, i) => {
    part.open = words.length ? part.querySelector('tbody tr:not([hidden])') !== null : openAtFirst[i];
  });
  hits.textContent = words.length ? found + (found === 1 ? ' place' : ' places') : '';
}
search.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filter, 120); });
const unfold = document.getElementById('unfold');
unfold.addEventListener('click', () => {
  const open = parts.some(part => !part.open);
  parts.forEach(part => { part.open = open; });
  unfold.textContent = open ? 'Fold all' : 'Unfold all';
});
function openTarget() {
  const target = document.querySelector(location.hash || '#none');
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener('hashchange', openTarget);
openTarget();
addEventListener('beforeprint', () => parts.forEach(part => { part.open = true; }));
)js";

} // namespace pysecd::server_review
