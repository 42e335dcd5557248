/** Folders with an empty embedded store: made once and then copied, since making one takes seconds. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openStore } from "../open.ts";

let template: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cordwise-template-"));
  const store = await openStore({ kind: "embedded", folder });
  await store.close();
  return folder;
}

afterAll(async () => {
  if (template) await rm(await template, { recursive: true, force: true });
});

/** A new folder with a store in its newest form and nothing in it. Whoever asks for it removes it. */
export async function emptyStoreFolder(): Promise<string> {
  template ??= makeTemplate();
  const folder = await mkdtemp(join(tmpdir(), "cordwise-store-"));
  await cp(await template, folder, { recursive: true });
  return folder;
}
