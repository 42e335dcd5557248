/**
 * How far readings agree with truth made by hand, as the guide inside the gold files says: rows are matched by record
 * and overlapping text; section and kind, the numeric statement, and the window are scored apart. A facet the truth
 * tells under "also" may be read as a row of its own and is neither right nor wrong.
 */
import type { AnnotatedCriterion } from "../src/annotation/annotated-criterion.ts";

export interface GoldWindow {
  readonly op?: string;
  readonly value?: number;
  readonly unit?: string;
  readonly ref: string;
}
export interface GoldFacet {
  readonly kind: string;
  readonly concept?: string;
  readonly value?: unknown;
  readonly window?: GoldWindow | readonly GoldWindow[] | null;
}
export interface GoldRow {
  readonly section: string;
  readonly line: number;
  readonly text: string;
  readonly kind: string;
  readonly concept: string;
  readonly op: string | null;
  readonly value: unknown;
  readonly unit: string | null;
  readonly window: GoldWindow | readonly GoldWindow[] | null;
  readonly negated: boolean;
  readonly effect: string;
  readonly ambiguous?: boolean;
  readonly also?: readonly GoldFacet[];
}
export interface GoldDocument {
  readonly nct: string;
  readonly textOrigin: string;
  readonly eligibilityCriteria: string;
  readonly criteria: readonly GoldRow[];
  /** Only some lines were looked at by hand: what is read on the others is neither right nor wrong. */
  readonly partial?: boolean;
}

export interface Tally {
  right: number;
  read: number;
  truth: number;
}
export const tally = (): Tally => ({ right: 0, read: 0, truth: 0 });
export function add(to: Tally, { right, read, truth }: Tally): void {
  to.right += right;
  to.read += read;
  to.truth += truth;
}
export function figures({ right, read, truth }: Tally) {
  const precision = read === 0 ? 1 : right / read;
  const recall = truth === 0 ? 1 : right / truth;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

export interface Pair {
  readonly truth: GoldRow;
  readonly read: AnnotatedCriterion | undefined;
}
export interface Matching {
  readonly pairs: readonly Pair[];
  /** Readings that belong to no row of the truth and to no facet of one. */
  readonly spare: readonly AnnotatedCriterion[];
}

/** Each row of the truth with the reading that fits it best: same kind first, then the most text in common. */
export function matched(document: GoldDocument, rows: readonly AnnotatedCriterion[]): Matching {
  const left = new Set(rows);
  const candidates = document.criteria
    .flatMap((truth, at) => rows.map((read) => ({ truth, at, read, shared: overlap(truth, read) })))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => Number(agrees(b)) - Number(agrees(a)) || b.shared - a.shared);
  const chosen = new Map<number, AnnotatedCriterion>();
  for (const { at, read } of candidates) {
    if (chosen.has(at) || !left.has(read)) continue;
    chosen.set(at, read);
    left.delete(read);
  }
  const pairs = document.criteria.map((truth, at) => ({ truth, read: chosen.get(at) }));
  const looked = new Set(document.criteria.map(({ line }) => line));
  const spare = [...left].filter(
    (read) =>
      (!document.partial || looked.has(read.line)) &&
      !document.criteria.some(
        (truth) => overlap(truth, read) > 0 && truth.also?.some(({ kind }) => kind === read.kind),
      ),
  );
  return { pairs, spare };
}

const agrees = ({ truth, read }: { readonly truth: GoldRow; readonly read: AnnotatedCriterion }): boolean =>
  truth.kind === read.kind && truth.section === read.section;

/** Letters two rows share, where they stand on one line and one holds the other or they overlap. */
function overlap(truth: GoldRow, read: AnnotatedCriterion): number {
  if (truth.line !== read.line) return 0;
  const a = truth.text;
  const b = read.text;
  if (a.includes(b)) return b.length;
  if (b.includes(a)) return a.length;
  for (let size = Math.min(a.length, b.length); size >= 6; size--) {
    if (a.endsWith(b.slice(0, size)) || b.endsWith(a.slice(0, size))) return size;
  }
  return 0;
}

export interface Scores {
  readonly kinds: Map<string, Tally>;
  readonly numeric: Tally;
  readonly windows: Tally;
  readonly effects: Tally;
  readonly wrong: string[];
}

