/**
 * The trials, kept on this device: fetched once, then brought up to date by differences. Every pack has the hash of its
 * bytes for a name, so what was put together here is checked against the name it should have; where it differs, the
 * whole pack is fetched. Without a connection, what is kept is used. Nothing about a child is in any request.
 */
import { openDB } from "idb";
import { differencePath, type PackIndex, packPath, paths } from "server/contract";
import {
  applyDifference,
  type CompactPack,
  type CompiledTrial,
  type PackDifference,
  unpackTrials,
} from "trials";

interface Kept {
  readonly hash: string;
  readonly json: string;
}

export interface CurrentPack {
  readonly hash: string;
  readonly trials: readonly CompiledTrial[];
  /** False where the site could not be asked, so that these may not be the newest. */
  readonly isNewest: boolean;
}

const database = () => openDB("cordwise-trials", 1, { upgrade: (db) => void db.createObjectStore("kept") });

async function keptPack(): Promise<Kept | undefined> {
  try {
    return await (await database()).get("kept", "pack");
  } catch {
    return undefined; // a browser that keeps nothing fetches each time
  }
}

async function keep(pack: Kept): Promise<Kept> {
  try {
    await (await database()).put("kept", pack, "pack");
  } catch {
    // As above: it works all the same, only not without a connection.
  }
  return pack;
}

/** @throws Error when there is no connection and nothing is kept. */
export async function currentPack(): Promise<CurrentPack> {
  const kept = await keptPack();
  let index: PackIndex;
  try {
    index = await fetched<PackIndex>(paths.packIndex, "no-cache");
  } catch (error) {
    if (kept === undefined) throw error;
    return unpacked(kept, false);
  }
  if (kept?.hash === index.hash) return unpacked(kept, true);
  const updated = kept && index.previous.includes(kept.hash) ? await difference(kept, index.hash) : undefined;
  return unpacked(await keep(updated ?? (await whole(index.hash))), true);
}

const unpacked = ({ hash, json }: Kept, isNewest: boolean): CurrentPack => ({
  hash,
  trials: unpackTrials(JSON.parse(json) as CompactPack),
  isNewest,
});

async function difference(kept: Kept, to: string): Promise<Kept | undefined> {
  try {
    const change = await fetched<PackDifference>(differencePath(kept.hash, to));
    const json = JSON.stringify(applyDifference(unpackTrials(JSON.parse(kept.json)), change));
    return (await sha256(json)) === to ? { hash: to, json } : undefined;
  } catch {
    return undefined;
  }
}

async function whole(hash: string): Promise<Kept> {
  for (const cache of ["default", "reload"] as const) {
    const answer = await fetch(packPath(hash), { cache });
    if (!answer.ok) continue;
    const json = await answer.text();
    const found = await sha256(json);
    if (found === undefined || found === hash) return { hash, json };
  }
  throw new Error(`${packPath(hash)} could not be had whole`);
}

async function fetched<Answer>(path: string, cache: RequestCache = "default"): Promise<Answer> {
  const answer = await fetch(path, { cache });
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
  return answer.json();
}

/** Undefined where the browser does not offer hashing: it does so on secure addresses only. */
async function sha256(text: string): Promise<string | undefined> {
  if (globalThis.crypto?.subtle === undefined) return undefined;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
