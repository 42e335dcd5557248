/** The embedded database while this process owns it. */
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Address, ListeningPlace } from "./address.ts";

export interface EngineOrder {
  readonly dataFolder: string;
  readonly listen: ListeningPlace;
}

export type EngineReport =
  | { readonly kind: "listening"; readonly address: Address }
  | { readonly kind: "broken"; readonly because: string }
  | { readonly kind: "closed" };

export interface Engine {
  readonly address: Address;
  /** Settles when the engine has ended, asked to or not. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database in `folder`, making it at the first start (some seconds), and listens for clients.
 * Only whoever holds the folder's lock may call this: PGlite itself lets two processes ruin one folder.
 * @throws Error when the database cannot be opened; its message is for a log, not for a person.
 */
export async function startEngine(folder: string, listen: ListeningPlace): Promise<Engine> {
  const dataFolder = join(folder, "pg");
  const complete = join(folder, "pg-is-complete");
  // A start that was killed while it made the database leaves a torso behind, in which nothing can be stored yet.
  if (!existsSync(complete)) await rm(dataFolder, { recursive: true, force: true });
  if ("path" in listen) await rm(listen.path, { force: true });

  const order: EngineOrder = { dataFolder, listen };
  const worker = new Worker(new URL("./engine.worker.ts", import.meta.url), { workerData: order });
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve())).then(async () => {
    // Before anybody is told, for the next owner will make it anew.
    if ("path" in listen) await rm(dirname(listen.path), { recursive: true, force: true });
  });
  const address = await new Promise<Address>((resolve, reject) => {
    worker.on("message", (message: EngineReport) => {
      if (message.kind === "listening") resolve(message.address);
      if (message.kind === "broken") reject(new Error(message.because));
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the database's thread ended before it was ready")));
  });
  await writeFile(complete, "");
  return {
    address,
    ended,
    async close() {
      worker.postMessage("close");
      await ended;
    },
  };
}
