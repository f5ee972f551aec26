/* What a person sees and does.  Text from a bundle is only ever set as text. */
const at = (id) => document.getElementById(id);
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") element.className = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}
const pairs = (rows) => make("dl", {}, rows.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, say(name)), make("dd", {}, value)]));
const mono = (text, more = "") => make("span", { class: `mono ${more}` }, text);
let last = null, previews = [];

function show(section) {
  for (const id of ["start", "work", "result"]) at(id).hidden = id !== section;
  at("main").focus();
}

function speak() {
  document.documentElement.lang = tongue;
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = say(element.dataset.words);
  for (const button of document.querySelectorAll("[data-tongue]")) button.setAttribute("aria-pressed", String(button.dataset.tongue === tongue));
  document.title = say("product") + " Segel";
  if (last) render(last);
}

function trouble(key, blanks) {
  show("start");
  at("trouble").hidden = false;
  at("trouble").textContent = say(key, blanks);
  window.segelResult = { verdict: "unexamined", reason: key };
}

async function run(given, emptyFolders) {
  at("trouble").hidden = true;
  window.segelResult = null;
  last = null;
  show("work");
  let total = 0;
  for (const file of given.values()) total += file.size;
  const begun = performance.now();
  const report = (done, path) => {
    const percent = total ? Math.floor((done * 100) / total) : 100;
    at("meter").setAttribute("aria-valuenow", percent);
    at("meter").firstElementChild.style.width = `${percent}%`;
    const pace = bytesIn(done / Math.max(0.2, (performance.now() - begun) / 1000));
    at("doing").textContent = say("doing", { done: bytesIn(done), total: bytesIn(total), percent, pace, path });
  };
  const stoppable = (stop) => { at("cancel").onclick = stop; };
  try {
    last = await examine(given, emptyFolders, { report, stoppable });
    last.seconds = (performance.now() - begun) / 1000;
    window.segelResult = outcome(last);
    render(last);
    show("result");
    at("spoken").textContent = at("result").querySelector("h1").textContent;
  } catch (error) {
    if (error instanceof NotABundle) trouble("not-bundle");
    else if (error instanceof OlderBundle) trouble("older");
    else if (error instanceof NewerBundle) trouble("newer");
    else if (error instanceof Stopped) trouble("stopped");
    else trouble("broken", { error: String(error) });
  }
}

/* The result for programs: the same words as `python -m db.bundle --json`. */
function outcome(seen) {
  const { found } = seen;
  return {
    entries: seen.ledger.entries,
    exhibits: seen.exhibits.map(({ number, sheet }) => ({ failure: sheet.failure, name: sheet.name, number, sha256: sheet.sha256, state: stateOf(seen, { number, sheet }).state })),
    files: found.files.size,
    flaws: found.flaws.map(({ step, flaw, place, detail }) => ({ step, flaw, place, detail: FORMAT.details[detail].en })),
    signer: seen.vouched.key ? fingerprint(seen.vouched.key.key) : null,
    receipts: seen.receipts.length,
    verdict: found.flaws.length ? "flawed" : "sound",
  };
}

/* The flaws that speak of one exhibit: its files, its sheet, or an entry about it. */
function flawsOf(seen, number, sheet) {
  const items = [sheet.evidence, ...copiesOf(sheet).map((row) => row.evidence)];
  const entries = items.flatMap((item) => seen.ledger.about.get(String(item)) || []).map((entry) => `entry ${entry.sequence}`);
  const own = [`data/bukti/${numbered(number)}/`, `data/rekam/${numbered(number)}.json`];
  return seen.found.flaws.filter(({ place }) => entries.includes(place) || items.includes(place) || own.some((part) => place.includes(part)));
}

/* The flaws that speak of no exhibit alone, so that no file can be relied on; a wrong count of
   bytes only follows from a file that is named already. */
function doubtsOf(seen) {
  if (!seen.doubts) {
    const owned = new Set(seen.exhibits.flatMap(({ number, sheet }) => flawsOf(seen, number, sheet)));
    const others = seen.found.flaws.filter((flaw) => !owned.has(flaw));
    seen.doubts = others.filter(({ detail }) => detail !== "OTHER_OXUM" || !owned.size);
  }
  return seen.doubts;
}

