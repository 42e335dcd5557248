/** What contrasts put together would mix, found from their records and not from what somebody says of them. */
import type { Mixture } from "./question.ts";
import type { Measure, Outcome } from "./records.ts";
import type { DataSet } from "./tables.ts";

/**
 * Scales whose points are the same points. An adjusted difference, or one of observed minus expected change, is in
 * points of its scale; a score of an unknown version is a scale of its own and never joins a known one.
 */
export function scaleOf(measure: Measure): string {
  return measure.startsWith("GMFM-66") ? "GMFM-66" : measure;
}

/** Scales of gross motor function that a question could be tempted to put together. */
export const isMotorScale = (measure: Measure): boolean => measure.startsWith("GMFM");

export const studyOf = ({ study }: Outcome, data: DataSet) => data.studies.find(({ id }) => id === study)!;

/** In the order of `mixtures`. */
export function mixturesOf(contrasts: readonly Outcome[], data: DataSet): Mixture[] {
  const studies = contrasts.map((contrast) => studyOf(contrast, data));
  const several = (values: readonly string[]) => new Set(values).size > 1;
  const found: readonly [Mixture, boolean][] = [
    ["routes", several(studies.flatMap(({ routes }) => routes))],
    ["donors", several(studies.flatMap(({ donors }) => donors))],
    ["adjusted and unadjusted", several(contrasts.map(({ measure }) => measure))],
    ["scale version not stated", contrasts.some(({ measure }) => measure === "GMFM, version not stated")],
    ["blinded and open", several(studies.map(({ design }) => design))],
    ["planned and made afterwards", several(contrasts.map(({ prespecified }) => prespecified))],
  ];
  return found.flatMap(([mixture, mixed]) => (mixed ? [mixture] : []));
}
