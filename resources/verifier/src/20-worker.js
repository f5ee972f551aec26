/* One file at a time is read in pieces and hashed away from the page; nothing is kept. */
function hasher() {
  const PIECE = 1048576;
  /* Where the browser can, one buffer is filled again and again, so that no piece waits for the
     collector of garbage however large the file is. */
  const opened = (file) => {
    const stream = file.stream();
    try {
      const reader = stream.getReader({ mode: "byob" });
      let buffer = new ArrayBuffer(PIECE);
      return async () => {
        const { done, value } = await reader.read(new Uint8Array(buffer));
        if (value) buffer = value.buffer;
        return done ? null : value;
      };
    } catch (error) {
      const reader = stream.getReader();
      return async () => {
        const { done, value } = await reader.read();
        return done ? null : value;
      };
    }
  };
  self.onmessage = async ({ data: { id, file } }) => {
    const sum = new Sha256();
    let told = 0;
    try {
      const next = opened(file);
      for (let piece = await next(); piece; piece = await next()) {
        sum.update(piece);
        if (sum.length - told > 4 * PIECE) {
          told = sum.length;
          self.postMessage({ id, at: told });
        }
      }
      if (sum.length !== file.size) throw new Error("the file changed while it was read");
      self.postMessage({ id, at: sum.length, sha256: hex(sum.finish()) });
    } catch (error) {
      self.postMessage({ id, at: told, failed: String(error) });
    }
  };
}

class Hashing {
  /* Hashes files in several workers; `report(bytes)` is told how far all of them are. */
  constructor(report) {
    const text = [
      "const SHA256_ROUNDS = new Int32Array([" + SHA256_ROUNDS.join(",") + "]);",
      Sha256.toString(),
      "const hex = " + hex.toString() + ";",
      "(" + hasher.toString() + ")();",
    ].join("\n");
    this.report = report;
    this.address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    this.workers = [];
    this.stopped = false;
  }

  async all(files) {
    const sums = new Map(), at = new Map();
    const waiting = [...files].sort((one, other) => one[1].size - other[1].size);
    const hands = Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1), waiting.length);
    const tell = (path, done) => {
      at.set(path, done);
      let whole = 0;
      for (const part of at.values()) whole += part;
      this.report(whole, path);
    };
    await Promise.all(Array.from({ length: hands }, () => this.hand(waiting, sums, tell)));
    this.close();
    if (this.stopped) throw new Stopped();
    return sums;
  }

  hand(waiting, sums, tell) {
    const worker = new Worker(this.address);
    this.workers.push(worker);
    return new Promise((resolve, reject) => {
      let path = "";
      const next = () => {
        if (this.stopped || !waiting.length) return resolve();
        const [name, file] = waiting.pop();
        path = name;
        return worker.postMessage({ id: name, file });
      };
      worker.onmessage = ({ data }) => {
        tell(data.id, data.at);
        if (data.sha256 || data.failed) {
          sums.set(data.id, data.sha256 || null);
          next();
        }
      };
      worker.onerror = (event) => reject(new Error(`${path}: ${event.message}`));
      this.release = [...(this.release || []), resolve];
      next();
    });
  }

  stop() {
    this.stopped = true;
    this.close();
    for (const resolve of this.release || []) resolve();
  }

  close() {
    for (const worker of this.workers) worker.terminate();
    URL.revokeObjectURL(this.address);
  }
}

class Stopped extends Error {}