export function scored(document: GoldDocument, rows: readonly AnnotatedCriterion[]): Scores {
  const { pairs, spare } = matched(document, rows);
  const scores: Scores = {
    kinds: new Map(),
    numeric: tally(),
    windows: tally(),
    effects: tally(),
    wrong: [],
  };
  const of = (kind: string) => scores.kinds.get(kind) ?? scores.kinds.set(kind, tally()).get(kind)!;
  const tell = (what: string) => scores.wrong.push(`${document.nct} ${what}`);
  for (const { truth, read } of pairs) {
    of(truth.kind).truth++;
    if (read === undefined) {
      tell(`${truth.kind} not read: ${truth.text}`);
      if (truth.op !== null && !truth.ambiguous) scores.numeric.truth++;
      if (truth.window !== null && !truth.ambiguous) scores.windows.truth++;
      continue;
    }
    of(read.kind).read++;
    if (agrees({ truth, read })) of(truth.kind).right++;
    else tell(`${truth.kind} read as ${read.section} ${read.kind} (${read.concept}): ${truth.text}`);
    if (truth.ambiguous) continue;
    const same = sameLimit(truth, read);
    if (truth.op !== null) scores.numeric.truth++;
    if (read.op !== null) scores.numeric.read++;
    if (truth.op !== null && same) scores.numeric.right++;
    if (!same) tell(`limit ${told(truth)} read as ${told(read)}: ${truth.text}`);
    const sameWindows = windowsOf(truth.window) === windowsOf(read.window);
    if (truth.window !== null) scores.windows.truth++;
    if (read.window !== null) scores.windows.read++;
    if (truth.window !== null && sameWindows) scores.windows.right++;
    if (!sameWindows)
      tell(`window ${windowsOf(truth.window)} read as ${windowsOf(read.window)}: ${truth.text}`);
    scores.effects.truth++;
    scores.effects.read++;
    if (truth.effect === read.effect) scores.effects.right++;
    else tell(`effect ${truth.effect} read as ${read.effect}: ${truth.text}`);
  }
  for (const read of spare) {
    of(read.kind).read++;
    if (read.op !== null) scores.numeric.read++;
    if (read.window !== null) scores.windows.read++;
    tell(`${read.kind} (${read.concept}) read where there is none: ${read.text}`);
  }
  return scores;
}

interface Limited {
  readonly op: string | null;
  readonly value: unknown;
  readonly unit: string | null;
}
const told = ({ op, value, unit }: Limited) =>
  op === null ? "none" : `${op} ${JSON.stringify(value)} ${unit ?? ""}`;

const inMonths: Readonly<Record<string, number>> = { year: 12, month: 1 };
const inDays: Readonly<Record<string, number>> = { week: 7, day: 1, hour: 1 / 24 };
const inGrams: Readonly<Record<string, number>> = { kg: 1000, g: 1, mg: 0.001 };

/** Equal numbers after changing units: 2 years are 24 months, 1.8 kg are 1800 g. */
function sameLimit(a: Limited, b: Limited): boolean {
  if (a.op === null || b.op === null) return a.op === b.op;
  return a.op === b.op && JSON.stringify(inOneUnit(a)) === JSON.stringify(inOneUnit(b));
}

function inOneUnit({ value, unit }: Limited): unknown {
  for (const [name, sizes] of Object.entries({ month: inMonths, day: inDays, g: inGrams })) {
    const size = sizes[unit ?? ""];
    if (size !== undefined) return [scale(value, size), name];
  }
  return [value, (unit ?? "").toLowerCase()];
}
function scale(value: unknown, size: number): unknown {
  if (typeof value === "number") return Number((value * size).toPrecision(10));
  return Array.isArray(value) ? value.map((one) => scale(one, size)) : value;
}

function windowsOf(window: GoldRow["window"]): string {
  if (window === null) return "none";
  const list: readonly GoldWindow[] = Array.isArray(window) ? window : [window as GoldWindow];
  return list
    .map(({ op, value, unit, ref }) => {
      if (op === undefined || value === undefined) return ref;
      const months = inMonths[unit ?? ""];
      const days = inDays[unit ?? ""];
      return `${op} ${months !== undefined ? `${value * months} month` : `${value * (days ?? 1)} day`} ${ref}`;
    })
    .sort()
    .join(" or ");
}
