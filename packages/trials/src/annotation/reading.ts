/** One clause with all that is known of it, and what it can be found to be about. */
import type { AnnotatedKind } from "./annotated-criterion.ts";
import type { Clause } from "./clauses.ts";
import type { Mark, MarkedLine } from "./marked-line.ts";
import type { Term, TermRole } from "./term.ts";

export interface Subject {
  readonly kind: AnnotatedKind;
  readonly concept: string;
  /** The term that decided, where one did. */
  readonly term?: Term;
}

export interface Reading {
  readonly line: MarkedLine;
  readonly clause: Clause;
  readonly section: "inclusion" | "exclusion";
  /** The text is about palsy, so that dystonia is a form of it rather than another disease. */
  readonly aboutPalsy: () => boolean;
  /** Concepts of diseases that the inclusion lines are about. */
  readonly underStudy: ReadonlySet<string>;
  readonly terms: readonly Term[];
  readonly marks: readonly Mark[];
  /** The place of the word that negates the clause, where there is one. */
  readonly negatedAt: number | undefined;
  /** The negation is that of the part of the sentence before. */
  readonly carried: boolean;
  /** The clause stands in one section and plainly means the other. */
  readonly misplaced: boolean;
  /** Its words with a blank around each. */
  readonly said: string;
}

export function tokensOf({ line, clause }: Reading) {
  return line.tokens.slice(clause.first, clause.next);
}

export function wordAt({ line }: Reading, at: number): string {
  return line.tokens[at]?.text ?? "";
}

/** Roles that name a kind by themselves. */
export const strong: ReadonlySet<TermRole> = new Set<TermRole>([
  "abuse",
  "allergy",
  "consent",
  "device",
  "disease",
  "language",
  "medicine",
  "motor-type",
  "operation",
  "pregnancy",
  "therapy",
  "trial",
  "palsy",
]);

/** Among the first words of the clause, so that it says what is asked rather than why. */
export function isLeading(reading: Reading, term: Term): boolean {
  const { line, clause } = reading;
  return (
    line.tokens.slice(clause.first, term.first).every(({ text }) => leading.has(text)) ||
    term.first - clause.first <= 1
  );
}

const leading = new Set(
  "a an the patient patients participant participants subject subjects child children parent parents guardian guardians caregiver caregivers individual individuals infant infants adult adults who must be is are has have having not no being of any in to should does do with or and / ( ) , legal primary main their his her person people : * lack sufficient adequate at least one good known full current cognitive women men eligible will mental normal fluent intact anticipated expected limited poor impaired reduced insufficient spontaneous independent independently either both those that".split(
    " ",
  ),
);

export function slug(text: string): string {
  return text.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
}
