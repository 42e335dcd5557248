/** Sight and hearing. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TrialChild } from "../child.ts";
import { type Held, of, says } from "./held.ts";

const hinders = /\b(?:interfer|prevent|preclud|hinder|limit|imped|disturb|affect)\w*/i;

const unlessMended =
  /\b(?:unless|except|if not|that (?:is|are|was|were) not|not|cannot be|un)[ -]?(?:\w+ ){0,3}(?:corrected|correctable|compensated|aided|normal)|\bdespite (?:correction|glasses|hearing aids?|aids?)|\b(?:with|after) (?:best )?correct/i;

export function ofSense(fact: "vision" | "hearing", has: TrialChild["vision"], asked: Asked): Held {
  if (has === undefined) return of(fact, "unknown");
  if (has === "normal") return of(fact, "no");
  if (has === "corrected" && says(asked, unlessMended)) return of(fact, "no");
  // Glaucoma is a disease of the eye, whatever the eye sees.
  const isOfEye = fact === "vision" && !says(asked, /\b(?:visual(?! field)|vision|sight|see|blind)/i);
  if (isOfEye && has === "impaired") return of(fact, "unknown");
  if (isOfEye && !says(asked, /myop|refract|astigm|squint|strabism|amblyop/i)) return of(fact, "no");
  if (has === "impaired" && says(asked, hinders)) return of(fact, "unknown");
  if (has === "corrected" && fact === "hearing" && says(asked, /hearing aid/i))
    return of(fact, says(asked, /\b(?:without|no|despite) (?:\w+ )?hearing aid/i) ? "no" : "yes");
  if (
    has === "corrected" &&
    fact === "vision" &&
    says(asked, /myopi|refracti|glasses|astigmat|squint|strabism/i)
  )
    return of(fact, "unknown");
  if (has === "corrected")
    return of(
      fact,
      says(asked, /correct|marked|severe|legal|blind|poor|significant|interfere|limit|affect/i)
        ? "no"
        : "unknown",
    );
  return of(fact, says(asked, /legal|blind/i) ? "unknown" : "yes");
}
