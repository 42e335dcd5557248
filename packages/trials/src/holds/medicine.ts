/** Lines about drugs. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TrialChild } from "../child.ts";
import { done } from "./done.ts";
import { asksOfHelp, ofBaclofen, takenAmong } from "./drugs.ts";
import { absent, anyOf, type Held, of, says } from "./held.ts";
import { howMany } from "./how-often.ts";
import { ofOneTreatment } from "./treatment.ts";

export function ofMedicine(asked: Asked, child: TrialChild, today: string): Held {
  // That a drug is taken does not say that it was changed.
  if (says(asked, /\b(?:chang\w+|adjust\w+|start\w*|initiat\w+|alter\w+|modif\w+|increas\w+)\b/i))
    return absent("medicines", child, asked);
  if (asksOfHelp(asked)) return absent("medicines", child, { ...asked, negated: false });
  const many = howMany(asked, child);
  if (many !== undefined) return many;
  const named = [...new Set([asked.concept, ...asked.concepts])];
  const found = named.flatMap((concept) => ofOneTreatment(concept, asked, child, today) ?? []);
  const taken = takenAmong(named, asked, child);
  if (taken !== undefined) found.push(of("medicines", taken));
  if (asked.concept === "muscle-relaxant") {
    found.push(ofBaclofen(asked, child));
    const injected = done("botulinumToxin", child.botulinumToxin, asked, today, () => "unknown");
    // Whether an injection is a medicine against spasticity is for the team to say.
    found.push(injected);
  }
  if (asked.concept === "antiseizure-drug" && taken === undefined) return of("medicines", "unknown");
  if (found.length === 0)
    return child.medicines === undefined ? of("medicines", "unknown") : absent("medicines", child, asked);
  const told = anyOf("medicines", found);
  if (told.answer === "yes" && says(asked, /\b(?:unless|except)\b.*\b(?:stable|unchanged|constant)\b/i))
    return of("medicines", "unknown");
  if (told.answer === "no" && child.medicines === undefined) return of("medicines", "unknown");
  // Who takes none has no dose that could be unstable; whether such a child is meant is for the team.
  if (
    told.answer === "no" &&
    asked.section === "inclusion" &&
    says(asked, /\b(?:stable|unchanged|constant)\b/i)
  )
    return of("medicines", "unknown");
  // "Other medicines on a stable dose" names none that could be missed.
  const isVague = /^(?:concomitant-medication|medication|treatment)$/.test(asked.concept);
  return told.answer === "no" && isVague && asked.section === "inclusion" && !asked.negated
    ? of("medicines", "unknown")
    : told;
}
