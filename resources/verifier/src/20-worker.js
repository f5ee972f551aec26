/* One file at a time is read in pieces and hashed away from the page; nothing is kept.  Where the
   browser can, one buffer is filled again and again, so that no piece waits for the collector of
   garbage.  A stream was seen to fall silent in the middle of a large file, so a file is read in
   spans, and one that does not go on is asked for again from where it stopped. */
function hasher() {
  const PIECE = 1048576, SPAN = 67108864, PATIENCE = 20000, TRIES = 3;
  const opened = (part) => {
    const stream = part.stream();
    let reader, buffer = null;
    try {
      reader = stream.getReader({ mode: "byob" });
      buffer = new ArrayBuffer(PIECE);
    } catch (error) {
      reader = stream.getReader();
    }
    return async () => {
      const { done, value } = await reader.read(...(buffer ? [new Uint8Array(buffer)] : []));
      if (buffer && value) buffer = value.buffer;
      return done ? null : value;
    };
  };
  const patient = (work) => new Promise((resolve, reject) => {
    const clock = setTimeout(() => reject(new Error("the browser does not give the file back")), PATIENCE);
    work.then(resolve, reject).finally(() => clearTimeout(clock));
  });
  self.onmessage = async ({ data: { id, file } }) => {
    const sum = new Sha256();
    let tries = 0, told = 0;
    try {
      while (sum.length < file.size) {
        const begun = sum.length;
        const next = opened(file.slice(begun, Math.min(begun + SPAN, file.size)));
        try {
          for (let piece = await patient(next()); piece; piece = await patient(next())) {
            sum.update(piece);
            if (sum.length - told > 4 * PIECE) {
              told = sum.length;
              self.postMessage({ id, at: told });
            }
          }
          if (sum.length === begun) throw new Error("the file ends early");
        } catch (error) {
          tries = sum.length > begun ? 1 : tries + 1;
          if (tries >= TRIES) throw error;
        }
      }
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
