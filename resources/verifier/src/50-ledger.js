/* The ledger's part: each disclosed entry stands alone and under the head, each key by right. */
const ENTRIES = "data/buku/entri.jsonl", RECORDS = "data/buku/catatan.jsonl";
const HEAD = "data/buku/kepala.txt", KEYS = "data/kunci/kunci.json", RECEIPTS = "data/buku/kuitansi.jsonl";
const BOOK_LIMIT = 512 * 1024 * 1024;
const ENTRY_FIELDS = ["act", "clock", "format", "previous", "record", "sequence", "subject", "tool", "vault", "who"];
const CLOCK_FIELDS = ["boot", "since_boot_ms", "trusted", "wall", "zone", "zone_minutes"];
const SHOWN_FIELDS = ["act_consistency", "act_head", "act_path", "body", "index", "path"];

/* One entry with its leaf hash, or null. */
function parseEntry(text) {
  const body = utf8.encode(text);
  const value = body.length <= 4096 ? fromCanonical(body) : undefined;
  if (!hasKeys(value, ENTRY_FIELDS) || value.format !== "segel.id/entry/v1") return null;
  const { clock, subject } = value;
  const good = hasKeys(clock, CLOCK_FIELDS) && isCount(value.sequence) && isTable(subject) &&
    [value.tool, value.vault, value.who, clock.boot, clock.zone].every(isText) &&
    (clock.trusted === null || isTime(clock.trusted)) && isTime(clock.wall) &&
    isUlid(value.vault) && isUlid(value.who) && FORMAT.acts.includes(value.act) &&
    isText(value.previous) && HEX64.test(value.previous) &&
    (value.record === null || (isText(value.record) && HEX64.test(value.record))) &&
    isWhole(clock.zone_minutes) && isWhole(clock.since_boot_ms);
  if (!good) return null;
  const names = Object.keys(subject);
  const known = names.every((name) => ["id", "kind", "sha256", "key", "role"].includes(name) && isText(subject[name])) &&
    names.includes("id") && FORMAT.subjects.includes(subject.kind) &&
    (subject.sha256 === undefined || HEX64.test(subject.sha256)) &&
    (subject.key === undefined || HEX64.test(subject.key));
  return known ? { ...value, link: leafHash(body) } : null;
}

/* A proof's hashes, or null. */
const stepsOf = (value) =>
  Array.isArray(value) && value.length <= 64 && value.every((step) => isText(step) && HEX64.test(step)) ? value : null;

function readShown(line) {
  const value = readLine(line);
  if (!hasKeys(value, SHOWN_FIELDS) || !isWhole(value.index) || !isText(value.body) || !isText(value.act_head)) return null;
  const entry = parseEntry(value.body);
  const steps = [value.act_path, value.path, value.act_consistency].map(stepsOf);
  return entry && !steps.includes(null) ? { ...value, entry } : null;
}

/* Whose key was in force when, learnt from the entries and from nothing else. */
class KeyBook {
  constructor() {
    this.keys = [];
    this.latest = new Map();
    this.closed = new Map();
  }

  learn(entry) {
    const { id: account, key, kind } = entry.subject;
    if (entry.act === FORMAT.closing) {
      if (kind !== "akun" || !this.appoints(entry)) return false;
      this.closed.set(account, entry.sequence);
      return true;
    }
    if (kind !== "akun" || key === undefined) return false;
    const known = this.latest.get(account);
    const founding = !this.latest.size && entry.act === FORMAT.founding && account === entry.who;
    const replacing = entry.act === FORMAT.replacing;
    if (!founding && !(this.appoints(entry) && (known !== undefined) === replacing)) return false;
    const learnt = { account, role: entry.subject.role || (known ? known.role : ""), key, since: entry.sequence };
    this.latest.set(account, learnt);
    this.keys.push(learnt);
    return true;
  }

  appoints(entry) {
    const actor = this.latest.get(entry.who);
    return entry.subject.id !== entry.who && actor !== undefined && FORMAT.appointers.includes(actor.role);
  }

  inForce(account, size) {
    const closed = this.closed.get(account);
    if (closed !== undefined && closed < size) return null;
    const held = this.keys.filter((key) => key.account === account && key.since < size);
    return held.length ? held[held.length - 1].key : null;
  }
}

async function headSigned(found, head, book, place) {
  const key = book.inForce(head.who, head.size);
  if (!key) found.say("unknown-signer", place, "UNKNOWN_ACCOUNT");
  else if (!(await noteSigned(head.parsed, key))) found.say("bad-signature", place, "BAD_SIGNATURE");
}

