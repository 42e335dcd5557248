/**
 * A ClinicalTrials.gov API v2 record, read once into a type the rest can trust. Every module and nearly
 * every field of such a record is optional and absent rather than null; enumerations are open, so unknown
 * values are kept as they are. Reading never throws: a record is read, or refused with a reason.
 */
import { type AgeLimit, readAgeLimit } from "./age-limit.ts";
import { countryCode } from "./country-names.ts";
import { given, isObject, type JsonObject, object, objects, own, text, texts } from "./json-fields.ts";
import { type PartialDate, readPartialDate } from "./partial-date.ts";
import { type Reason, reason } from "./reason.ts";
import { registryNumber, registryNumbersIn } from "./registry-number.ts";
import { type ListedField, type WhyCerebralPalsy, whyCerebralPalsy } from "./why-cerebral-palsy.ts";
import { type WhyCordBlood, whyCordBlood } from "./why-cord-blood.ts";

/** Where the copy of a record comes from. */
export interface Copy {
  /** "registry": the registry's own words. "restated": facts of the record in other words. */
  readonly origin: "registry" | "restated";
  /** The day the copy was made or, for restated records, the date its status was seen, as exactly as known. */
  readonly asOf: PartialDate;
  /**
   * What `asOf` dates. "restating" means that nobody knows when the status was seen, only when it was
   * written down here: the status may be much older. Absent means "copy".
   */
  readonly asOfMeans?: "copy" | "status-seen" | "restating";
}

export interface Intervention {
  /** The registry's enumeration (DRUG, BIOLOGICAL, ...), kept raw. */
  readonly type?: string;
  readonly name: string;
  readonly otherNames: readonly string[];
}

export interface Country {
  /** As in the record. */
  readonly name: string;
  /** ISO 3166-1 alpha-2, absent where the name is not known. */
  readonly code?: string;
}

/** One trial as a registry describes it. Absent means that the record does not say. */
export interface Trial {
  /** The number under which the registry lists it, such as NCT01193660 or ACTRN12616000403437. */
  readonly registryId: string;
  /** The registry's name, such as ClinicalTrials.gov or ANZCTR. */
  readonly registry: string;
  /** The portal that handed the record on; absent where it came from the registry itself. */
  readonly via?: "ictrp";
  /** Earlier numbers of this record in the same registry. */
  readonly aliases: readonly string[];
  /** Numbers of the same trial in other registries, as far as the record names them. */
  readonly otherNumbers: readonly string[];
  /** The brief title, failing that the official one, failing that the registry number. */
  readonly title: string;
  /** `overallStatus`, raw. */
  readonly status?: string;
  /** INTERVENTIONAL, OBSERVATIONAL, EXPANDED_ACCESS, raw. */
  readonly studyType?: string;
  readonly phases: readonly string[];
  readonly conditions: readonly string[];
  readonly interventions: readonly Intervention[];
  /** ALL, FEMALE, MALE, raw. */
  readonly sex?: string;
  readonly minimumAge?: AgeLimit;
  readonly maximumAge?: AgeLimit;
  /** Each once, in the order of the record. */
  readonly countries: readonly Country[];
  /** `eligibilityCriteria`, exactly as in the record: spans of findings count in it. */
  readonly eligibility: string;
  readonly lastUpdatePosted?: PartialDate;
  readonly startDate?: PartialDate;
  readonly completionDate?: PartialDate;
  readonly enrollment?: { readonly count: number; readonly type?: string };
  readonly sponsor?: string;
  readonly origin: Copy["origin"];
  readonly asOf: PartialDate;
  readonly asOfMeans: NonNullable<Copy["asOfMeans"]>;
  readonly url: string;
  /** Absent when nothing in the record names cerebral palsy or a condition close to it. */
  readonly whyCerebralPalsy?: WhyCerebralPalsy;
  /** Absent when nothing in the record names cord blood together with an injury of the brain. */
  readonly whyCordBlood?: WhyCordBlood;
}

export type RecordReading =
  | { readonly status: "read"; readonly trial: Trial }
  | { readonly status: "refused"; readonly because: Reason };

/** The registry writes this where the number of participants is not known. */
const enrollmentNotKnown = 99_999_999;
/** Of a field that holds a number, as far as one is looked for in it. */
const longestNumber = 300;

