/* Spellings: UTF-8, base 64, canonical JSON (RFC 8785 without fractions), lines, hashes, notes. */
const utf8 = new TextEncoder();
const strict = () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = () => new TextDecoder("utf-8", { ignoreBOM: true });
const HEX64 = /^[0-9a-f]{64}$/;
const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const isWhole = (value) => Number.isSafeInteger(value);
const isCount = (value) => isWhole(value) && value >= 0;
const hasKeys = (value, names) =>
  isTable(value) && Object.keys(value).sort().join("\n") === [...names].sort().join("\n");
const same = (one, other) => one !== undefined && other !== undefined && canon(one) === canon(other);

function unhex(text) {
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

function canon(value) {
  if (Array.isArray(value)) return `[${value.map(canon).join(",")}]`;
  if (isTable(value)) {
    const pairs = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canon(value[name])}`);
    return `{${pairs.join(",")}}`;
  }
  if (typeof value === "number" && !isWhole(value)) throw new Error("not a whole number");
  return JSON.stringify(value);
}

/* The value in bytes that are exactly its canonical form, else undefined. */
function fromCanonical(bytes) {
  try {
    const text = strict().decode(bytes);
    const value = JSON.parse(text);
    if (canon(value) !== text || /[\ud800-\udfff]/.test(lone(canonText(value)))) return undefined;
    return value;
  } catch (error) {
    return undefined;
  }
}
const canonText = (value) => {
  const texts = [];
  const walk = (part) => {
    if (isText(part)) texts.push(part);
    else if (Array.isArray(part)) part.forEach(walk);
    else if (isTable(part)) Object.entries(part).forEach(([name, inner]) => { texts.push(name); walk(inner); });
  };
  walk(value);
  return texts.join("\n");
};
const lone = (text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "");

/* The table in one canonical line that ends in a line break, else null. */
function readLine(bytes) {
  if (!bytes || !bytes.length || bytes[bytes.length - 1] !== 10) return null;
  const value = fromCanonical(bytes.subarray(0, -1));
  return isTable(value) ? value : null;
}

/* Lines with their line breaks; one longer than `limit` comes in parts. */
function* linesOf(bytes, limit) {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    const next = Math.min(end < 0 ? bytes.length : end + 1, at + limit);
    yield bytes.subarray(at, next);
    at = next;
  }
}

function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : null;
  } catch (error) {
    return null;
  }
}
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

function isTime(text) {
  if (!isText(text) || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text)) return false;
  const time = new Date(`${text.slice(0, 23)}Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 23) === text.slice(0, 23) &&
    text.slice(0, 4) !== "0000";
}

const isUlid = (text) => isText(text) && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);

/* RFC 6962: leaves, nodes, inclusion and consistency. */
const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1);
const leafHash = (bytes) => hex(sha256(LEAF, bytes));
const nodeHash = (left, right) => hex(sha256(NODE, unhex(left), unhex(right)));
const half = (number) => Math.floor(number / 2);

function included(leaf, index, size, path, root) {
  if (!isCount(index) || index >= size) return false;
  let position = index, last = size - 1, value = leaf;
  for (const step of path) {
    if (last === 0) return false;
    if (position % 2 || position === last) {
      value = nodeHash(step, value);
      while (position % 2 === 0 && position) { position = half(position); last = half(last); }
    } else value = nodeHash(value, step);
    position = half(position);
    last = half(last);
  }
  return last === 0 && value === root;
}

function consistent(oldSize, oldRoot, size, root, path) {
  if (!isCount(oldSize) || oldSize > size) return false;
  if (oldSize === size) return oldRoot === root && !path.length;
  if (oldSize === 0) return !path.length;
  const steps = [...path];
  if (Number.isInteger(Math.log2(oldSize))) steps.unshift(oldRoot);
  if (!steps.length) return false;
  let position = oldSize - 1, last = size - 1;
  while (position % 2) { position = half(position); last = half(last); }
  let first = steps[0], second = steps[0];
  for (const step of steps.slice(1)) {
    if (last === 0) return false;
    if (position % 2 || position === last) {
      first = nodeHash(step, first);
      second = nodeHash(step, second);
      while (position % 2 === 0 && position) { position = half(position); last = half(last); }
    } else second = nodeHash(second, step);
    position = half(position);
    last = half(last);
  }
  return last === 0 && first === oldRoot && second === root;
}

/* A C2SP signed note with one signature taken apart, or null. */
function parseNote(note) {
  const at = note.lastIndexOf("\n\n");
  if (at < 0) return null;
  const parts = /^(\u2014) ([^ ]+) ([^ ]+)\n$/.exec(note.slice(at + 2));
  if (!parts || /[\s+]/.test(parts[2])) return null;
  const raw = fromBase64(parts[3]);
  if (!raw || raw.length !== 68) return null;
  return { text: note.slice(0, at + 1), name: parts[2], mark: hex(raw.subarray(0, 4)), signature: raw.subarray(4) };
}

async function noteSigned(note, key) {
  const mark = hex(sha256(utf8.encode(note.name), Uint8Array.of(10, 1), unhex(key)).subarray(0, 4));
  return mark === note.mark && ed25519(unhex(key), note.signature, utf8.encode(note.text));
}

function parseHead(note, form, name) {
  const parsed = isText(note) ? parseNote(note) : null;
  const found = parsed && form.exec(parsed.text);
  const root = found && fromBase64(found[found.length - 1]);
  if (!root || root.length !== 32 || !parsed.name.startsWith(name)) return null;
  return { parsed, found, root: hex(root), name: parsed.name, note };
}

/* The signed head of a vault's ledger. */
function vaultHead(note) {
  const head = parseHead(note, /^segel\.id\/brankas\/([^\n]*)\n(0|[1-9][0-9]{0,15})\n([^\n]+)\n$/, "segel.id/akun/");
  return head && { ...head, vault: head.found[1], size: Number(head.found[2]), who: head.name.slice(14) };
}

/* The signed head of an office's log. */
function logHead(note) {
  const form = /^segel\.id\/depot\/([a-z0-9-]{1,40})\/([1-9][0-9]{0,5})\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n$/;
  const head = isText(note) && note.length <= 1000 ? parseHead(note, form, "segel.id/depot/") : null;
  if (!head || head.name !== `segel.id/depot/${head.found[1]}`) return null;
  return { ...head, depot: head.found[1], size: Number(head.found[3]) };
}

const fingerprint = (key) => hex(sha256(unhex(key))).slice(0, 20).toUpperCase().match(/.{4}/g).join(" ");
