/** A clause with those of its terms that may be what it is about, and a rule that says which of them is. */
import type { AnnotatedKind } from "./annotated-criterion.ts";
import { isLeading, type Reading, type Subject } from "./reading.ts";
import type { Term, TermRole } from "./term.ts";
import { firstTreatment } from "./treatment-subject.ts";

/** An answer, or undefined where the next rule is to be asked. */
export type SubjectRule = (named: Named) => Subject | undefined;

export class Named {
  readonly reading: Reading;
  readonly terms: readonly Term[];
  #treated: { readonly term: Term | undefined } | undefined;

  constructor(reading: Reading, terms: readonly Term[]) {
    this.reading = reading;
    this.terms = terms;
  }

  /** The first term of these roles. */
  of(...roles: readonly TermRole[]): Term | undefined {
    return this.terms.find(({ role }) => roles.includes(role));
  }

  /** The first term of a role, where it stands at the head of the clause. */
  leading(role: TermRole): Term | undefined {
    const term = this.of(role);
    return term !== undefined && isLeading(this.reading, term) ? term : undefined;
  }

  about(concept: string): Term | undefined {
    return this.terms.find((term) => term.concept === concept);
  }

  /** The operation, therapy, medicine or device that is meant, where one is named. */
  get treated(): Term | undefined {
    this.#treated ??= { term: firstTreatment(this.reading, this.terms) };
    return this.#treated.term;
  }

  /** The clause stands among the inclusions and denies nothing. */
  get asksFor(): boolean {
    return this.reading.section === "inclusion" && this.reading.negatedAt === undefined;
  }
}

export function subject(kind: AnnotatedKind, term: Term): Subject {
  return { kind, concept: term.concept, term };
}
