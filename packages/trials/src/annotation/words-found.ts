/** The concepts of the field that free words name: "both gastrocnemius", "hip reconstruction", "levetiracetam". */
import { tokensOf } from "../tokens.ts";
import { finder } from "./marked-line.ts";
import type { TermRole } from "./term.ts";

export interface NamedConcept {
  readonly role: TermRole;
  readonly concept: string;
}

export function conceptsIn(words: string): NamedConcept[] {
  return finder
    .find(tokensOf(words.slice(0, 500)))
    .map(({ role, concept }) => ({ role, concept: concept.replaceAll(" ", "-") }));
}
