/**
 * One criterion of an eligibility text as a careful reader would note it: where it stands, what it is about, the
 * limit and the time it names, and whether a child must or must not satisfy it. The statement is the line's own;
 * nothing is turned round for an exclusion.
 */
import type { LimitValue, Operator } from "./quantity.ts";
import type { TimeWindow } from "./time-window.ts";

export const annotatedKinds = [
  "age",
  "body-weight",
  "comorbidity",
  "condition",
  "device",
  "geography",
  "gmfcs",
  "lab-threshold",
  "language-consent",
  "medication",
  "motor-type",
  "other",
  "pregnancy",
  "prior-treatment",
  "sex",
] as const;
export type AnnotatedKind = (typeof annotatedKinds)[number];

export interface AnnotatedCriterion {
  /** Where the line stands, even if it was put there by mistake. */
  readonly section: "inclusion" | "exclusion";
  /** 0-based, over the lines that are not blank, headings counted. */
  readonly line: number;
  /** Exactly as in the eligibility text, escapes included. */
  readonly text: string;
  /** Where `text` stands in it: UTF-16 units, the end exclusive. */
  readonly span: readonly [from: number, to: number];
  readonly kind: AnnotatedKind;
  /** A label, not a vocabulary. */
  readonly concept: string;
  readonly op: Operator | null;
  readonly value: LimitValue | null;
  readonly unit: string | null;
  /** A list means any of them. */
  readonly window: TimeWindow | readonly TimeWindow[] | null;
  /** The wording itself negates the concept: no, not, cannot, other than, free of. */
  readonly negated: boolean;
  /** What a child must satisfy about the concept as positively worded. */
  readonly effect: "must" | "must-not" | "allowed";
  /** The line stands in one section and plainly means the other. */
  readonly misplaced: boolean;
  /** The words do not settle effect, limit or window. */
  readonly ambiguous?: true;
  /** The participants the line is about, in the words of the text. */
  readonly group?: string;
  /** The heading that decides what the line means ("at least one of"), or that it is tied to a neighbour by "or". */
  readonly under?: string;
  readonly tied?: true;
  /** Every concept of the field the words name, in their order. */
  readonly concepts: readonly string[];
}

/** What is asked of a child, without where it stands. */
export type Asked = Pick<
  AnnotatedCriterion,
  "kind" | "concept" | "concepts" | "op" | "value" | "unit" | "window" | "text" | "section" | "negated"
>;
