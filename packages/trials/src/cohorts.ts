/**
 * Groups of participants of which a child need be in one only: "Arm A: 2 to 5 years, GMFCS I or II; Arm B: ...". A
 * child who fits one of them fits, and only who fits none does not.
 */
import type { AnnotatedCriterion } from "./annotation/annotated-criterion.ts";
import { cohortNamed } from "./cohort-names.ts";
import type { Judged } from "./judged.ts";

/** @param rows in the order of the text. @returns the group each is about, where it is about one. */
function cohortsOf(rows: readonly AnnotatedCriterion[]): (string | undefined)[] {
  const ofLines = new Map<number, string>();
  for (const { line, text } of rows) {
    const named = cohortNamed(text);
    if (named !== undefined && !ofLines.has(line)) ofLines.set(line, named);
  }
  return rows.map(({ line, under, group }) =>
    [ofLines.get(line), under && cohortNamed(under), group && cohortNamed(group)].find(
      (name) => name !== undefined,
    ),
  );
}

/**
 * @param judge what comes of lines that are read together.
 * @returns in the order of the rows.
 */
export function byCohort(
  rows: readonly Judged[],
  judge: (rows: readonly Judged[]) => readonly Judged[],
): readonly Judged[] {
  const cohorts = cohortsOf(rows.map(({ criterion }) => criterion));
  const ofCohort = (name: string | undefined) => rows.filter((_, at) => cohorts[at] === name);
  const all = [...new Set(cohorts.filter((name) => name !== undefined))];
  if (all.length === 0) return judge(rows);
  const names = all.filter((name) => !ofCohort(name).some(({ criterion }) => ofOthers.test(criterion.text)));
  const found = names.map((name) => ofCohort(name).map(free));
  const isOpen = (cohort: readonly Judged[]) => cohort.every(({ verdict }) => verdict !== "not-met");
  const isMet = (cohort: readonly Judged[]) => cohort.every(({ verdict }) => verdict === "met");
  const [fits, mayFit] = [found.some(isMet), found.some(isOpen)];
  // A group that is named alone has others beside it that nobody told of.
  const isLone = all.length === 1;
  const settled = found.flat().map((row) => (fits ? met(row) : mayFit || isLone ? opened(row) : row));
  return [...judge(ofCohort(undefined)), ...settled].sort(
    (a, b) => a.criterion.span[0] - b.criterion.span[0],
  );
}

/** People a child with cerebral palsy is not among. */
const ofOthers =
  /\b(?:healthy|typical(?:ly)?[ -]develop|neurotypical|controls?\b|volunteers?|siblings?|parents?|mothers?|caregivers?|without (?:cp|cerebral palsy)|no neurolog)/i;

/** What decides between groups is this file's; the heading over a line decides no more. */
const free = (row: Judged): Judged => {
  const { under, ...criterion } = row.criterion;
  return under !== undefined && cohortNamed(under) !== undefined ? { ...row, criterion } : row;
};
const met = (row: Judged): Judged => ({ ...row, verdict: "met" });
const opened = ({ opensOn: _, ...row }: Judged): Judged =>
  row.verdict === "not-met" ? { ...row, verdict: "unknown" } : row;