/** Reads a record of ClinicalTrials.gov; `readRecord` reads those of any registry. */
export function readClinicalTrialsGov(json: unknown, copy: Copy): RecordReading {
  const asOf = readPartialDate(copy.asOf);
  if (asOf === undefined) return refused(reason("copy-date-not-readable", { found: short(copy.asOf) }));
  if (!isObject(json)) return refused(reason("record-not-an-object", { found: short(json) }));
  const protocol = own(json, "protocolSection");
  if (!isObject(protocol)) return refused(reason("record-without-protocol", {}));

  const identification = object(protocol, "identificationModule");
  const id = own(identification, "nctId");
  if (id === undefined) return refused(reason("record-without-id", {}));
  const registryId = typeof id === "string" ? id.trim().toUpperCase() : "";
  if (!/^NCT\d{8}$/.test(registryId)) return refused(reason("record-id-not-readable", { found: short(id) }));

  const statusModule = object(protocol, "statusModule");
  const design = object(protocol, "designModule");
  const eligibilityModule = object(protocol, "eligibilityModule");
  const conditionsModule = object(protocol, "conditionsModule");
  const description = object(protocol, "descriptionModule");
  const title = text(identification, "briefTitle") ?? text(identification, "officialTitle");
  const conditions = texts(conditionsModule, "conditions");
  // Unlike other fields it is not trimmed, because spans count in it.
  const criteria = own(eligibilityModule, "eligibilityCriteria");
  const eligibility = typeof criteria === "string" ? criteria : "";

  const officialTitle = text(identification, "officialTitle");
  const treatments = interventions(object(protocol, "armsInterventionsModule"));
  const fields = [
    ...named("conditions", conditions),
    ...named("title", [title, officialTitle]),
    ...named("keywords", texts(conditionsModule, "keywords")),
    ...named("text", [
      eligibility,
      text(description, "briefSummary"),
      text(description, "detailedDescription"),
    ]),
  ];
  const treatmentNames = treatments.flatMap(({ name, otherNames }) => [name, ...otherNames]);

  const trial: Trial = {
    registryId,
    registry: "ClinicalTrials.gov",
    aliases: texts(identification, "nctIdAliases").flatMap((alias) => registryNumber(alias) ?? []),
    otherNumbers: objects(identification, "secondaryIdInfos")
      .flatMap((info) => registryNumbersIn((text(info, "id") ?? "").slice(0, longestNumber)))
      .filter((number) => number !== registryId),
    title: title ?? registryId,
    ...given("status", text(statusModule, "overallStatus")),
    ...given("studyType", text(design, "studyType")),
    phases: texts(design, "phases"),
    conditions,
    interventions: treatments,
    ...given("sex", text(eligibilityModule, "sex")),
    ...given("minimumAge", readAgeLimit(own(eligibilityModule, "minimumAge"))),
    ...given("maximumAge", readAgeLimit(own(eligibilityModule, "maximumAge"))),
    countries: countries(object(protocol, "contactsLocationsModule")),
    eligibility,
    ...given("lastUpdatePosted", date(statusModule, "lastUpdatePostDateStruct")),
    ...given("startDate", date(statusModule, "startDateStruct")),
    ...given("completionDate", date(statusModule, "completionDateStruct")),
    ...given("enrollment", enrollment(object(design, "enrollmentInfo"))),
    ...given("sponsor", text(object(object(protocol, "sponsorCollaboratorsModule"), "leadSponsor"), "name")),
    origin: copy.origin,
    asOf,
    asOfMeans: copy.asOfMeans ?? "copy",
    url: `https://clinicaltrials.gov/study/${registryId}`,
    ...given("whyCerebralPalsy", whyCerebralPalsy(fields)),
    ...given(
      "whyCordBlood",
      whyCordBlood([
        ...fields,
        ...treatmentNames.map((words) => ({ field: "interventions" as const, text: words })),
      ]),
    ),
  };
  return { status: "read", trial };
}

function interventions(module: JsonObject): Intervention[] {
  return objects(module, "interventions").flatMap((intervention) => {
    const name = text(intervention, "name");
    if (name === undefined) return [];
    return [
      { ...given("type", text(intervention, "type")), name, otherNames: texts(intervention, "otherNames") },
    ];
  });
}

function countries(module: JsonObject): Country[] {
  const names = objects(module, "locations").flatMap((location) => text(location, "country") ?? []);
  return [...new Set(names)].map((name) => ({ name, ...given("code", countryCode(name)) }));
}

function enrollment(info: JsonObject): Trial["enrollment"] {
  const count = own(info, "count");
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count >= enrollmentNotKnown)
    return undefined;
  return { count, ...given("type", text(info, "type")) };
}

function date(module: JsonObject, key: string): PartialDate | undefined {
  return readPartialDate(own(object(module, key), "date"));
}

function named(field: ListedField, found: readonly (string | undefined)[]) {
  return found.flatMap((words) => (words === undefined ? [] : [{ field, text: words }]));
}

function refused(because: Reason): RecordReading {
  return { status: "refused", because };
}

/** Enough of a value to recognise it by. */
function short(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value.slice(0, 40);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === null ? "null" : typeof value;
}
