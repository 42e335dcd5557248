/**
 * What a treatment needs without saying so. An infusion of a child's own cord blood needs a stored unit of
 * it, whether or not the criteria mention one; cord blood of an unrelated donor needs nothing of the family.
 */
import type { Criterion } from "./criterion.ts";
import type { Trial } from "./record.ts";

export interface ImpliedNeed {
  readonly criterion: Criterion;
  /** The words of the record it follows from. */
  readonly text: string;
  readonly from: "intervention" | "title";
}

const cordBlood = /\bcord[ -]blood\b|\bUCB\b/i;
const ownBlood = /\bautologous\b|\bown\b/i;
const siblingBlood = /\bsiblings?\b/i;
const donorBlood = /\ballogen(?:e)?ic\b|\bunrelated\b|\bdonors?\b|\bHLA[ -]?matched\b|\bthird[ -]party\b/i;
const instead = /\b(?:placebo|sham|no|without)\b/i;

/** At most one need: the cord blood the trial gives, from wherever it may come. */
export function impliedNeeds({
  interventions,
  title,
}: Pick<Trial, "interventions" | "title">): ImpliedNeed[] {
  const given = interventions
    .map(({ name, otherNames }) => [name, ...otherNames].join("; "))
    .filter((words) => cordBlood.test(words) && !instead.test(words));
  const told = given.filter((words) => sourcesOf(words) !== undefined);
  if (told.length > 0) {
    const sources = told.map((words) => sourcesOf(words)!);
    return need(sources, told.join("; "), "intervention");
  }
  // An intervention may be called "cord blood" with whose it is only in the title.
  const fromTitle = cordBlood.test(title) ? sourcesOf(title) : undefined;
  return given.length > 0 && fromTitle !== undefined ? need([fromTitle], title, "title") : [];
}

interface Sources {
  readonly own: boolean;
  readonly sibling: boolean;
  readonly donor: boolean;
}

function sourcesOf(words: string): Sources | undefined {
  const sibling = siblingBlood.test(words);
  const own = ownBlood.test(words);
  // "allogeneic sibling cord blood" comes from the family; "sibling or unrelated donor" need not.
  const donor = /\bunrelated\b/i.test(words) || (!sibling && donorBlood.test(words));
  return own || sibling || donor ? { own, sibling, donor } : undefined;
}

function need(sources: readonly Sources[], text: string, from: ImpliedNeed["from"]): ImpliedNeed[] {
  // Where a donor's blood is given too, in another arm or instead, a family needs no unit of its own.
  if (sources.some(({ donor }) => donor)) return [];
  const own: Criterion = { kind: "cord-blood", unit: "own", wanted: "stored" };
  const sibling: Criterion = { kind: "cord-blood", unit: "sibling", wanted: "stored" };
  const of = [
    ...(sources.some((source) => source.own) ? [own] : []),
    ...(sources.some((source) => source.sibling) ? [sibling] : []),
  ];
  return [{ criterion: of.length === 1 ? of[0]! : { kind: "any", of }, text, from }];
}
