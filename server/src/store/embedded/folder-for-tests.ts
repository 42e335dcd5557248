/** Folders with an empty embedded store: made once and then copied, since making one takes seconds. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openStore, type Store } from "../open.ts";

const folders: string[] = [];
const stores: Store[] = [];
// What is registered first ends last, so a file's own processes have ended before their folders go.
afterAll(async () => {
  for (const store of stores) await store.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}, 60_000);

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cordwise-store-"));
  folders.push(folder);
  return folder;
}

let template: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const folder = await newFolder();
  const store = await openStore({ kind: "embedded", folder });
  await store.close();
  return folder;
}

/** A new folder with a store in its newest form and nothing in it, removed after the last test of the file. */
export async function emptyStoreFolder(): Promise<string> {
  template ??= makeTemplate();
  const folder = await newFolder();
  await cp(await template, folder, { recursive: true });
  return folder;
}

/** An open store with nothing in it, closed after the last test of the file. */
export async function emptyStore(): Promise<Store> {
  const store = await openStore({ kind: "embedded", folder: await emptyStoreFolder() });
  stores.push(store);
  return store;
}
