/* The folder as a BagIt bag: every file both ways, without trusting a name in it. */
const TAGS = ["bagit.txt", "bag-info.txt", "BACA-SAYA.txt", "UNTUK-AHLI.txt", "verifikasi.html"];
const MANIFESTS = ["manifest-sha256.txt", "manifest-sha512.txt"];
const TAG_MANIFESTS = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"];
const SIG = "tanda-tangan/tagmanifest.sig", PEM = "tanda-tangan/tagmanifest.pub.pem";
const P7S = "tanda-tangan/tagmanifest.p7s", TSR = "tanda-tangan/tagmanifest.tsr";
const SHORT = 16 * 1024 * 1024;
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const isSafe = (path) => path.split("/").every((part) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(part) && !part.endsWith(".") &&
  !DEVICES.test(part.split(".")[0].toLowerCase()));
const shownName = (path) => path.replace(/[\p{C}\u2028\u2029]/gu,
  (letter) => "\\u" + letter.codePointAt(0).toString(16).padStart(4, "0"));

class NotABundle extends Error {}
class OlderBundle extends Error {}
class NewerBundle extends Error {}

class Found {
  constructor(files) {
    this.files = files;
    this.flaws = [];
    this.sums = new Map();
    this.kept = new Map();
    this.unread = [];
    this.step = "bag";
  }

  say(flaw, place, detail) {
    this.flaws.push({ step: this.step, flaw, place: shownName(place), detail });
  }

  payload() {
    return [...this.files.keys()].filter((path) => path.startsWith("data/")).sort();
  }

  /* The bytes of a file of at most `limit`, else null. */
  async whole(path, limit = SHORT) {
    if (this.kept.has(path)) return this.kept.get(path);
    const file = this.files.get(path);
    if (!file || file.size > limit) return null;
    let bytes = null;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      bytes = null;
    }
    this.kept.set(path, bytes);
    return bytes;
  }
}

/* The bundle's own files out of what a person gave, and the folders around it, which are no part. */
function rootOf(given) {
  const paths = [...given.keys()];
  const marked = paths.filter((path) => /(^|\/)(bagit\.txt|manifest-sha(256|512)\.txt)$/.test(path))
    .map((path) => path.split("/").slice(0, -1)).sort((one, other) => one.length - other.length);
  if (!marked.length) throw new NotABundle();
  const root = marked[0].length ? `${marked[0].join("/")}/` : "";
  const rivals = new Set(marked.filter((parts) => parts.length === marked[0].length).map(String));
  if (rivals.size > 1) throw new NotABundle();
  const own = paths.filter((path) => path.startsWith(root));
  return [new Map(own.map((path) => [path.slice(root.length), given.get(path)])), root];
}

async function examineBag(found, emptyFolders, hashing) {
  const lowered = new Set();
  const folders = new Set();
  for (const path of found.files.keys()) {
    for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) folders.add(path.slice(0, at));
  }
  for (const path of [...found.files.keys(), ...folders, ...emptyFolders].sort()) {
    if (lowered.has(path.toLowerCase())) found.say("malformed", path, "SAME_NAME");
    lowered.add(path.toLowerCase());
    if (!isSafe(path)) found.say("malformed", path, "UNSAFE_NAME");
  }
  for (const path of emptyFolders) found.say("extra", path, "EMPTY_FOLDER");
  const info = lenient().decode((await found.whole("bag-info.txt")) || new Uint8Array()).split("\n");
  if (info.includes("Segel-Bundle-Format: segel.id/paket/v1")) throw new OlderBundle();
  await hashFiles(found, hashing);
  const payload = {}, tags = {};
  for (const algorithm of ["sha256", "sha512"]) {
    payload[algorithm] = await readManifest(found, `manifest-${algorithm}.txt`, algorithm, true);
    tags[algorithm] = await readManifest(found, `tagmanifest-${algorithm}.txt`, algorithm, false);
  }
  holdFiles(found, found.payload(), payload, "manifest");
  const others = [...found.files.keys()].filter((path) => !TAG_MANIFESTS.includes(path));
  const beside = others.filter((path) => path.startsWith("tanda-tangan/"));
  const tagFiles = others.filter((path) => !path.startsWith("data/") && !beside.includes(path));
  holdFiles(found, tagFiles, tags, "tagmanifest");
  for (const path of beside) if (![SIG, PEM, P7S, TSR].includes(path)) found.say("extra", path, "NO_TAG");
  for (const path of [SIG, PEM]) if (!beside.includes(path)) found.say("missing", path, "TAG_NOT_THERE");
  const listed = (path) => path in tags.sha256 || path in tags.sha512;
  for (const path of tagFiles) {
    if (listed(path) && ![...TAGS, ...MANIFESTS].includes(path)) found.say("extra", path, "NO_TAG");
  }
  for (const path of [...TAGS, ...MANIFESTS, ...TAG_MANIFESTS]) {
    if (!found.files.has(path) && !listed(path)) found.say("missing", path, "TAG_NOT_THERE");
  }
  const declared = await found.whole("bagit.txt");
  const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
  if (found.sums.has("bagit.txt") && (!declared || lenient().decode(declared) !== declaration)) {
    found.say("malformed", "bagit.txt", "DECLARATION");
  }
  if (found.files.has("bag-info.txt")) holdInfo(found, info);
  return info;
}

