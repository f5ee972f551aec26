/* What stands over the exhibits: the hearing, the office's receipts, the signature over the whole. */
const HEARING = "data/paket.json";
const HEARING_TEXTS = ["case", "created", "format", "forum", "forum_title", "identifier", "place", "prepared_by", "title", "variant"];
const EXHIBIT_TEXTS = ["code", "evidence", "form", "label", "purpose"];

async function examineHearing(found, ledger, exhibits, info) {
  found.step = "hearing";
  const bytes = await found.whole(HEARING);
  if (!found.sums.has(HEARING)) return null;
  const value = readLine(bytes);
  const formed = hasKeys(value, [...HEARING_TEXTS, "copies", "exhibits"]) && value.format === "segel.id/sidang/v1" &&
    HEARING_TEXTS.every((name) => isText(value[name])) && ["penuh", "publik"].includes(value.variant) &&
    isWhole(value.copies) && Array.isArray(value.exhibits) && value.exhibits.every((row) =>
      hasKeys(row, [...EXHIBIT_TEXTS, "number"]) && EXHIBIT_TEXTS.every((name) => isText(row[name])));
  if (!formed) { found.say("malformed", HEARING, "BAD_HEARING"); return null; }
  const held = (row) => [row.number, row.evidence, row.form];
  if (!same(value.exhibits.map(held), exhibits.map(({ sheet }) => held(sheet)))) found.say("mismatch", HEARING, "OTHER_EXHIBITS");
  const codes = value.exhibits.map((row) => row.code);
  if (new Set(codes).size !== codes.length) found.say("mismatch", HEARING, "CODE_TWICE");
  const named = `External-Identifier: ${value.identifier.split(/\s+/u).filter(Boolean).join(" ")}`;
  if (found.sums.has("bag-info.txt") && !info.includes(named)) found.say("mismatch", HEARING, "OTHER_IDENTIFIER");
  if (value.variant === "publik") holdMasked(found, ledger, exhibits);
  return value;
}

function holdMasked(found, ledger, exhibits) {
  const records = found.files.get(RECORDS);
  if (ledger.records.size || (records && records.size)) found.say("extra", RECORDS, "PRIVATE_RECORDS");
  const filled = (value) => (Array.isArray(value) ? value.length > 0 : isTable(value) ? Object.keys(value).length > 0 : Boolean(value));
  for (const { path, sheet } of exhibits) {
    const spoken = [
      ...rowsOf(sheet.arrivals).map((row) => row.name),
      ...tablesOf(sheet.arrivals).flatMap((table) => [table.basis, table.giver, table.note]),
      ...rowsOf(sheet.custody).map((row) => row.reason),
      ...rowsOf(sheet.findings).flatMap((row) => [row.evidence, row.sentences]),
      ...tablesOf(sheet.copies).map((table) => table.note),
      sheet.claims, sheet.name, sheet.position, sheet.records,
    ];
    if (spoken.some(filled)) found.say("extra", path, "NOT_MASKED");
  }
}

async function examineReceipts(found, ledger, check) {
  found.step = "receipts";
  if (!found.files.has(RECEIPTS)) found.say("missing", RECEIPTS, "TAG_NOT_THERE");
  const held = [], cards = new Map();
  let number = 0;
  for (const line of linesOf((await found.whole(RECEIPTS, BOOK_LIMIT)) || new Uint8Array(), 65536)) {
    await check();
    const place = `${RECEIPTS}:${++number}`, value = readLine(line);
    if (hasKeys(value, ["card", "entry"])) takeOffice(found, ledger, place, value, cards);
    else if (hasKeys(value, ["checkpoint", "consistency", "index", "leaf", "office", "path"])) {
      const receipt = await holdReceipt(found, ledger, place, value, cards);
      if (receipt) held.push(receipt);
    } else found.say("malformed", place, "BAD_RECEIPT");
  }
  return held;
}

function takeOffice(found, ledger, place, value, cards) {
  const bytes = utf8.encode(String(value.card));
  const card = bytes.length <= 16384 ? fromCanonical(bytes) : undefined;
  const good = isTable(card) && card.type === "segel.id/office/v1" && isText(card.depot) && card.depot.length <= 40 &&
    isText(card.log_key) && HEX64.test(card.log_key);
  if (!good) return found.say("malformed", place, "BAD_RECEIPT");
  if (ledger.offices.get(value.entry) !== hex(sha256(bytes))) return found.say("unknown-signer", place, "OTHER_OFFICE");
  return cards.set(value.entry, card);
}

/* What a depot states, or null. */
function parseStatement(text) {
  const bytes = utf8.encode(text);
  const said = bytes.length <= 4096 ? fromCanonical(bytes) : undefined;
  const fields = ["at", "count", "depot", "device", "kind", "names", "root", "size", "type", "vault"];
  const good = hasKeys(said, fields) && said.type === "segel.id/receipt/v1" && isTime(said.at) &&
    ["enrolled", "head", "stored", "restored"].includes(said.kind) && isCount(said.size) && isCount(said.count) &&
    isText(said.root) && HEX64.test(said.root) && isText(said.names) && HEX64.test(said.names) &&
    [said.depot, said.device].every((part) => isText(part) && part.length <= 40) && isText(said.vault) && said.vault.length <= 26;
  return good ? { ...said, leaf: leafHash(bytes) } : null;
}

