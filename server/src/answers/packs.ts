/** What is published for everybody: trials with their criteria read, and evidence. The same bytes for every family. */
import { createHash } from "node:crypto";
import { evidencePack } from "evidence";
import type { Kysely } from "kysely";
import { type CompiledTrial, compileTrial, oncePerTrial, starterTrials, type Trial } from "trials";
import type { EvidencePack, TrialPack } from "../api/contract.ts";
import type { Database } from "../store/database.ts";
import { storeState } from "../store/loads.ts";
import { cerebralPalsyTrials } from "../store/trials.ts";
import { readStored } from "./stored-trial.ts";

/** A pack with its bytes, so that neither is made twice. */
export interface Published<Pack> {
  readonly pack: Pack;
  readonly json: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly hash: string;
}

export interface Packs {
  trials(): Promise<Published<TrialPack>>;
  evidence(): Published<EvidencePack>;
}

/** The packs of a store, made anew only when the store has changed. */
export function packsOf(db: Kysely<Database>): Packs {
  let made: { readonly state: string; readonly trials: Published<TrialPack> } | undefined;
  let evidence: Published<EvidencePack> | undefined;
  return {
    async trials() {
      const state = await storeState(db);
      if (made?.state !== state) made = { state, trials: published(trialPack(await storedTrials(db))) };
      return made.trials;
    },
    evidence() {
      evidence ??= published(evidencePack());
      return evidence;
    },
  };
}

/** Where there is no store: the trials that come with the program. */
export const starterPack = (): TrialPack => trialPack(starterTrials);

async function storedTrials(db: Kysely<Database>): Promise<Trial[]> {
  return oncePerTrial((await cerebralPalsyTrials(db)).map(readStored));
}

export function trialPack(trials: readonly Trial[]): TrialPack {
  // By code units, which is the order of numbers and the same on every machine.
  const inOrder = [...trials].sort((a, b) => (a.registryId < b.registryId ? -1 : 1));
  const compiled: CompiledTrial[] = inOrder.map(compileTrial);
  const days = trials.map(({ asOf }) => asOf).sort();
  const registry = trials.filter(({ origin }) => origin === "registry").length;
  return {
    format: 1,
    version: sha256(JSON.stringify(compiled)).slice(0, 12),
    ...(days.length > 0 && { asOf: { earliest: days[0]!, latest: days.at(-1)! } }),
    origins: { registry, restated: trials.length - registry },
    trials: compiled,
  };
}

function published<Pack>(pack: Pack): Published<Pack> {
  const json = JSON.stringify(pack);
  return { pack, json, hash: sha256(json) };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
