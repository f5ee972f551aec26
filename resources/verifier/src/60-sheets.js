/* Each exhibit's sheet against its files, its entries and its records. */
const SHEET = /^data\/rekam\/(0\d{3}|[1-9]\d{3,})\.json$/;
const ATTACHED = /^data\/(?:(?:dokumen|perkara)\/[A-Za-z0-9][A-Za-z0-9._-]{0,119}|rekam\/case\.jsonld)$/;
const BOOKS = [ENTRIES, RECORDS, HEAD, KEYS, RECEIPTS, "data/paket.json"];
const SHEET_FIELDS = ["arrivals", "captured", "claims", "copies", "custody", "duration_ms", "evidence", "failure", "file",
  "findings", "form", "format", "height", "kind", "media_type", "name", "number", "position", "records", "sha256",
  "sha512", "size", "vault_number", "width", "withheld"];
const COPY_FIELDS = ["evidence", "failure", "file", "media_type", "part", "recipe", "sha256", "sha512", "size"];
const PROVENANCE = ["basis", "giver", "giver_protected", "manner", "note"];
const rowsOf = (value) => (Array.isArray(value) ? value.filter(isTable) : []);
const numbered = (number) => String(number).padStart(4, "0");
const partPath = (number, part, type) => `data/bukti/${numbered(number)}/${part}.${FORMAT.suffixes[type] || "bin"}`;

function tablesOf(value) {
  const tables = [], waiting = [value];
  while (waiting.length) {
    const part = waiting.pop();
    if (isTable(part)) { tables.push(part); waiting.push(...Object.values(part)); }
    else if (Array.isArray(part)) waiting.push(...part);
  }
  return tables;
}

async function examineSheets(found, ledger, check) {
  found.step = "sheets";
  const exhibits = [], spoken = new Set(), items = new Set(), derived = new Set();
  const numbers = new Map();
  for (const path of found.files.keys()) {
    const match = SHEET.exec(path);
    if (match) numbers.set(Number(match[1]), path);
  }
  for (const number of [...numbers.keys()].sort((one, other) => one - other)) {
    await check();
    const path = numbers.get(number);
    if (number > 1 && !numbers.has(number - 1)) found.say("gap", path, "SHEET_GAP");
    const bytes = await found.whole(path);
    if (!found.sums.has(path)) continue;
    const sheet = readLine(bytes);
    found.kept.delete(path);
    if (!hasKeys(sheet, SHEET_FIELDS) || sheet.format !== "segel.id/rekam/v2") {
      found.say("malformed", path, "BAD_SHEET");
      continue;
    }
    const item = String(sheet.evidence);
    if (items.has(item)) found.say("extra", path, "ITEM_TWICE");
    items.add(item);
    if (sheet.number !== number) found.say("mismatch", path, "OTHER_EXHIBIT");
    holdOriginal(found, path, number, sheet);
    holdHistory(found, path, sheet, ledger);
    spoken.add(String(sheet.file));
    for (const row of copiesOf(sheet)) {
      holdCopy(found, path, number, sheet, row, ledger);
      spoken.add(String(row.file));
      if (row.evidence !== null) derived.add(String(row.evidence));
    }
    exhibits.push({ number, path, sheet });
  }
  for (const item of [...ledger.about.keys()].sort()) {
    if (!items.has(item) && !derived.has(item)) found.say("missing", item, "NO_SHEET");
  }
  for (const path of found.payload()) {
    if (!BOOKS.includes(path) && !spoken.has(path) && !SHEET.test(path) && !ATTACHED.test(path)) {
      found.say("extra", path, "STRAY_ORIGINAL");
    }
  }
  return exhibits;
}

const copiesOf = (sheet) => rowsOf(sheet.copies).filter((row) => hasKeys(row, COPY_FIELDS));

/* Whether a file is what is said of it; what was too large for SHA-512 is held by SHA-256 alone. */
function isDescribed(sums, told) {
  return told.sha256 === sums.sha256 && told.size === sums.size &&
    (sums.sha512 === null ? isText(told.sha512) : told.sha512 === sums.sha512);
}