function stateOf(seen, { number, sheet }) {
  const own = flawsOf(seen, number, sheet);
  if (own.length) return { state: "harmed", tone: "bad", own };
  if (doubtsOf(seen).length) return { state: "doubtful", tone: "warn", why: say("doubtful-why"), own };
  if (sheet.failure !== null) return { state: "absent", tone: "warn", why: say("failed-why", { failure: sheet.failure }), own };
  const failed = copiesOf(sheet).find((row) => row.failure !== null);
  if (failed) return { state: "absent", tone: "warn", why: say("failed-why", { failure: failed.failure }), own };
  if (sheet.form === "tanpa") return { state: "absent", tone: "none", why: say("absent-why"), own };
  if (sheet.form === "tersamar") return { state: "covered", tone: "good", why: say("covered-why"), own };
  return { state: "whole", tone: "good", why: say("whole-why"), own };
}

const flawLine = ({ flaw, place, detail }) =>
  make("li", {}, make("strong", {}, told(FORMAT.flaws[flaw])), " · ", mono(place), make("br"), told(FORMAT.details[detail]));

function render(seen) {
  for (const address of previews) URL.revokeObjectURL(address);
  previews = [];
  const result = at("result");
  result.replaceChildren(banner(seen), make("h2", {}, say("about")), about(seen), make("h2", {}, say("whose")), whose(seen),
    make("h2", {}, say("steps")), steps(seen), make("h2", {}, say("exhibits")), ...seen.exhibits.map((one) => exhibit(seen, one)),
    make("h2", {}, say("limits")), limits(seen), actions(seen));
}

function banner(seen) {
  const count = seen.found.flaws.length;
  const lacking = seen.exhibits.filter(({ sheet }) => sheet.failure !== null || copiesOf(sheet).some((row) => row.failure !== null)).length;
  const [tone, mark, key, blanks] = count ? ["bad", "✕", "unsound", { count }]
    : lacking ? ["warn", "!", "lacking", { count: lacking }] : ["good", "✓", "sound", { files: seen.found.files.size }];
  return make("div", { class: `verdict ${tone}` }, make("div", { class: "mark", "aria-hidden": "true" }, mark),
    make("div", {}, make("h1", {}, say(key)), make("p", {}, say(`${key}-why`, blanks))));
}

function about(seen) {
  const { hearing, info, found } = seen;
  const told = (name) => (info.find((line) => line.startsWith(`${name}: `)) || "").slice(name.length + 2);
  let size = 0;
  for (const file of found.files.values()) size += file.size;
  const sums = found.sums.get("tagmanifest-sha256.txt");
  return make("div", { class: "panel" }, pairs([
    ["b_title", hearing ? hearing.title : told("External-Description")],
    ["b_number", hearing ? hearing.identifier : told("External-Identifier")],
    ["b_forum", hearing && hearing.forum_title], ["b_case", hearing && hearing.case],
    ["b_variant", hearing && say(hearing.variant)],
    ["b_by", hearing ? hearing.prepared_by : told("Source-Organization")],
    ["b_made", told("Segel-Bagging-Time").replace("T", " ")],
    ["b_vault", seen.ledger.head && mono(seen.ledger.head.vault)],
    ["b_size", say("b_size-is", { files: found.files.size, size: bytesIn(size), exhibits: seen.exhibits.length, entries: seen.ledger.entries })],
    ["b_print", sums && mono(sums.sha256)],
  ]));
}

function nameOf(seen, account) {
  const key = [...seen.ledger.book.keys].reverse().find((one) => one.account === account);
  const role = key ? told(FORMAT.roles[key.role]) || key.role : "";
  return [seen.names.get(account) || say("unnamed"), role].filter(Boolean).join(", ");
}

function whose(seen) {
  const { key, certified, stamped } = seen.vouched;
  const panel = make("div", { class: "panel" });
  if (!key) panel.append(make("p", {}, say("unsigned")));
  else {
    panel.append(make("p", {}, say("signed-by")), make("p", {}, mono(fingerprint(key.key), "key")), make("p", {}, nameOf(seen, key.account)),
      make("p", { class: "soft" }, say("road")), comparison(fingerprint(key.key)));
  }
  if (certified) panel.append(make("p", { class: "soft" }, say("certified")));
  if (stamped) panel.append(make("p", { class: "soft" }, say("stamped")));
  return panel;
}

