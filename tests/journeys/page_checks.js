// SPDX-License-Identifier: GPL-3.0-or-later
// What anybody has to be able to use a page: names, order, contrast (WCAG 2.2), and no sideways
// scrolling.  Returns what is wrong, each in a sentence.
const wrong = [];
const seen = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";

function nameOf(e) {
  const by = e.getAttribute("aria-labelledby");
  if (by) return document.getElementById(by)?.textContent.trim() ?? "";
  if (e.getAttribute("aria-label")) return e.getAttribute("aria-label").trim();
  if (e.labels?.length) return e.labels[0].textContent.trim();
  if (e.tagName === "IMG") return e.alt;
  return e.textContent.trim();
}

for (const e of document.querySelectorAll("a, button, input:not([type=hidden]), select, summary, [role=region], svg[role]"))
  if (seen(e) && !nameOf(e)) wrong.push(`no name: ${e.outerHTML.slice(0, 90)}`);
for (const e of document.querySelectorAll("img")) if (!e.hasAttribute("alt")) wrong.push("an image without alt");
for (const e of document.querySelectorAll("[aria-describedby], label[for]")) {
  const to = e.getAttribute("aria-describedby") ?? e.getAttribute("for");
  if (!document.getElementById(to)) wrong.push(`nothing is called ${to}`);
}
const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) wrong.push(`two are called ${id}`);
if (!document.documentElement.lang) wrong.push("no language");
if (!document.title) wrong.push("no title");
if (document.querySelectorAll("main").length !== 1) wrong.push("not one main part");
if (document.querySelectorAll("h1").length !== 1) wrong.push("not one first heading");
let level = 1;
for (const e of document.querySelectorAll("h1, h2, h3, h4")) {
  const now = Number(e.tagName[1]);
  if (now > level + 1) wrong.push(`heading ${now} after ${level}: ${e.textContent}`);
  level = now;
}
for (const t of document.querySelectorAll("table")) {
  if (!t.caption) wrong.push("a table without a caption");
  for (const h of t.querySelectorAll("th")) if (!h.scope) wrong.push("a heading of a table without scope");
}
if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page scrolls sideways");

const parse = (text) => text.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
function ground(e) {
  for (let at = e; at; at = at.parentElement) {
    const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
    if (a > 0.99) return [r, g, b];
  }
  return [255, 255, 255];
}
function light(rgb) {
  const [r, g, b] = rgb.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !seen(e) || e.closest("svg, option, .unseen, meter")) continue;
  const [over, under] = [light(parse(getComputedStyle(e).color).slice(0, 3)), light(ground(e))].sort((a, b) => b - a);
  const ratio = (over + 0.05) / (under + 0.05);
  if (ratio < 4.5) wrong.push(`contrast ${ratio.toFixed(2)}: ${walker.currentNode.data.trim().slice(0, 40)}`);
}
for (const e of document.querySelectorAll("button, .button, input:not([type=hidden])")) {
  const box = e.getBoundingClientRect();
  if (seen(e) && (box.height < 18 || box.width < 18)) wrong.push(`too small to hit: ${nameOf(e)}`);
}
return [...new Set(wrong)];
