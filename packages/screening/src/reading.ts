/**
 * A finished review read again in the order of the ranker, to measure what it saves.
 * Protocol: Ferdinands et al. (2023), Syst Rev 12:100. WSS@95: Cohen et al. (2006), J Am Med Inform Assoc 13:206-219.
 */
import { rankerOf } from "./ranker.ts";
import type { Readable } from "./term-matrix.ts";

/** A record with what the reviewers decided. */
export interface Labelled extends Readable {
  readonly included: boolean;
}

export interface Reading {
  /** Without the two to start from. */
  readonly records: number;
  /** How many had been read when 95 % of the included ones had been. */
  readonly read: number;
  /** Work saved over reading in random order, in percent. */
  readonly wss95: number;
}

/** The model is trained anew after each record at first, and later whenever this share more has been read. */
const growth = 0.03;

/**
 * @param random from 0 to below 1; draws the one included and the one excluded record to start from.
 * @returns undefined where there are not enough of either to measure anything.
 */
export function readInOrder(records: readonly Labelled[], random: () => number): Reading | undefined {
  const rows = [...records.keys()];
  const drawn = (of: readonly number[]) => of[Math.floor(random() * of.length)];
  const relevant = rows.filter((row) => records[row]!.included);
  const firstIncluded = drawn(relevant);
  const firstExcluded = drawn(rows.filter((row) => !records[row]!.included));
  if (firstIncluded === undefined || firstExcluded === undefined || relevant.length < 2) return undefined;
  const rank = rankerOf(records);
  const included = [firstIncluded];
  const excluded = [firstExcluded];
  const unread = new Set(rows);
  unread.delete(firstIncluded);
  unread.delete(firstExcluded);
  const all = unread.size;
  // 95 of 100 are 95, whatever the rounding of 0.95.
  const wanted = Math.ceil(((relevant.length - 1) * 95) / 100);
  let found = 0;
  for (let read = 0; ; ) {
    const scores = rank({ included, excluded });
    const next = [...unread].sort((a, b) => scores[b]! - scores[a]! || a - b);
    for (const row of next.slice(0, Math.max(1, Math.floor(read * growth)))) {
      unread.delete(row);
      read++;
      if (!records[row]!.included) {
        excluded.push(row);
        continue;
      }
      included.push(row);
      found++;
      if (found === wanted) return { records: all, read, wss95: ((all - read) / all - 0.05) * 100 };
    }
  }
}