function holdOriginal(found, path, number, sheet) {
  const { file, failure, form } = sheet;
  if ((file === null) === (failure === null) && (form === "asli" || file !== null)) {
    found.say("malformed", path, "SILENT_FAILURE");
  }
  holdForm(found, path, sheet);
  if (file === null) return;
  if (file !== partPath(number, "asli", sheet.media_type)) found.say("mismatch", path, "ORIGINAL_DIFFERS");
  else if (!found.files.has(file)) found.say("missing", path, "NO_ORIGINAL");
  else if (found.sums.has(file) && !isDescribed(found.sums.get(file), sheet)) found.say("mismatch", file, "ORIGINAL_DIFFERS");
}

function holdForm(found, path, sheet) {
  const copies = copiesOf(sheet), parts = copies.map((row) => row.part);
  const whole = Array.isArray(sheet.copies) && sheet.copies.length === copies.length;
  if (!["asli", "tersamar", "tanpa"].includes(sheet.form) || !whole || new Set(parts.map(String)).size !== parts.length) {
    return found.say("malformed", path, "BAD_SHEET");
  }
  const fits = sheet.form === "asli" ||
    (sheet.file === null && (sheet.form === "tersamar" ? parts.includes("tersamar") : !parts.length));
  return fits || found.say("mismatch", path, "OTHER_FORM");
}

function holdCopy(found, path, number, sheet, row, ledger) {
  const file = row.file;
  if ((file === null) === (row.failure === null)) found.say("malformed", path, "SILENT_FAILURE");
  if (file !== null) {
    if (!["tersamar", "putar"].includes(row.part) || file !== partPath(number, row.part, row.media_type)) {
      found.say("mismatch", path, "COPY_DIFFERS");
    } else if (!found.files.has(file)) found.say("missing", path, "NO_COPY");
    else if (found.sums.has(file) && !isDescribed(found.sums.get(file), row)) found.say("mismatch", file, "COPY_DIFFERS");
  }
  if (row.part === "putar" && !isPlayable(sheet, row)) found.say("mismatch", path, "NOT_PLAYABLE");
  if (row.evidence === null) return;
  const sealed = (ledger.about.get(String(row.evidence)) || []).filter((entry) => entry.act === FORMAT.sealing);
  if (sealed.length !== 1) { found.say("missing", path, "COPY_NOT_SEALED"); return; }
  if (sealed[0].subject.sha256 !== row.sha256) found.say("mismatch", path, "COPY_OTHER_THAN_SEALED");
  const record = recordOf(ledger, sealed[0]);
  if (!record) return;
  const told = tablesOf(record).filter((table) => "derived" in table).map((table) => table.derived);
  const made = told.every((one) => isTable(one) && same(one.origin, sheet.evidence) && same(one.origin_sha256, sheet.sha256));
  if (!same(told, [row.recipe]) || !made) found.say("mismatch", path, "OTHER_RECIPE");
}

/* A playable copy says that it is no evidence, and is made of what is given of its exhibit. */
function isPlayable(sheet, row) {
  const given = { asli: [sheet], tersamar: copiesOf(sheet).filter((other) => other.part === "tersamar") };
  const recipe = row.recipe;
  return row.evidence === null && isTable(recipe) && recipe.format === FORMAT.playable.format && recipe.statement === FORMAT.playable.statement &&
    (given[sheet.form] || []).some((one) => same(recipe.origin, one.evidence) && same(recipe.origin_sha256, one.sha256));
}

