/**
 * A search as it stands in an address or on a command line, read into what may be asked. Every parameter that cannot
 * be read is named with what was expected; words are never refused, whatever they hold.
 */
import { given as ifGiven } from "./json-fields.ts";
import type { TrialSearch } from "./trial-search.ts";

export const searchParameters = [
  "words",
  "condition",
  "intervention",
  "near",
  "km",
  "country",
  "ageYears",
  "ageMonths",
  "sex",
  "status",
  "phase",
  "type",
  "sort",
  "page",
  "pageSize",
] as const;
export type SearchParameter = (typeof searchParameters)[number];

const searchProblemCodes = [
  "unknown-parameter",
  "given-twice",
  "not-a-country",
  "not-a-place",
  "place-without-distance",
  "not-in-range",
  "not-one-of",
  "not-a-registry-word",
] as const;

/** `found` is what stood there, cut short; `expected` holds the numbers or words that would do. */
export interface SearchProblem {
  readonly parameter: string;
  readonly code: (typeof searchProblemCodes)[number];
  readonly found: string;
  readonly expected: readonly (string | number)[];
}

export type TrialSearchReading =
  | { readonly status: "read"; readonly search: TrialSearch }
  | { readonly status: "refused"; readonly problems: readonly SearchProblem[] };

/** "open": whatever may take somebody new, now or later. */
export const openStatuses = [
  "RECRUITING",
  "NOT_YET_RECRUITING",
  "ENROLLING_BY_INVITATION",
  "AVAILABLE",
] as const;

const several: readonly string[] = ["status", "phase", "type"];
/** More than anybody types; what is longer is cut, and the search says which words it left out. */
const longestText = 1_000;

/** @param parameters names and values in their order, as of a `URLSearchParams`. Blank values count as not given. */
export function readTrialSearch(parameters: Iterable<readonly [string, string]>): TrialSearchReading {
  const given = new Map<string, string[]>();
  for (const [name, value] of parameters)
    if (value.trim() !== "") given.set(name, [...(given.get(name) ?? []), value.trim()]);
  const problems: SearchProblem[] = [];
  const fault = (
    parameter: string,
    code: SearchProblem["code"],
    found: string,
    expected: SearchProblem["expected"] = [],
  ): undefined => {
    problems.push({ parameter, code, found: found.slice(0, 60), expected });
    return undefined;
  };

  for (const [name, values] of given) {
    if (!searchParameters.includes(name as SearchParameter))
      fault(name, "unknown-parameter", name, searchParameters);
    else if (values.length > 1 && !several.includes(name)) fault(name, "given-twice", values.join(", "));
  }
  const one = (name: SearchParameter) => given.get(name)?.[0];
  const text = (name: SearchParameter) => one(name)?.slice(0, longestText);
  const within = (name: SearchParameter, low: number, high: number, whole = true): number | undefined => {
    const found = one(name);
    if (found === undefined) return undefined;
    const value = Number(found);
    const right =
      /^\d+(?:\.\d+)?$/.test(found) && value >= low && value <= high && (!whole || Number.isInteger(value));
    return right ? value : fault(name, "not-in-range", found, [low, high]);
  };
  const choice = <Choice extends string>(
    name: SearchParameter,
    choices: readonly Choice[],
  ): Choice | undefined => {
    const found = one(name);
    if (found === undefined) return undefined;
    return choices.find((word) => word === found.toLowerCase()) ?? fault(name, "not-one-of", found, choices);
  };
  const registryWords = (name: SearchParameter): string[] =>
    (given.get(name) ?? []).flatMap((found) => {
      if (name === "status" && found.toLowerCase() === "open") return openStatuses;
      // Its enumerations are open: a word that is not known yet may be one of tomorrow's.
      return /^\w{1,40}$/.test(found)
        ? found.toUpperCase()
        : (fault(name, "not-a-registry-word", found) ?? []);
    });

  const country = one("country");
  const near = one("near");
  const kilometres = within("km", 1, 20_038);
  const place = near === undefined ? undefined : (placeOf(near) ?? fault("near", "not-a-place", near));
  if ((near === undefined) !== (one("km") === undefined))
    fault(near === undefined ? "near" : "km", "place-without-distance", near ?? one("km")!);
  if (country !== undefined && !/^[a-z]{2}$/i.test(country)) fault("country", "not-a-country", country);
  const years = within("ageYears", 0, 120);
  const months = within("ageMonths", 0, 1_440) ?? (years === undefined ? undefined : years * 12);
  const sex = choice("sex", ["female", "male"]);
  const sort = choice("sort", ["relevance", "newest"]) ?? "relevance";
  const page = within("page", 1, 1_000) ?? 1;
  const pageSize = within("pageSize", 1, 100) ?? 20;
  const [statuses, phases, studyTypes] = (["status", "phase", "type"] as const).map(registryWords);
  if (problems.length > 0) return { status: "refused", problems };
  return {
    status: "read",
    search: {
      ...ifGiven("words", text("words")),
      ...ifGiven("condition", text("condition")),
      ...ifGiven("intervention", text("intervention")),
      ...(place && kilometres !== undefined && { near: { ...place, kilometres } }),
      ...ifGiven("country", country?.toUpperCase()),
      ...ifGiven("ageMonths", months),
      ...ifGiven("sex", sex),
      ...(statuses!.length > 0 && { statuses: [...new Set(statuses)] }),
      ...(phases!.length > 0 && { phases: phases! }),
      ...(studyTypes!.length > 0 && { studyTypes: studyTypes! }),
      sort,
      page,
      pageSize,
    },
  };
}

function placeOf(text: string): { readonly latitude: number; readonly longitude: number } | undefined {
  const parts = /^(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text);
  if (parts === null) return undefined;
  const [latitude, longitude] = [Number(parts[1]), Number(parts[2])];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}
