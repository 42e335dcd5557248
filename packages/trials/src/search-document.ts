/**
 * What the search has to know of a registry record. Total: a record of another shape gives an emptier document, never
 * an error.
 */
import { fromAge, toAge } from "./age-bound.ts";
import type { AgeLimit } from "./age-limit.ts";
import { countryCode } from "./country-names.ts";
import { given, isObject, type JsonObject, object, objects, own, text, texts } from "./json-fields.ts";
import { readPartialDate } from "./partial-date.ts";
import { readRecord } from "./read-record.ts";
import { nameTokens } from "./search-names.ts";
import { foldedWords } from "./search-words.ts";
import type { TrialCard, TrialSite } from "./trial-search.ts";

export interface SearchDocument {
  readonly card: TrialCard;
  readonly sites: readonly TrialSite[];
  /** Folded words by where they stand, most telling first. */
  readonly words: {
    readonly titles: string;
    /** Keywords included. */
    readonly conditions: string;
    readonly interventions: string;
    /** Numbers and sponsors. */
    readonly names: string;
    readonly summary: string;
    /** Description, arms, outcomes and eligibility. */
    readonly rest: string;
  };
}

/** As much of a text as is searched: more than any honest record has, and less than an index refuses. */
const longestText = 120_000;
const longestLead = 700;

/** @param json a ClinicalTrials.gov API v2 record. @param registryId shown where there is no title. */
export function searchDocument(json: unknown, registryId: string): SearchDocument {
  const record = isObject(json) ? json : {};
  const protocol = object(record, "protocolSection");
  const identification = object(protocol, "identificationModule");
  const conditionsModule = object(protocol, "conditionsModule");
  const arms = object(protocol, "armsInterventionsModule");
  const outcomes = object(protocol, "outcomesModule");
  const description = object(protocol, "descriptionModule");
  const sponsors = object(protocol, "sponsorCollaboratorsModule");
  const reading = readRecord(json, { origin: "registry", asOf: "2000" });
  const trial = reading.status === "read" ? reading.trial : undefined;
  const summary = text(description, "briefSummary");
  const sites = objects(object(protocol, "contactsLocationsModule"), "locations").map(site);
  const titles = [text(identification, "briefTitle") ?? trial?.title, text(identification, "officialTitle")];
  const keywords = texts(conditionsModule, "keywords");
  // Records of other registries have no modules; what can be read of them stands in the trial.
  const eligibility = own(object(protocol, "eligibilityModule"), "eligibilityCriteria") ?? trial?.eligibility;
  return {
    card: {
      title: short(trial?.title ?? titles[0] ?? titles[1] ?? registryId, 500),
      ...given("status", trial?.status),
      ...given("studyType", trial?.studyType),
      phases: trial?.phases ?? [],
      conditions: (trial?.conditions ?? []).slice(0, 12).map((name) => short(name, 200)),
      interventions: (trial?.interventions ?? [])
        .slice(0, 12)
        .map(({ type, name }) => ({ ...given("type", type), name: short(name, 200) })),
      countries: trial?.countries ?? [],
      ...given("sex", trial?.sex),
      ...given("minimumAge", trial?.minimumAge && ageLimit(trial.minimumAge, "minimum")),
      ...given("maximumAge", trial?.maximumAge && ageLimit(trial.maximumAge, "maximum")),
      ...given("sponsor", trial?.sponsor),
      ...given("lastUpdate", lastUpdate(protocol) ?? trial?.lastUpdatePosted),
      ...given("lead", summary && short(summary, longestLead)),
    },
    sites,
    words: {
      titles: searched(titles),
      conditions: searched([...(trial?.conditions ?? []), ...keywords]),
      interventions: searched(
        trial?.interventions.flatMap(({ name, otherNames }) => [name, ...otherNames]) ?? [],
      ),
      names: searched([
        registryId,
        text(object(identification, "orgStudyIdInfo"), "id"),
        ...objects(identification, "secondaryIdInfos").map((info) => text(info, "id")),
        ...texts(identification, "nctIdAliases"),
        ...(trial?.otherNumbers ?? []),
        text(identification, "acronym"),
        trial?.sponsor,
        ...objects(sponsors, "collaborators").map((collaborator) => text(collaborator, "name")),
      ]),
      summary: searched([summary]),
      rest: searched([
        text(description, "detailedDescription"),
        ...objects(arms, "armGroups").flatMap((arm) => [text(arm, "label"), text(arm, "description")]),
        ...objects(arms, "interventions").map((intervention) => text(intervention, "description")),
        ...["primaryOutcomes", "secondaryOutcomes"].flatMap((list) =>
          objects(outcomes, list).map((outcome) => text(outcome, "measure")),
        ),
        typeof eligibility === "string" ? eligibility : undefined,
        ...sites.flatMap(({ name, city }) => [name, city]),
      ]),
    },
  };
}

/** The long texts of a record, as they stand in it, for showing where a word was found. */
export function longTexts(json: unknown): (readonly ["summary" | "description" | "eligibility", string])[] {
  const protocol = object(isObject(json) ? json : {}, "protocolSection");
  const description = object(protocol, "descriptionModule");
  const found = [
    ["summary", text(description, "briefSummary")],
    ["description", text(description, "detailedDescription")],
    ["eligibility", text(object(protocol, "eligibilityModule"), "eligibilityCriteria")],
  ] as const;
  return found.flatMap(([from, words]) => (words === undefined ? [] : [[from, words] as const]));
}

function searched(parts: readonly (string | undefined)[]): string {
  const whole = parts.filter((part) => part !== undefined).join(" \n ");
  const words = foldedWords(whole.length > longestText ? whole.slice(0, longestText) : whole);
  // At the end, where they part no words that stand together.
  return [words, ...nameTokens(words)].join(" ");
}

function site(location: JsonObject): TrialSite {
  const country = text(location, "country");
  const point = object(location, "geoPoint");
  const latitude = own(point, "lat");
  const longitude = own(point, "lon");
  return {
    ...given("name", text(location, "facility")),
    ...given("city", text(location, "city")),
    ...given(
      "country",
      country === undefined ? undefined : { name: country, ...given("code", countryCode(country)) },
    ),
    ...given("status", text(location, "status")),
    ...given(
      "position",
      isBetween(latitude, -90, 90) && isBetween(longitude, -180, 180) ? { latitude, longitude } : undefined,
    ),
  };
}

const isBetween = (value: unknown, least: number, most: number): value is number =>
  typeof value === "number" && value >= least && value <= most;

function ageLimit({ text, age }: AgeLimit, side: "minimum" | "maximum"): TrialCard["minimumAge"] {
  if (age === undefined) return { text };
  const { months, doubtMonths } = side === "minimum" ? fromAge([age]) : toAge([age]);
  // A search must not leave a trial out for a month that is in doubt.
  return { text, months: side === "minimum" ? months : months + doubtMonths };
}

function lastUpdate(protocol: JsonObject): string | undefined {
  const status = object(protocol, "statusModule");
  return readPartialDate(own(object(status, "lastUpdatePostDateStruct"), "date"));
}

/** Cut at a whole character, so that no half of a pair is left. */
function short(words: string, longest: number): string {
  return words.length <= longest ? words : words.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}
