/** The evidence as it is published for everybody: the same bytes for every family. */
import { createHash } from "node:crypto";
import { evidencePack } from "evidence";
import type { EvidencePack } from "../api/contract.ts";

/** A pack with its bytes, so that neither is made twice. */
export interface Published {
  readonly pack: EvidencePack;
  readonly json: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
}

let published: Published | undefined;

export function publishedEvidence(): Published {
  if (published === undefined) {
    const pack = evidencePack();
    const json = JSON.stringify(pack);
    published = { pack, json, hash: createHash("sha256").update(json).digest("hex") };
  }
  return published;
}