function holdHistory(found, path, sheet, ledger) {
  const entries = ledger.about.get(String(sheet.evidence)) || [];
  const sealed = entries.filter((entry) => entry.act === FORMAT.sealing);
  if (sealed.length !== 1) found.say("missing", path, "NOT_SEALED");
  else if (sealed[0].subject.sha256 === undefined || sealed[0].subject.sha256 !== sheet.sha256) {
    found.say("mismatch", path, "OTHER_THAN_SEALED");
  }
  if (!listsAgree(sheet, entries, ledger)) found.say("mismatch", path, "OTHER_RECORDS");
  if (!custodyAgrees(sheet.custody, entries, ledger)) found.say("mismatch", path, "OTHER_CUSTODY");
  if (!arrivalsAgree(sheet.arrivals, entries, ledger)) found.say("mismatch", path, "OTHER_ARRIVALS");
  const record = recordOf(ledger, sealed[0]);
  if (!record) return;
  const claims = isTable(sheet.claims)
    ? Object.entries(sheet.claims).flatMap(([source, part]) => rowsOf(part).map((row) => ({ ...row, source }))) : [];
  if (!saysSame(record, "claims", ["field", "source", "tag", "value"], claims)) found.say("mismatch", path, "OTHER_CLAIMS");
  if (!saysSame(record, "findings", ["code", "evidence", "level"], rowsOf(sheet.findings))) found.say("mismatch", path, "OTHER_FINDINGS");
  if (!saysText(record, sheet.name)) found.say("mismatch", path, "OTHER_NAME");
  if (!["captured", "media_type", "position"].every((name) => saysOf(record, name, sheet[name]))) found.say("mismatch", path, "OTHER_FACTS");
}

const saysText = (record, text) => tablesOf(record).some((table) => Object.values(table).some((value) => same(value, text)));

function saysOf(record, name, value) {
  const said = tablesOf(record).filter((table) => name in table).map((table) => table[name]);
  return !said.length || said.some((one) => same(one, value));
}

function saysSame(record, name, shape, quoted) {
  const cut = (row) => canon(Object.fromEntries(shape.map((key) => [key, row[key] === undefined ? null : row[key]])));
  const lists = tablesOf(record).filter((table) => name in table).map((table) => rowsOf(table[name]));
  const said = new Set(lists.flat().map(cut)), own = new Set(quoted.map(cut));
  return !lists.length || (said.size === own.size && [...said].every((one) => own.has(one)));
}

function listsAgree(sheet, entries, ledger) {
  const own = new Map(entries.filter((entry) => entry.record !== null).map((entry) => [entry.record, ledger.records.has(entry.record)]));
  const there = [...own.keys()].filter((mark) => own.get(mark)).sort();
  return same(sheet.records, there) && Array.isArray(sheet.withheld) &&
    sheet.withheld.every((mark) => isText(mark) && own.get(mark) === false);
}

function byEntry(value) {
  const rows = new Map(rowsOf(value).filter((row) => isWhole(row.entry)).map((row) => [row.entry, row]));
  return Array.isArray(value) && rows.size === value.length ? rows : new Map();
}

const sameNumbers = (rows, own) => rows.size === own.size && [...rows.keys()].every((number) => own.has(number));

function custodyAgrees(steps, entries, ledger) {
  const rows = byEntry(steps), own = new Map(entries.map((entry) => [entry.sequence, entry]));
  if (!sameNumbers(rows, own)) return false;
  return [...own].every(([number, entry]) => {
    const row = rows.get(number), record = recordOf(ledger, entry);
    const told = row.act === entry.act && row.by === entry.who && row.at === entry.clock.wall && row.zone_minutes === entry.clock.zone_minutes;
    return told && (!row.reason || !record || saysText(record, row.reason));
  });
}

function arrivalsAgree(arrivals, entries, ledger) {
  const arriving = entries.filter((entry) => FORMAT.arriving.includes(entry.act));
  const rows = byEntry(arrivals), own = new Map(arriving.map((entry) => [entry.sequence, entry]));
  if (!sameNumbers(rows, own)) return false;
  return [...own].every(([number, entry]) => {
    const row = rows.get(number), record = recordOf(ledger, entry), told = row.provenance;
    if (row.by !== entry.who || !hasKeys(told, PROVENANCE)) return false;
    return !record || (row.name !== undefined && saysText(record, row.name) && tablesOf(record).some((table) =>
      PROVENANCE.every((name) => same(table[name] === undefined ? null : table[name], told[name]))));
  });
}
