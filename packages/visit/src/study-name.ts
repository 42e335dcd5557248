/** What a study is called in passing. */
import { citation, type DataSet, type Work } from "evidence";

/** Author and year of the study an outcome belongs to. */
export function studyLabel(outcome: string, { outcomes, studies, works }: DataSet): string {
  const study = studies.find(({ id }) => id === outcomes.find((row) => row.id === outcome)?.study);
  const work = works.find(({ id }) => id === study?.work);
  if (!work) throw new RangeError(`the outcome ${outcome} belongs to no known work`);
  return studyName(work);
}

/** What a work is called in passing: author and year as printed, or who published it. */
export function studyName(work: Work): string {
  const { firstAuthor, publisher, title, year } = citation(work);
  return [firstAuthor ?? publisher ?? title, year].filter((part) => part !== undefined).join(" ");
}