async function hashFiles(found, hashing) {
  const sums = await hashing.all(found.files);
  for (const [path, file] of found.files) {
    const sha256 = sums.get(path);
    if (!sha256) { found.say("unreadable", path, "UNREADABLE"); continue; }
    let sha512 = null;
    if (file.size <= SHORT) {
      sha512 = hex(new Uint8Array(await crypto.subtle.digest("SHA-512", await file.arrayBuffer())));
    } else found.unread.push(path);
    found.sums.set(path, { sha256, sha512, size: file.size });
  }
}

async function readManifest(found, name, algorithm, payload) {
  const listed = Object.create(null);
  const form = new RegExp(`^([0-9a-f]{${algorithm === "sha256" ? 64 : 128}})  ([^\\n]+)\\n$`);
  const bytes = (await found.whole(name, 256 * SHORT)) || new Uint8Array();
  let number = 0;
  for (const line of linesOf(bytes, 1024)) {
    const place = `${name}:${++number}`;
    const match = form.exec(lenient().decode(line));
    if (!match) { found.say("malformed", place, "BAD_LINE"); continue; }
    const path = match[2];
    if (!isSafe(path)) found.say("malformed", place, "UNSAFE_LINE");
    else if (path.startsWith("data/") !== payload || TAG_MANIFESTS.includes(path) || path.startsWith("tanda-tangan/")) {
      found.say("malformed", place, "LINE_FOREIGN");
    } else if (path in listed) found.say("malformed", place, "LISTED_TWICE");
    else listed[path] = match[1];
  }
  return listed;
}

function holdFiles(found, there, lists, prefix) {
  const files = new Set(there);
  const every = new Set([...files, ...Object.keys(lists.sha256), ...Object.keys(lists.sha512)]);
  for (const path of [...every].sort()) {
    const promised = ["sha256", "sha512"].filter((name) => path in lists[name]);
    if (!files.has(path)) found.say("missing", path, "NOT_THERE");
    else if (!promised.length) found.say("extra", path, path.startsWith("data/") ? "UNLISTED" : "UNLISTED_TAG");
    else if (found.sums.has(path)) {
      const sums = found.sums.get(path);
      const known = promised.filter((name) => sums[name] !== null);
      const wrong = known.filter((name) => sums[name] !== lists[name][path]);
      for (const name of ["sha256", "sha512"]) {
        if (!promised.includes(name)) found.say("missing", `${prefix}-${name}.txt:${path}`, "UNLISTED_IN_ONE");
      }
      if (wrong.length && wrong.length === known.length) found.say("mismatch", path, "OTHER_BYTES");
      else if (wrong.length) found.say("mismatch", `${prefix}-${wrong[0]}.txt:${path}`, "ONE_MANIFEST");
    }
  }
}

function holdInfo(found, lines) {
  const values = (name) => lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  const oxums = values("Payload-Oxum"), formats = values("Segel-Bundle-Format");
  const match = oxums.length === 1 && /^(0|[1-9]\d{0,18})\.(0|[1-9]\d{0,9})$/.exec(oxums[0]);
  const sizes = found.payload().map((path) => found.files.get(path).size);
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (!match) found.say("malformed", "bag-info.txt", "NO_OXUM");
  else if (match[1] !== String(size) || match[2] !== String(sizes.length)) {
    found.say("mismatch", "bag-info.txt", "OTHER_OXUM");
  }
  const version = formats.length === 1 && /^segel\.id\/paket\/v([1-9]\d{0,3})$/.exec(formats[0]);
  if (!version) found.say("malformed", "bag-info.txt", "NO_FORMAT");
  else if (Number(version[1]) > 2) {
    if (!found.flaws.some((flaw) => flaw.place === "bag-info.txt")) throw new NewerBundle();
    found.say("malformed", "bag-info.txt", "NO_FORMAT");
  }
}
