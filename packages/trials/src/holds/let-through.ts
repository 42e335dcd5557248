/** Treatments that a line names only to let them through: "except tendon lengthening", "(injections into the arm are allowed)". */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { PastTreatment } from "../child.ts";
import type { Answer } from "../event-window.ts";
import { isLetThroughIn, sameSite, sitesOf } from "./site.ts";

export const everyLimb =
  (asked: Asked, sites: readonly string[]) =>
  ({ words }: PastTreatment): Answer =>
    unless(isLetThrough(asked, words), sameSite(sites, sitesOf(words)));

export const unless = (letThrough: Answer, fits: Answer): Answer =>
  letThrough === "yes" ? "no" : letThrough === "unknown" && fits === "yes" ? "unknown" : fits;

export const longWords = (words: string): string[] => words.toLowerCase().match(/[a-z]{5,}/g) ?? [];

/** Whether a treatment is one the line itself lets through, by its name or by where it was done. */
export function isLetThrough(asked: Asked, words: string): Answer {
  const allowed = isLetThroughIn(asked);
  if (allowed === undefined) return "no";
  const own = longWords(words);
  const sites = sitesOf(allowed);
  if (sites.length > 0 && sameSite(sites, sitesOf(words)) === "yes") return "yes";
  if (longWords(allowed).some((word) => !ofAnyOperation.test(word) && own.includes(word))) return "yes";
  return /\b(?:minor|small|simple|soft|routine)\b/i.test(allowed) ? "unknown" : "no";
}

/** Words that many operations have in common: a tendon is lengthened, moved or cut. */
const ofAnyOperation =
  /^(?:surg|operat|proced|orthop|injec|tendon|muscle|tissue|minor|major|small|simple|previous|prior|bilateral|within|months|years)/;
