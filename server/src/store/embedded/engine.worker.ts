/**
 * The embedded database's own thread: a query there blocks the thread it runs in for as long as it takes.
 * Started by engine.ts, which says in `workerData` where the data are and where to listen.
 */
import { createServer, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import type { EngineOrder, EngineReport } from "./engine.ts";
import { ClientMessages } from "./messages.ts";
import { type Client, Turns } from "./turns.ts";

const { dataFolder, listen } = workerData as EngineOrder;
const report = (message: EngineReport) => parentPort?.postMessage(message);

const database = await PGlite.create(dataFolder);
const turns = new Turns(database, (cause) => {
  report({ kind: "broken", because: String(cause) });
  process.exit(1);
});

const sockets = new Set<Socket>();
const server = createServer((socket) => {
  const messages = new ClientMessages();
  // Copied, because what PGlite hands out is a window on memory that it will use again.
  const client: Client = { answer: (data) => socket.write(Buffer.from(data)) };
  sockets.add(socket);
  socket.on("data", (bytes) => {
    for (const message of messages.add(bytes)) {
      if (message.kind === "exchange") turns.ask(client, message);
      else if (message.kind === "encryption-offer") socket.write("N");
      else socket.end();
    }
  });
  // A broken connection is followed by "close", which is where it is dealt with.
  socket.on("error", () => {});
  socket.on("close", () => {
    sockets.delete(socket);
    turns.leave(client);
  });
});

parentPort?.on("message", async () => {
  server.close();
  for (const socket of sockets) socket.destroy();
  await turns.settled();
  await database.close();
  report({ kind: "closed" });
  parentPort?.close();
});

server.once("error", (cause) => {
  report({ kind: "broken", because: String(cause) });
  process.exit(1);
});
server.listen(listen, () => {
  const bound = server.address();
  report({
    kind: "listening",
    address: typeof bound === "object" && bound ? { port: bound.port } : { path: String(bound) },
  });
});
