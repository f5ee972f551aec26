/* Ed25519 (RFC 8032): the browser's own where it has it, else whole numbers. */
const P = (1n << 255n) - 19n;
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const modulo = (number, by = P) => ((number % by) + by) % by;

function power(base, exponent) {
  let result = 1n;
  for (let rest = exponent, square = modulo(base); rest; rest >>= 1n, square = (square * square) % P) {
    if (rest & 1n) result = (result * square) % P;
  }
  return result;
}

const CURVE = modulo(-121665n * power(121666n, P - 2n));
const ROOT = power(2n, (P - 1n) / 4n);
const fromLittle = (bytes) => BigInt("0x" + hex(Uint8Array.from(bytes).reverse()));

function unpackPoint(bytes) {
  const sign = bytes[31] >> 7;
  const y = fromLittle(bytes) & ((1n << 255n) - 1n);
  if (y >= P) return null;
  const u = modulo(y * y - 1n), v = modulo(CURVE * y * y + 1n);
  const square = modulo(u * power(v, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (modulo(x * x) !== square) x = modulo(x * ROOT);
  if (modulo(x * x) !== square || (x === 0n && sign)) return null;
  if (Number(x & 1n) !== sign) x = P - x;
  return [x, y, 1n, modulo(x * y)];
}

function addPoints([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2)), b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * CURVE * t1 * t2), d = modulo(2n * z1 * z2);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

function timesPoint(number, point) {
  let result = [0n, 1n, 1n, 0n];
  for (let rest = number, step = point; rest; rest >>= 1n, step = addPoints(step, step)) {
    if (rest & 1n) result = addPoints(result, step);
  }
  return result;
}

const BASE = unpackPoint(Uint8Array.from({ length: 32 }, (_, at) => (at ? 0x66 : 0x58)));

async function slowEd25519(key, signature, data) {
  const point = unpackPoint(key), nonce = unpackPoint(signature.subarray(0, 32));
  const scalar = fromLittle(signature.subarray(32));
  if (!point || !nonce || scalar >= ORDER) return false;
  const whole = new Uint8Array(64 + data.length);
  whole.set(signature.subarray(0, 32));
  whole.set(key, 32);
  whole.set(data, 64);
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-512", whole));
  const left = timesPoint(scalar, BASE);
  const right = addPoints(nonce, timesPoint(modulo(fromLittle(sum), ORDER), point));
  return modulo(left[0] * right[2] - right[0] * left[2]) === 0n &&
    modulo(left[1] * right[2] - right[1] * left[2]) === 0n;
}

let ownEd25519 = true;

async function ed25519(key, signature, data) {
  if (key.length !== 32 || signature.length !== 64) return false;
  if (ownEd25519) {
    try {
      const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "Ed25519" }, known, signature, data);
    } catch (error) {
      ownEd25519 = false;
    }
  }
  return slowEd25519(key, signature, data);
}
