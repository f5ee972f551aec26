// SPDX-License-Identifier: GPL-3.0-or-later
//
// tus for the link bench: the reference server, and a sender that retries and gives silent sockets up.
//
//   node tus.mjs check | take FOLDER HOST PORT | send FOLDER URL
//
// The packages are found through NODE_PATH.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

const AT_ONCE = 4;
const SILENT_MS = 15000;
const load = createRequire(path.join(process.env.NODE_PATH ?? ".", "x"));
const [verb, folder, where, port] = process.argv.slice(2);

if (verb === "check") {
  load.resolve("tus-js-client");
  load.resolve("@tus/server");
  load.resolve("@tus/file-store");
} else if (verb === "take") {
  const { Server } = load("@tus/server");
  const { FileStore } = load("@tus/file-store");
  const server = new Server({ path: "/files", datastore: new FileStore({ directory: folder }) });
  server.listen({ host: where, port: Number(port) }, () => console.log("listening"));
} else {
  const tus = load("tus-js-client");
  const names = fs.readdirSync(folder).sort();
  // An agent's own timeout only tells; a silent socket has to be broken for a retry to begin.
  class Impatient extends http.Agent {
    createConnection(...words) {
      const socket = super.createConnection(...words);
      socket.setTimeout(SILENT_MS, () => socket.destroy(new Error("silent")));
      return socket;
    }
  }
  const agent = new Impatient({ keepAlive: true });
  const send = (name) =>
    new Promise((done, failed) => {
      const file = path.join(folder, name);
      const upload = new tus.Upload(fs.createReadStream(file), {
        endpoint: where,
        uploadSize: fs.statSync(file).size,
        chunkSize: 1024 * 1024,
        retryDelays: Array(200).fill(1000),
        httpStack: new tus.DefaultHttpStack({ agent }),
        onError: failed,
        onSuccess: done,
      });
      upload.start();
    });
  const worker = async () => {
    while (names.length) await send(names.shift());
  };
  Promise.all(Array.from({ length: AT_ONCE }, worker)).then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
