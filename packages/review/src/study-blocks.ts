/** An arm, an outcome, a harm of a study: what was seen, with everything that stands in its record. */
import { type Arm, derive, type Figure, type Harm, type Outcome } from "evidence";
import type { Statement } from "visit";
import type { Note, Row, StudyWords } from "./study-words.ts";

export interface Block {
  /** Id of the record, so that others can link to it. */
  readonly id: string;
  /** Words of the catalogue. */
  readonly heading: string;
  /** A name from the record, in English. */
  readonly name?: string;
  readonly statements: readonly Statement[];
  readonly rows: readonly Row[];
  readonly notes: readonly Note[];
}

export function armBlock(words: StudyWords, arm: Arm): Block {
  const { say } = words;
  const { counted, doseOf } = arm;
  return {
    id: arm.id,
    heading: say(`review.study.gets.${arm.gets}`),
    name: arm.name,
    statements: [],
    rows: [
      ...words.slotRows(arm),
      ...(doseOf ? [words.row("review.study.got.cells", say(`review.study.doseOf.${doseOf}`))] : []),
      ...(counted ? [words.row("review.study.got.counted", say(`review.study.counted.${counted}`))] : []),
    ],
    notes: words.notesOf(arm, [arm.note]),
  };
}

export function outcomeBlock(words: StudyWords, outcome: Outcome): Block {
  const { study, data, say, sayVisit } = words;
  const { id, kind, arm, comparator, month, measure, measureNote, subgroup, prespecified, direction } =
    outcome;
  const armName = (wanted: string | undefined) =>
    data.arms.find((candidate) => candidate.id === wanted && candidate.study === study.id)?.name;
  const when =
    month === undefined ? say("review.study.found.noMonth") : say("review.study.found.month", { month });
  const what = measure === "other" ? sayVisit("study.measure.other") : sayVisit("study.measure", { measure });
  const between = [armName(arm), armName(comparator)].filter((name) => name !== undefined);
  // No estimate of a difference without its interval; what each group did by itself is no such estimate.
  const withheld = outcome.figures.difference !== undefined && outcome.figures.difference.ciLow === undefined;
  const shown = withheld
    ? Object.fromEntries(Object.entries(outcome.figures).filter(([slot]) => slot !== "difference"))
    : outcome.figures;
  const grounds = Object.values<Figure>(outcome.figures);
  const source = outcome.source ?? grounds[0] ?? study.identity;
  return {
    id,
    heading: say("review.study.found.title", { what, when }),
    ...(between.length > 0 && { name: between.join(" / ") }),
    statements: [
      words.stated(say(`review.study.direction.${direction}`), [source]),
      words.stated(say(`review.study.prespecified.${prespecified}`), [source]),
      ...(kind === "arm" ? [words.stated(say("review.study.found.alone"), [])] : []),
      ...(withheld ? [words.stated(say("review.study.found.withheld"), [])] : []),
    ],
    rows: words.slotRows({ id, figures: shown }),
    notes: [
      ...(subgroup ? [words.noted(subgroup, id, undefined, "review.study.found.part")] : []),
      ...(outcome.statement ? [words.noted(outcome.statement, id, source, "review.study.found.told")] : []),
      ...words.notesOf(outcome, [measureNote, outcome.note]),
    ],
  };
}

export function harmBlock(words: StudyWords, harm: Harm): Block {
  const { say } = words;
  const { events, of, comparatorEvents } = harm.figures;
  const none = events?.value === 0 && of !== undefined && (comparatorEvents?.value ?? 0) === 0;
  const per = 1000;
  // Rounded up: a limit that is told too low is no limit.
  const upper = none ? Math.ceil((derive("upper limit when none were seen", [of]).value / 100) * per) : 0;
  return {
    id: harm.id,
    heading: say(`review.study.harm.${harm.kind}`),
    statements: [
      words.stated(say(`review.study.countedIn.${harm.countedIn}`), []),
      ...(none ? [words.stated(say("review.study.harms.zero", { upper, per, level: 0.95 }), [of])] : []),
    ],
    rows: words.slotRows(harm),
    notes: words.notesOf(harm, [harm.note]),
  };
}
