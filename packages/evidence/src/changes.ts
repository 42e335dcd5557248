/**
 * What changed between two versions of the data set, told by meaning and not by line: estimates that moved, certainty
 * that was judged anew, studies, claims and conflicts that came or went. A release keeps only what this needs.
 */
import type { Figure, FigureId } from "./figure.ts";
import { figureIndex } from "./figure-index.ts";
import { textWithValues } from "./figured-text.ts";
import type { JudgedGroup, JudgedOutcome } from "./grade.ts";
import type { ClaimVerdict, GradeLevel } from "./records.ts";
import type { DataSet, DataSetVersion } from "./tables.ts";
import { citation } from "./works.ts";

/** A figure as a release keeps it. */
export type ReleasedFigure = Pick<Figure, "value" | "unit" | "ciLow" | "ciHigh" | "nature" | "checked">;

export interface ReleasedCertainty {
  readonly group: JudgedGroup;
  readonly outcome: JudgedOutcome;
  /** Absent where several months were judged together. */
  readonly month?: number;
  readonly level: GradeLevel;
  readonly phrase: string;
}

export interface ReleasedClaim {
  readonly verdict: ClaimVerdict;
  readonly certainty: GradeLevel;
}

/** A version of the data set, by ids. */
export interface EvidenceRelease extends DataSetVersion {
  readonly format: 1;
  /** What each study is called. */
  readonly studies: Readonly<Record<string, string>>;
  readonly certainty: Readonly<Record<string, ReleasedCertainty>>;
  readonly claims: Readonly<Record<string, ReleasedClaim>>;
  /** What each conflict is about. */
  readonly conflicts: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<FigureId, ReleasedFigure>>;
}

/**
 * One change; what was is absent for what came, what is for what went.
 * "estimate" is a difference or a pooled effect; every other number is a "figure". A figure whose checking alone
 * changed is "checking".
 */
export type EvidenceChange =
  | Change<"study", string>
  | Change<"certainty", ReleasedCertainty>
  | Change<"claim", ReleasedClaim>
  | Change<"conflict", string>
  | Change<"estimate" | "figure" | "checking", ReleasedFigure>;

interface Change<Of extends string, Thing> {
  readonly of: Of;
  readonly id: string;
  readonly was?: Thing;
  readonly is?: Thing;
}

export function releaseOf(data: DataSet, { version, date }: DataSetVersion): EvidenceRelease {
  const named = <Row extends { readonly id: string }, Thing>(
    rows: readonly Row[],
    kept: (row: Row) => Thing,
  ): Readonly<Record<string, Thing>> => Object.fromEntries(rows.map((row) => [row.id, kept(row)]));
  const figures = figureIndex(data);
  return {
    format: 1,
    version,
    date,
    studies: named(data.studies, ({ work: of }) => {
      const { firstAuthor, year, title } = citation(data.works.find(({ id }) => id === of)!);
      return firstAuthor === undefined ? title : [firstAuthor, year].filter(Boolean).join(" ");
    }),
    certainty: named(data.judgements, ({ group, outcome, month, level, phrase }) => ({
      group,
      outcome,
      ...(month !== undefined && { month }),
      level,
      phrase,
    })),
    claims: named(data.claims, ({ verdict, certainty }) => ({ verdict, certainty })),
    conflicts: named(data.conflicts, ({ id, about }) => textWithValues(about, id, figures)),
    figures: named([...figures.values()], ({ value, ciLow, ciHigh, unit, nature, checked }) => ({
      value,
      ...(ciLow !== undefined && { ciLow }),
      ...(ciHigh !== undefined && { ciHigh }),
      unit,
      nature,
      checked,
    })),
  };
}

/** Every difference, what weighs most first. */
export function evidenceChanges(before: EvidenceRelease, after: EvidenceRelease): EvidenceChange[] {
  return [
    ...changes("certainty", before.certainty, after.certainty),
    ...changes("claim", before.claims, after.claims),
    ...comingsAndGoings("study", before.studies, after.studies),
    ...figureChanges(before, after),
    ...comingsAndGoings("conflict", before.conflicts, after.conflicts),
  ];
}

function changes<Of extends string, Thing>(
  of: Of,
  before: Readonly<Record<string, Thing>>,
  after: Readonly<Record<string, Thing>>,
): Change<Of, Thing>[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return ids.flatMap((id) => {
    const [was, is] = [before[id], after[id]];
    if (same(was, is)) return [];
    return [{ of, id, ...(was !== undefined && { was }), ...(is !== undefined && { is }) }];
  });
}

/** What a study or a conflict is called may be put better without anything having changed. */
const comingsAndGoings = <Of extends string>(
  of: Of,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
) => changes(of, before, after).filter(({ was, is }) => was === undefined || is === undefined);

function figureChanges(before: EvidenceRelease, after: EvidenceRelease): EvidenceChange[] {
  const kinds = ["estimate", "figure", "checking"] as const;
  return changes("figure", before.figures, after.figures)
    .map((change) => ({ ...change, of: kindOf(change) }))
    .sort((a, b) => kinds.indexOf(a.of) - kinds.indexOf(b.of));
}

function kindOf({ id, was, is }: Change<string, ReleasedFigure>): "estimate" | "figure" | "checking" {
  if (was && is && same({ ...was, checked: is.checked }, is)) return "checking";
  return /\/(?:difference|effect)$/.test(id) ? "estimate" : "figure";
}

/** Records are of few fields, whose order is not meant. */
function same(first: unknown, second: unknown): boolean {
  const sorted = (value: unknown) =>
    typeof value === "object" && value !== null
      ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
      : value;
  return JSON.stringify(sorted(first)) === JSON.stringify(sorted(second));
}

/** By number, so that 0.10.0 comes after 0.9.0. */
export function compareVersions(first: string, second: string): number {
  const [a, b] = [first, second].map((version) => version.split(".").map(Number));
  for (let place = 0; place < 3; place++) {
    const difference = (a![place] ?? 0) - (b![place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Released versions from their files, oldest first.
 * @throws Error that names the file of another shape.
 */
export function readReleases(files: Readonly<Record<string, unknown>>): EvidenceRelease[] {
  return Object.entries(files)
    .map(([name, content]) => {
      if (!isRelease(content))
        throw new Error(`${name} was expected to be a release of the evidence data set, format 1.`);
      return content;
    })
    .sort((a, b) => compareVersions(a.version, b.version));
}

function isRelease(content: unknown): content is EvidenceRelease {
  if (typeof content !== "object" || content === null) return false;
  const { format, version, date, ...parts } = content as Partial<EvidenceRelease>;
  const tables = ["studies", "certainty", "claims", "conflicts", "figures"] as const;
  return (
    format === 1 &&
    /^\d+\.\d+\.\d+$/.test(version ?? "") &&
    /^\d{4}-\d{2}-\d{2}$/.test(date ?? "") &&
    tables.every((table) => typeof parts[table] === "object" && parts[table] !== null)
  );
}
