/** The parts of the body that a line and a treatment name. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { Answer } from "../event-window.ts";

export const armSites = new Set(["arm", "elbow", "wrist", "hand", "biceps"]);
export const legSites = new Set([
  "leg",
  "calf",
  "ankle",
  "foot",
  "knee",
  "hamstrings",
  "thigh",
  "adductors",
  "hip",
]);
const whole: Readonly<Record<string, ReadonlySet<string>>> = { arm: armSites, leg: legSites };

/** Whether a treatment of these sites is one the criterion means; all sites are meant where it names none. */
export function sameSite(wanted: readonly string[], treated: readonly string[]): Answer {
  if (wanted.length === 0) return "yes";
  if (treated.length === 0) return "unknown";
  const near = (a: string, b: string) => a === b || whole[a]?.has(b) === true;
  if (wanted.some((site) => treated.some((had) => near(site, had)))) return "yes";
  // "the legs were injected" leaves open whether the calf was.
  return wanted.some((site) => treated.some((had) => near(had, site))) ? "unknown" : "no";
}

export const sitesOf = (words: string): string[] =>
  conceptsIn(words).flatMap(({ role, concept }) =>
    role === "site" || concept === "hip-surgery" ? [concept === "hip-surgery" ? "hip" : concept] : [],
  );
export const wantedSites = (asked: Asked): string[] =>
  asked.concepts.filter((concept) => armSites.has(concept) || legSites.has(concept) || concept === "spine");
