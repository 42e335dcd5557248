/**
 * A figure: one number with its unit, the work it belongs to, where it was read and how far it was checked.
 * No number about children, cells or effects exists in this package outside a figure.
 */
import type { WorkId } from "./works.ts";

/** From best to worst, so that a computed figure can take the worst of its inputs. */
export const checkedLevels = ["full text", "abstract", "secondary", "unverified"] as const;
/**
 * How far a figure was checked. "full text" means one table or page of the article itself, not all of it;
 * a registry record counts as "abstract".
 */
export type Checked = (typeof checkedLevels)[number];

/** "derived" was computed here from published figures; "illustrative" stands on choices of ours as well. */
export const figureNatures = ["published", "derived", "illustrative"] as const;
export type FigureNature = (typeof figureNatures)[number];

/** Where a figure was read. A closed list: each is a code that a catalogue can translate. */
export const readingPlaces = [
  "abstract on PubMed",
  "abstract at the publisher",
  "abstract in a repository",
  "copy of the abstract",
  "conference abstract",
  "table in the article",
  "text of the article",
  "additional file of the article",
  "registry record",
  "results section of the registry record",
  "copy of the registry record",
  "table in a later review",
  "introduction of a later article",
  "the journal's own blog",
  "news or summary page",
  "commercial page",
  "page of a public body",
  "page of the treating centre",
  "memory, not read",
  "computed here",
] as const;
export type ReadingPlace = (typeof readingPlaces)[number];

export const units = [
  "GMFM-66 points",
  "GMFM points, version not stated",
  "GMFM-88 percent",
  "GMFM raw points",
  "GMPM points",
  "PDMS-2 quotient points",
  "Modified Ashworth points",
  "PEDI points",
  "CFA points",
  "muscle strength points",
  "standardised mean difference",
  "intraclass correlation",
  "correlation",
  "p",
  "i2 percent",
  "tau2",
  "Q",
  "percent",
  "per 1,000 live births",
  "per 1,000 people",
  "fraction",
  "one in",
  "children",
  "stored units",
  "records",
  "studies",
  "trials",
  "infusions",
  "reactions",
  "events",
  "transplants",
  "physicians",
  "measurements",
  "recommendations",
  "centres",
  "HLA markers",
  "months",
  "weeks",
  "days",
  "hours",
  "minutes",
  "years",
  "cells",
  "cells/kg",
  "mg/kg",
  "mL",
  "kg",
  "US dollars",
] as const;
export type Unit = (typeof units)[number];

/** Where something was read, without a number: for statements. */
export interface Source {
  readonly work: WorkId;
  /** The later work it was read in, when not in its own. */
  readonly readThrough?: WorkId;
  readonly readIn: ReadingPlace;
  /** Only on a public, lasting host; see `publicHosts`. */
  readonly readAt?: string;
  readonly checked: Checked;
}

/** How a derived figure follows from others: a formula by name and its inputs by figure id. */
export interface Derivation {
  readonly formula: string;
  readonly inputs: readonly FigureId[];
}

export interface Figure extends Source {
  readonly value: number;
  readonly unit: Unit;
  /** How the true number stands to `value`, when only a bound was printed; equal when absent. */
  readonly relation?: "less than" | "more than";
  readonly ciLow?: number;
  readonly ciHigh?: number;
  /** Of the interval, between 0 and 1; 0.95 for a 95% interval. */
  readonly ciLevel?: number;
  /** How many the value is about; absent where it was not read, never guessed. */
  readonly n?: number;
  readonly nature: FigureNature;
  readonly derivation?: Derivation;
}

/** The record's id, a slash and the slot: `sun-2017-autologous.acb.gmfm-66.12m/change`. */
export type FigureId = string;

export interface CitedFigure extends Figure {
  readonly id: FigureId;
}

/** The worst of several: a sum is checked no better than its least checked part. */
export function leastChecked(levels: readonly Checked[]): Checked {
  return checkedLevels[Math.max(0, ...levels.map((level) => checkedLevels.indexOf(level)))]!;
}