function comparison(mark) {
  const input = make("input", { type: "text", autocomplete: "off", spellcheck: "false", id: "typed", inputmode: "text" });
  const output = make("output", { for: "typed" });
  const digits = (text) => text.replace(/[\s:-]/g, "").toUpperCase();
  input.addEventListener("input", () => {
    const typed = digits(input.value), fits = typed === digits(mark);
    output.className = fits ? "good" : "bad";
    output.textContent = typed.length < 20 ? "" : say(fits ? "fits" : "differs");
  });
  return make("div", { class: "compare" }, make("label", { for: "typed" }, say("typed"), input), output);
}

function steps(seen) {
  const rows = FORMAT.steps.map(([step, words]) => {
    const flaws = seen.found.flaws.filter((flaw) => flaw.step === step);
    const chip = make("span", { class: `chip ${flaws.length ? "bad" : "good"}` }, flaws.length ? say("flawed", { count: flaws.length }) : say("pass"));
    return make("li", {}, chip, make("div", {}, make("span", {}, told(words)), flaws.length ? make("ul", { class: "flaws" }, flaws.map(flawLine)) : null));
  });
  return make("div", { class: "panel" }, make("ul", { class: "steps" }, rows));
}

const PICTURES = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/bmp"];

/* A picture, a film or a sound out of the local file; anything else stays closed. */
function faceOf(seen, sheet) {
  const copies = copiesOf(sheet);
  const choices = [...copies.filter((row) => row.part === "putar"), sheet, ...copies].filter((one) => one.file && seen.found.files.has(one.file));
  for (const { file: path, media_type: type, part } of choices) {
    const file = seen.found.files.get(path);
    const kind = PICTURES.includes(type) && file.size < 67108864 ? "img" : /^video\//.test(type) ? "video" : /^audio\//.test(type) ? "audio" : null;
    if (!kind) continue;
    const address = URL.createObjectURL(new Blob([file], { type }));
    previews.push(address);
    const words = say("face", { name: path });
    const note = part === "putar" ? make("p", { class: "soft" }, say("face-putar")) : null;
    if (kind === "img") {
      const picture = make("img", { src: address, alt: words, loading: "lazy", decoding: "async" });
      picture.addEventListener("error", () => picture.replaceWith(say("no-face")));
      return [picture, note];
    }
    return [make(kind, { src: address, controls: "", preload: "metadata", "aria-label": words }), note];
  }
  return make("span", {}, told(FORMAT.kinds[sheet.kind]) || "", make("br"), say("no-face"));
}

/* A copy with its hash; of one that is only for playing also the hash of what it was made of. */
function copyLine(copy) {
  const made = copy.part === "putar" && isTable(copy.recipe) ? [make("br"), `${say("made-of")} `, mono(String(copy.recipe.origin_sha256))] : [];
  return make("div", {}, `${say(String(copy.part))}: `, mono(String(copy.file)), make("br"), mono(String(copy.sha256)), made);
}

function exhibit(seen, one) {
  const { number, sheet } = one, { state, tone, why, own } = stateOf(seen, one);
  const row = seen.hearing ? seen.hearing.exhibits.find((other) => other.number === number) : null;
  const face = make("div", { class: "face" }, faceOf(seen, sheet));
  const sealed = (seen.ledger.about.get(String(sheet.evidence)) || []).find((entry) => entry.act === FORMAT.sealing);
  const receipt = sealed && seen.receipts.filter((held) => held.size > sealed.sequence).sort((a, b) => (a.at < b.at ? -1 : 1))[0];
  const captured = isTable(sheet.captured) && isText(sheet.captured.local) ? sheet.captured.local.replace("T", " ") : "";
  const body = make("div", {},
    make("div", { class: "top" }, make("span", { class: "code" }, row ? row.code : numbered(number)), make("h3", {}, (row && row.label) || sheet.name || numbered(number)),
      make("span", { class: `chip ${tone}` }, say(state))),
    why ? make("p", {}, why) : null, own.length ? make("ul", { class: "flaws" }, own.map(flawLine)) : null,
    pairs([
      ["e_purpose", row && row.purpose], ["e_file", sheet.file && mono(String(sheet.file))], ["e_name", String(sheet.name || "")],
      ["e_hash", mono(String(sheet.sha256))], ["e_size", isCount(sheet.size) ? bytesIn(sheet.size) : ""], ["e_taken", captured],
      ["e_sealed", sealed && timeIn(sealed.clock.wall, sealed.clock.zone_minutes)],
      ["e_office", receipt && say("office-at", { at: timeIn(receipt.at, sealed.clock.zone_minutes), title: receipt.title || receipt.depot })],
      ["e_copies", copiesOf(sheet).length ? make("span", {}, copiesOf(sheet).map(copyLine)) : ""],
    ]), findings(sheet), custody(seen, sheet));
  return make("article", { class: "panel exhibit" }, face, body);
}