async function holdReceipt(found, ledger, place, value, cards) {
  const said = parseStatement(String(value.leaf)), log = logHead(value.checkpoint);
  const path = stepsOf(value.path), grown = stepsOf(value.consistency);
  if (!said || !log || !path || !grown) { found.say("malformed", place, "BAD_RECEIPT"); return null; }
  const before = found.flaws.length, card = cards.get(value.office), head = ledger.head;
  if (!card || said.depot !== log.depot || log.depot !== card.depot) found.say("unknown-signer", place, "OTHER_OFFICE");
  else if (!(await noteSigned(log.parsed, card.log_key))) found.say("bad-signature", place, "LOG_NOT_SIGNED");
  if (!included(said.leaf, value.index, log.size, path, log.root)) found.say("broken-link", place, "NOT_IN_LOG");
  if (head && (said.vault !== head.vault || !["head", "stored"].includes(said.kind))) found.say("mismatch", place, "OTHER_STATEMENT");
  else if (head && !consistent(said.size, said.root, head.size, head.root, grown)) found.say("forked", place, "OTHER_HISTORY");
  if (!head || found.flaws.length > before) return null;
  return { depot: said.depot, title: isText(card.title) ? card.title : "", size: said.size, at: said.at };
}

const PEM_PREFIX = "302a300506032b6570032100";

/* The key in exactly the one form, as hexadecimal digits, or null. */
function keyOfPem(bytes) {
  const match = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]+)\n-----END PUBLIC KEY-----\n$/.exec(lenient().decode(bytes));
  const der = match && fromBase64(match[1]);
  return der && der.length === 44 && hex(der).startsWith(PEM_PREFIX) ? hex(der).slice(24) : null;
}

function isSequence(bytes) {
  if (bytes.length < 2 || bytes[0] !== 0x30) return false;
  if (bytes[1] < 128) return bytes.length === 2 + bytes[1];
  const digits = bytes[1] - 128;
  if (digits < 1 || digits > 4) return false;
  const length = bytes.subarray(2, 2 + digits).reduce((sum, one) => sum * 256 + one, 0);
  return length >= 128 && bytes.length === 2 + digits + length;
}

async function examineSignature(found, ledger) {
  found.step = "signature";
  for (const path of [P7S, TSR]) {
    const bytes = await found.whole(path, 1024 * 1024);
    if (found.sums.has(path) && (!bytes || !isSequence(bytes))) found.say("malformed", path, "NOT_DER");
  }
  const vouched = { key: null, offered: null, certified: found.files.has(P7S), stamped: found.files.has(TSR) };
  let key = null;
  if (found.sums.has(PEM)) {
    key = keyOfPem((await found.whole(PEM, 1024 * 1024)) || new Uint8Array());
    if (!key) found.say("malformed", PEM, "BAD_KEY_FILE");
  }
  vouched.offered = key;
  const owner = key && ledger.head ? [...ledger.book.keys].reverse().find((one) =>
    one.key === key && ledger.book.inForce(one.account, ledger.head.size) === key) : undefined;
  if (key && !owner) found.say("unknown-signer", PEM, "NOT_IN_FORCE");
  else if (owner && !FORMAT.exporters.includes(owner.role)) found.say("wrong-signer", PEM, "MAY_NOT_EXPORT");
  const listing = await found.whole("tagmanifest-sha256.txt");
  if (!found.files.has(SIG) || !listing) return vouched;
  const signature = await found.whole(SIG, 1024 * 1024);
  if (!signature || signature.length !== 64) found.say("malformed", SIG, "BAD_SIGNATURE_FILE");
  else if (!key) return vouched;
  else if (!(await ed25519(unhex(key), signature, listing))) found.say("bad-signature", SIG, "WHOLE_NOT_SIGNED");
  else vouched.key = owner || null;
  return vouched;
}

/* Examines the files a person gave; `given` maps paths to files. */
async function examine(given, emptyFolders, hooks) {
  const [files, root] = rootOf(given);
  const empty = emptyFolders.filter((path) => path.startsWith(root)).map((path) => path.slice(root.length));
  const found = new Found(files);
  const hashing = new Hashing(hooks.report);
  hooks.stoppable(() => hashing.stop());
  let turns = 0;
  const check = async () => {
    if (hashing.stopped) throw new Stopped();
    if (++turns % 50 === 0) await new Promise((resolve) => { setTimeout(resolve, 0); });
  };
  const info = await examineBag(found, empty, hashing);
  const ledger = await examineLedger(found, check);
  const names = await examineKeys(found, ledger);
  const exhibits = await examineSheets(found, ledger, check);
  const hearing = await examineHearing(found, ledger, exhibits, info);
  const receipts = await examineReceipts(found, ledger, check);
  const vouched = await examineSignature(found, ledger);
  return { found, info, ledger, names, exhibits, hearing, receipts, vouched };
}
