/**
 * The difference between two packs, by trial: small enough to send every day, and put together again into the very
 * pack it leads to, which whoever applies it can check by its hash.
 */
import { type CompactPack, isSame, packTrials, unpackTrials } from "./compact-pack.ts";
import type { CompiledTrial } from "./compile-trial.ts";

export interface PackDifference {
  readonly format: 2;
  /** Registry numbers that are in the pack no more. */
  readonly removed: readonly string[];
  /** Trials that are new or changed, whole. */
  readonly put: CompactPack;
}

export function packDifference(
  before: readonly CompiledTrial[],
  after: readonly CompiledTrial[],
): PackDifference {
  const old = byId(before);
  const now = byId(after);
  return {
    format: 2,
    removed: [...old.keys()].filter((id) => !now.has(id)).sort(),
    put: packTrials(after.filter((trial) => !isSame(old.get(trial.trial.registryId), trial))),
  };
}

/** @returns the pack that the difference leads to, if it began at these trials; its hash tells whether it did. */
export function applyDifference(
  before: readonly CompiledTrial[],
  { removed, put }: PackDifference,
): CompactPack {
  const now = byId(before);
  for (const id of removed) now.delete(id);
  for (const trial of unpackTrials(put)) now.set(trial.trial.registryId, trial);
  return packTrials([...now.values()]);
}

const byId = (trials: readonly CompiledTrial[]) =>
  new Map(trials.map((trial) => [trial.trial.registryId, trial]));
