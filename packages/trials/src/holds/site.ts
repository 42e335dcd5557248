/** The parts of the body that a line and a treatment name. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { Answer } from "../event-window.ts";
import { perLine } from "./held.ts";

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
const otherSites = new Set(["spine", "pelvis", "jaw", "neck"]);
/** What lies wholly in a part that a line may name. */
const within: Readonly<Record<string, ReadonlySet<string>>> = {
  arm: armSites,
  leg: legSites,
  elbow: new Set(["biceps"]),
  thigh: new Set(["hamstrings", "adductors"]),
};
/** What works on a part without lying in it: whether a line means it is not told. */
const beside: Readonly<Record<string, ReadonlySet<string>>> = {
  ankle: new Set(["calf", "foot"]),
  calf: new Set(["ankle", "foot"]),
  foot: new Set(["ankle", "calf"]),
  knee: new Set(["hamstrings", "thigh", "calf"]),
  hamstrings: new Set(["knee", "thigh"]),
  thigh: new Set(["hip", "knee"]),
  hip: new Set(["adductors", "thigh"]),
  adductors: new Set(["hip", "thigh"]),
  wrist: new Set(["hand"]),
  hand: new Set(["wrist"]),
};

/** Whether a treatment of these sites is one the criterion means; all sites are meant where it names none. */
export function sameSite(wanted: readonly string[], treated: readonly string[]): Answer {
  if (wanted.length === 0) return "yes";
  if (treated.length === 0) return "unknown";
  const has = (table: typeof within, a: string, b: string) => table[a]?.has(b) === true;
  const some = (fits: (site: string, had: string) => boolean) =>
    wanted.some((site) => treated.some((had) => fits(site, had)));
  if (some((site, had) => site === had || has(within, site, had))) return "yes";
  // "the legs were injected" leaves open whether the calf was.
  return some((site, had) => has(within, had, site) || has(beside, site, had)) ? "unknown" : "no";
}

/** Parts as plain words, for a term of the field may swallow them ("arm surgery" is one). */
const plainParts: readonly (readonly [string, RegExp])[] = [
  ["arm", /\b(?:arms?|upper (?:limb|extremit)\w*|forearms?)\b/i],
  ["leg", /\b(?:legs?|lower (?:limb|extremit)\w*)\b/i],
  ["elbow", /\belbows?\b/i],
  ["wrist", /\bwrists?\b/i],
  ["hand", /\bhands?\b/i],
  ["knee", /\bknees?\b/i],
  ["ankle", /\bankles?\b/i],
  ["foot", /\b(?:foot|feet)\b/i],
  ["hip", /\bhips?\b/i],
  ["spine", /\bspin(?:e|al)\b(?! cord)|scolio/i],
  ["hamstrings", /\bhamstrings?\b/i],
  ["adductors", /\badductors?\b/i],
  ["calf", /\b(?:achilles|calf|calves|gastrocnem\w*|soleus|heel ?cords?)\b/i],
  ["thigh", /\b(?:femur|femoral|psoas|rectus femoris|thighs?)\b/i],
  ["biceps", /\bbiceps|brachialis|pronators?\b/i],
];

/** "Wrist flexors" are named for what they bend and lie elsewhere; a line or a treatment that names the wrist means it. */
function withPlain(sites: readonly string[], words: string): string[] {
  if (sites.length > 0)
    return sites.includes("wrist") || !/\bwrists?\b/i.test(words) ? [...sites] : [...sites, "wrist"];
  return plainParts.flatMap(([site, pattern]) => (pattern.test(words) ? [site] : []));
}

export const sitesOf = (words: string): string[] =>
  withPlain(
    conceptsIn(words).flatMap(({ role, concept }) =>
      role === "site" || concept === "hip-surgery" ? [concept === "hip-surgery" ? "hip" : concept] : [],
    ),
    words,
  );
/** "(tendon lengthening allowed)", "except injections into the arm": what a line itself lets through. */
const letThrough =
  /\(([^()]{3,80}?) (?:(?:is|are|was|were) )?(?:allowed|permitted|excepted|accepted|acceptable|possible)\)|\b(?:except(?:ing)?|other than|apart from|not including|excluding)(?: for)? ([^.;()]{3,80})/i;
export const isLetThroughIn = perLine(({ text }): string | undefined => {
  const [, allowed, except] = letThrough.exec(text.slice(0, 1_000)) ?? [];
  return allowed ?? except;
});
export const withoutLetThrough = perLine(({ text }): string => text.slice(0, 2_000).replace(letThrough, " "));

export const wantedSites = perLine(sitesWanted);

function sitesWanted(asked: Asked): string[] {
  const named = asked.concepts.filter(
    (concept) => armSites.has(concept) || legSites.has(concept) || otherSites.has(concept),
  );
  const except = isLetThroughIn(asked);
  const rest = withoutLetThrough(asked);
  if (named.length === 0 || except === undefined) return withPlain(named, rest);
  const [onlyThere, here] = [sitesOf(except), sitesOf(rest)];
  return named.filter((site) => !onlyThere.includes(site) || here.includes(site));
}