function findings(sheet) {
  const rows = rowsOf(sheet.findings).map((row) => (isTable(row.sentences) && isText(row.sentences[tongue]) ? row.sentences[tongue] : String(row.code)));
  return rows.length ? make("details", {}, make("summary", {}, say("findings")), make("ul", {}, rows.map((text) => make("li", {}, text)))) : null;
}

function custody(seen, sheet) {
  const rows = rowsOf(sheet.custody);
  if (!rows.length) return null;
  const head = make("tr", {}, ["c_when", "c_what", "c_who", "c_why"].map((key) => make("th", { scope: "col" }, say(key))));
  const body = rows.map((row) => make("tr", {}, make("td", {}, isTime(row.at) ? timeIn(row.at, isWhole(row.zone_minutes) ? row.zone_minutes : 0) : String(row.at)),
    make("td", {}, told(FORMAT.words[row.act]) || String(row.act)), make("td", {}, nameOf(seen, row.by)), make("td", {}, String(row.reason || ""))));
  return make("details", {}, make("summary", {}, say("custody", { count: rows.length })), make("table", {}, make("thead", {}, head), make("tbody", {}, body)));
}

function limits(seen) {
  const keys = ["limit-before", "limit-keys", "limit-clocks", "limit-all", "limit-page", "limit-links"];
  const items = keys.map((key) => make("li", {}, say(key)));
  if (seen.found.unread.length) items.push(make("li", {}, say("limit-512", { count: seen.found.unread.length })));
  return make("div", { class: "panel" }, make("ul", {}, items));
}

function actions(seen) {
  const button = (key, act) => {
    const made = make("button", { type: "button" }, say(key));
    made.addEventListener("click", act);
    return made;
  };
  return make("div", { class: "actions" }, button("print", () => window.print()), button("save", () => {
    const address = URL.createObjectURL(new Blob([JSON.stringify(outcome(seen), null, 2)], { type: "application/json" }));
    make("a", { href: address, download: "hasil-pemeriksaan.json" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }), button("again", () => { last = null; at("folder").value = ""; show("start"); }));
}

/* Every file below what was dropped, and the folders in which there is nothing. */
async function gather(entries) {
  const given = new Map(), empty = [];
  const waiting = [...entries];
  while (waiting.length) {
    const entry = waiting.pop(), path = entry.fullPath.replace(/^\//, "");
    if (entry.isFile) given.set(path, await new Promise((resolve, reject) => { entry.file(resolve, reject); }));
    else {
      const reader = entry.createReader();
      let count = 0, part;
      do {
        part = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
        count += part.length;
        waiting.push(...part);
      } while (part.length);
      if (!count) empty.push(path);
    }
  }
  return [given, empty];
}

at("folder").addEventListener("change", ({ target }) => {
  const given = new Map(Array.from(target.files, (file) => [file.webkitRelativePath || file.name, file]));
  if (given.size) run(given, []);
});
document.addEventListener("dragover", (event) => { event.preventDefault(); at("drop").classList.add("over"); });
document.addEventListener("dragleave", () => at("drop").classList.remove("over"));
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  at("drop").classList.remove("over");
  if (at("start").hidden) return;
  const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry()).filter(Boolean);
  try {
    const [given, empty] = await gather(entries);
    await run(given, empty);
  } catch (error) {
    trouble("broken", { error: String(error) });
  }
});
for (const button of document.querySelectorAll("[data-tongue]")) {
  button.addEventListener("click", () => { tongue = button.dataset.tongue; speak(); });
}
speak();
