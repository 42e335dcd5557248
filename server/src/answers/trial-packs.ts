/**
 * Trials about cerebral palsy as a browser keeps them: one compact pack by its hash, a small index that names the newest
 * one, and differences that lead there from an older one. Packs stay in the store, so that a browser that was away for
 * weeks still gets a difference, and so that what changed can be told as news.
 */
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import {
  type CompactPack,
  type CompiledTrial,
  type CriterionChange,
  compareEligibility,
  type PackChange,
  packChanges,
  packDifference,
  packTrials,
  unpackTrials,
} from "trials";
import type { TrialSet } from "visit";
import { type PackIndex, packVersion } from "../api/contract.ts";
import { criteriaReader } from "../store/criteria.ts";
import type { Database } from "../store/database.ts";
import { storeState } from "../store/loads.ts";
import { forgetOlder, publications, publish, publishedContent, publishedFor } from "../store/published.ts";
import { compiledTrials } from "./stored-trial.ts";

const packKind = "trial-pack";
const newsKind = "trial-pack-news";
/** So many packs back a difference is offered; from before, the whole pack is not much more. */
const mostPrevious = 30;

export interface PackNews {
  readonly at: Date;
  /** Hash of the pack the changes lead to. */
  readonly hash: string;
  readonly changes: readonly TrialNews[];
}

export interface TrialNews extends PackChange {
  /** Of an eligibility text: what changed in it, as far as a reader of news takes in. */
  readonly criteria?: readonly CriterionChange[];
  /** Changes beyond these; the trial's page has them. */
  readonly moreCriteria?: number;
}

export interface TrialPacks {
  index(): Promise<PackIndex>;
  /** The pack's bytes, or undefined where there is none by that hash. */
  pack(hash: string): Promise<string | undefined>;
  /** What leads from one pack to another, or undefined where one of them is not kept. */
  difference(from: string, to: string): Promise<string | undefined>;
  /** The newest first. */
  news(): Promise<readonly PackNews[]>;
  /** Trials of the newest pack. */
  trials(): Promise<TrialSet>;
}

/**
 * Publishes the pack of the store's present state as this program reads it, if it was not yet: once in effect, whoever
 * calls it and how often.
 * @returns its hash.
 */
export async function publishTrialPack(db: Kysely<Database>, now: () => Date): Promise<string> {
  // Another reader may read the same records otherwise.
  const key = `${await storeState(db)} ${criteriaReader()}`;
  const known = await publishedFor(db, packKind, key);
  if (known !== undefined) return known;
  const trials = await compiledTrials(db);
  const content = JSON.stringify(packTrials(trials));
  const hash = sha256(content);
  const [before] = await publications(db, packKind, 1);
  const at = now();
  if (before !== undefined && before.hash !== hash) {
    const old = await publishedContent(db, before.hash);
    const changes = old === undefined ? [] : trialNews(unpacked(old), trials);
    const news = JSON.stringify({ hash, changes });
    await publish(db, {
      kind: newsKind,
      key: `${before.hash} ${hash} ${key}`,
      hash: sha256(news),
      content: news,
      at,
    });
  }
  await publish(db, { kind: packKind, key, hash, content, at });
  for (const kind of [packKind, newsKind]) await forgetOlder(db, kind, mostPrevious);
  return hash;
}

/** Of one trial, in the news. */
const mostCriteria = 12;

function trialNews(before: readonly CompiledTrial[], after: readonly CompiledTrial[]): TrialNews[] {
  const [old, now] = [before, after].map(
    (trials) => new Map(trials.map(({ trial }) => [trial.registryId, trial.eligibility])),
  );
  return packChanges(before, after).map((change) => {
    if (change.kind !== "eligibility") return change;
    const { registryId } = change;
    const { changes, more } = compareEligibility(old!.get(registryId)!, now!.get(registryId)!);
    return {
      ...change,
      criteria: changes.slice(0, mostCriteria),
      moreCriteria: more + Math.max(0, changes.length - mostCriteria),
    };
  });
}

/** Trials as their pack would have them, for whoever has a store but publishes nothing. */
export function trialSet(trials: readonly CompiledTrial[]): TrialSet {
  const content = JSON.stringify(packTrials(trials));
  return { version: packVersion(sha256(content)), trials: unpacked(content) };
}

export function trialPacksOf(db: Kysely<Database>, now: () => Date): TrialPacks {
  let newest: { readonly state: string; readonly hash: Promise<string> } | undefined;
  let newestSet: { readonly hash: string; readonly set: TrialSet } | undefined;
  const differences = new Map<string, string>();

  async function newestHash(): Promise<string> {
    const state = await storeState(db);
    if (newest?.state !== state) {
      const hash = publishTrialPack(db, now);
      newest = { state, hash };
      // A failure is not kept: the next who asks tries again.
      hash.catch(() => {
        newest = undefined;
      });
    }
    return newest.hash;
  }
  return {
    async index() {
      const hash = await newestHash();
      const previous = (await publications(db, packKind, mostPrevious)).filter((one) => one.hash !== hash);
      return { format: 2, hash, previous: previous.map((one) => one.hash) };
    },
    async pack(hash) {
      await newestHash();
      return publishedContent(db, hash);
    },
    async difference(from, to) {
      const key = `${from} ${to}`;
      const known = differences.get(key);
      if (known !== undefined) return known;
      const [before, after] = [await publishedContent(db, from), await publishedContent(db, to)];
      if (before === undefined || after === undefined) return undefined;
      const made = JSON.stringify(packDifference(unpacked(before), unpacked(after)));
      if (differences.size === mostPrevious) differences.clear();
      differences.set(key, made);
      return made;
    },
    async news() {
      await newestHash();
      const found = await publications(db, newsKind, mostPrevious);
      const contents = await Promise.all(found.map(({ hash }) => publishedContent(db, hash)));
      return found.flatMap(({ publishedAt }, at) => {
        const content = contents[at];
        return content === undefined ? [] : [{ at: publishedAt, ...JSON.parse(content) }];
      });
    },
    async trials() {
      const hash = await newestHash();
      if (newestSet?.hash !== hash) {
        const trials = unpacked((await publishedContent(db, hash))!);
        newestSet = { hash, set: { version: packVersion(hash), trials } };
      }
      return newestSet.set;
    },
  };
}

const unpacked = (content: string) => unpackTrials(JSON.parse(content) as CompactPack);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
