/** What a plot says, for whoever reads rather than sees it. */
import { demand } from "../arguments.ts";
import { plainScale, type ReadingScale } from "./axis.ts";

export interface TextTable {
  readonly head: readonly string[];
  /** As many cells each as the head has. */
  readonly rows: readonly (readonly string[])[];
}

/** What every plot of studies can be told about its words. */
export interface PlotWords {
  /** A name for each effect, in their order; "Study 1" and so on unless given. */
  readonly labels?: readonly string[];
  /** Writes a number of the table; two decimals unless given. */
  readonly format?: (value: number) => string;
  /** Joins the written ends of an interval; "low to high" unless given. */
  readonly range?: (low: string, high: string) => string;
  /** How effects are shown; as they are unless given. */
  readonly scale?: ReadingScale;
}

export function twoDecimals(value: number): string {
  // Adding 0 turns -0 into 0.
  return (Number(value.toFixed(2)) + 0).toFixed(2);
}

/** @throws RangeError when there is not one name for each of k effects. */
export function labelsOf({ labels }: PlotWords, k: number): readonly string[] {
  if (!labels) return Array.from({ length: k }, (_, i) => `Study ${i + 1}`);
  demand(labels.length === k, "labels", labels.length, `${k}, one for each effect`);
  return labels;
}

/** Writes effects as people read them. */
export function effectWriter({
  format = twoDecimals,
  scale = plainScale,
}: PlotWords): (yi: number) => string {
  return (yi) => format(scale.show(yi));
}

export function intervalWriter(words: PlotWords): (low: number, high: number) => string {
  // Not a dash, which a minus sign beside it would spoil.
  const { range = (low, high) => `${low} to ${high}` } = words;
  const write = effectWriter(words);
  return (low, high) => range(write(low), write(high));
}
