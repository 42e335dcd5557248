/** Two wordings of one line, cut where they part. */
import { diffWordsWithSpace } from "diff";

export interface WordRun {
  readonly text: string;
  readonly of: "both" | "before" | "after";
}

/** Beyond so many differences the lines are shown whole, one for the other. */
const mostDifferences = 100;

/** The runs of "both" and "before" together are the first text, those of "both" and "after" the second. */
export function wordRuns(before: string, after: string): WordRun[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: mostDifferences });
  if (parts === undefined)
    return [
      { text: before, of: "before" },
      { text: after, of: "after" },
    ];
  return parts.map(({ value, added, removed }) => ({
    text: value,
    of: added ? "after" : removed ? "before" : "both",
  }));
}
