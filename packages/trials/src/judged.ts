/** What came of holding one annotated criterion against a child. */
import type { AnnotatedCriterion } from "./annotation/annotated-criterion.ts";
import type { AskedFact } from "./child.ts";
import type { Verdict } from "./evaluate.ts";

export interface Judged {
  readonly criterion: AnnotatedCriterion;
  readonly verdict: Verdict;
  readonly fact: AskedFact;
  /** `yyyy-MM-dd`: where the criterion is not met and time alone mends that. */
  readonly opensOn?: string;
  /** Taken as given, or for the team to judge: consent, cooperation. */
  readonly given?: true;
}
