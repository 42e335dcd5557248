/** The concepts of the field that free words name: "both gastrocnemius", "hip reconstruction", "levetiracetam". */
import { tokensOf } from "../tokens.ts";
import { finder } from "./marked-line.ts";
import type { TermRole } from "./term.ts";

export interface NamedConcept {
  readonly role: TermRole;
  readonly concept: string;
}

/** The few words a family tells are asked about by every line of every trial. */
const known = new Map<string, readonly NamedConcept[]>();
const mostKnown = 500;

export function conceptsIn(words: string): readonly NamedConcept[] {
  let found = known.get(words);
  if (found === undefined) {
    found = finder
      .find(tokensOf(words.slice(0, 500)))
      .map(({ role, concept }) => ({ role, concept: concept.replaceAll(" ", "-") }));
    if (known.size === mostKnown) known.clear();
    known.set(words, found);
  }
  return found;
}