async function examineLedger(found, check) {
  found.step = "ledger";
  const bytes = (await found.whole(ENTRIES, BOOK_LIMIT)) || new Uint8Array();
  const shown = [];
  for (const line of linesOf(bytes, 65536)) {
    await check();
    shown.push(readShown(line));
  }
  const book = new KeyBook();
  const introducing = shown.filter((one) => one && FORMAT.keyActs.includes(one.entry.act));
  for (const { entry } of introducing) {
    if (!book.learn(entry)) found.say("wrong-signer", `entry ${entry.sequence}`, "MAY_NOT_APPOINT");
  }
  const ledger = { book, head: await finalHead(found, book), entries: 0, about: new Map(), offices: new Map(), records: new Map() };
  const acts = { note: null, head: null };
  let last = null, number = 0;
  for (const one of shown) {
    number += 1;
    if (!one) { found.say("malformed", `${ENTRIES}:${number}`, "BAD_ENTRY_LINE"); continue; }
    await check();
    const { entry } = one, place = `entry ${one.index}`;
    if (entry.sequence !== one.index) found.say("gap", place, "OTHER_NUMBER");
    if (last && entry.sequence <= last.sequence) found.say("wrong-order", place, "NOT_ASCENDING");
    if (last && entry.sequence === last.sequence + 1 && entry.previous !== last.link) found.say("broken-link", place, "NOT_FOLLOWING");
    await holdEntry(found, ledger, one, acts, place);
    last = entry;
    ledger.entries += 1;
    if (entry.subject.kind === "bukti") {
      const item = entry.subject.id;
      ledger.about.set(item, [...(ledger.about.get(item) || []), entry]);
    } else if (entry.act === FORMAT.joining && entry.subject.sha256) ledger.offices.set(entry.sequence, entry.subject.sha256);
  }
  if (!introducing.length || introducing[0].entry.sequence !== 0) found.say("missing", "entry 0", "NO_FIRST");
  await readRecords(found, ledger, check);
  return ledger;
}

async function finalHead(found, book) {
  const bytes = await found.whole(HEAD, 4096);
  if (!found.sums.has(HEAD)) return null;
  const head = vaultHead(lenient().decode(bytes || new Uint8Array()));
  if (!head) { found.say("malformed", HEAD, "BAD_HEAD"); return null; }
  await headSigned(found, head, book, HEAD);
  return head;
}

async function holdEntry(found, ledger, one, acts, place) {
  const { entry } = one, final = ledger.head;
  if (acts.note !== one.act_head) {
    acts.note = one.act_head;
    acts.head = vaultHead(one.act_head);
    if (!acts.head) found.say("malformed", place, "BAD_HEAD");
    else {
      await headSigned(found, acts.head, ledger.book, place);
      if (acts.head.vault !== entry.vault) found.say("mismatch", place, "OTHER_VAULT");
    }
  }
  if (final) {
    if (entry.vault !== final.vault) found.say("mismatch", place, "OTHER_VAULT");
    if (!included(entry.link, one.index, final.size, one.path, final.root)) found.say("broken-link", place, "NOT_IN_HEAD");
  }
  const act = acts.head;
  if (!act) return;
  if (act.who !== entry.who) found.say("wrong-signer", place, "NOT_WHO_ACTED");
  if (!included(entry.link, one.index, act.size, one.act_path, act.root)) found.say("broken-link", place, "NOT_IN_ACT");
  if (final && !consistent(act.size, act.root, final.size, final.root, one.act_consistency)) found.say("forked", place, "NOT_PREFIX");
}

async function readRecords(found, ledger, check) {
  const named = new Set([...ledger.about.values()].flat().map((entry) => entry.record));
  const bytes = (await found.whole(RECORDS, BOOK_LIMIT)) || new Uint8Array();
  let number = 0;
  for (const line of linesOf(bytes, 8 * 1024 * 1024 + 1)) {
    await check();
    const place = `${RECORDS}:${++number}`, mark = hex(sha256(line.subarray(0, -1)));
    if (!readLine(line)) found.say("malformed", place, "BAD_RECORD");
    else if (!named.has(mark)) found.say("extra", place, "UNNAMED_RECORD");
    else if (ledger.records.has(mark)) found.say("extra", place, "RECORD_TWICE");
    else ledger.records.set(mark, line);
  }
}

/* The record of an entry, read again each time so that not all are held as values. */
const recordOf = (ledger, entry) =>
  entry && entry.record !== null && ledger.records.has(entry.record) ? readLine(ledger.records.get(entry.record)) : null;

async function examineKeys(found, ledger) {
  found.step = "keys_listed";
  const names = new Map();
  const bytes = await found.whole(KEYS);
  if (!found.sums.has(KEYS)) return names;
  const value = readLine(bytes);
  if (!hasKeys(value, ["format", "keys", "vault"]) || value.format !== "segel.id/kunci/v1" || !Array.isArray(value.keys)) {
    found.say("malformed", KEYS, "BAD_KEYS");
    return names;
  }
  if (ledger.head && value.vault !== ledger.head.vault) found.say("mismatch", KEYS, "OTHER_VAULT");
  const unlisted = new Map(ledger.book.keys.map((key) => [canon(key), key]));
  value.keys.forEach((row, at) => {
    const place = `${KEYS}#${at + 1}`;
    if (!isTable(row) || !isText(row.name)) return found.say("malformed", place, "BAD_KEYS");
    const { name, fingerprint: mark, ...rest } = row;
    const key = unlisted.get(canon(rest));
    if (!key) return found.say("unknown-signer", place, "UNKNOWN_KEY");
    unlisted.delete(canon(rest));
    if (mark !== fingerprint(key.key)) return found.say("mismatch", place, "OTHER_FINGERPRINT");
    return names.set(key.account, name);
  });
  for (const key of unlisted.values()) found.say("missing", `entry ${key.since}`, "KEY_NOT_LISTED");
  return names;
}
