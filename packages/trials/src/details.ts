/**
 * What a page about one trial tells beyond what matching needs: who runs it, how it is made, where and by when, whom
 * to call. Read from the same record as `Trial`; all words are the registry's own, all enumerations kept raw.
 */
import { countryCode } from "./country-names.ts";
import { given, isObject, type JsonObject, object, objects, own, text, texts } from "./json-fields.ts";
import { type PartialDate, readPartialDate } from "./partial-date.ts";
import { readRecord } from "./read-record.ts";

export interface Contact {
  readonly name?: string;
  readonly role?: string;
  readonly phone?: string;
  readonly email?: string;
}

export interface Site {
  readonly facility?: string;
  readonly city?: string;
  readonly state?: string;
  readonly country?: string;
  /** ISO 3166-1 alpha-2, absent where the name is not known. */
  readonly countryCode?: string;
  /** The site's own status, raw; most records give it only while they recruit. */
  readonly status?: string;
  /** Degrees; the registry places a site at its city. */
  readonly at?: { readonly latitude: number; readonly longitude: number };
  readonly contacts: readonly Contact[];
}

export interface DatedEvent {
  readonly date: PartialDate;
  /** ACTUAL or ESTIMATED, raw. */
  readonly type?: string;
}

export interface Measured {
  readonly measure: string;
  readonly timeFrame?: string;
}

export interface Arm {
  readonly label: string;
  /** EXPERIMENTAL, PLACEBO_COMPARATOR, SHAM_COMPARATOR, ..., raw. */
  readonly type?: string;
}

export interface TrialDetails {
  readonly officialTitle?: string;
  readonly acronym?: string;
  /** Numbers it has elsewhere: with its sponsor, in another registry. */
  readonly otherNumbers: readonly string[];
  readonly briefSummary?: string;
  readonly detailedDescription?: string;
  readonly keywords: readonly string[];
  readonly sponsor?: { readonly name: string; readonly class?: string };
  readonly collaborators: readonly string[];
  /** RANDOMIZED, NON_RANDOMIZED, NA, raw; the same for the next three. */
  readonly allocation?: string;
  readonly primaryPurpose?: string;
  readonly masking?: string;
  readonly whoMasked: readonly string[];
  readonly arms: readonly Arm[];
  readonly primaryOutcomes: readonly Measured[];
  readonly secondaryOutcomes: readonly Measured[];
  readonly healthyVolunteers?: boolean;
  readonly sites: readonly Site[];
  /** Those of the trial as a whole, before those of a site. */
  readonly contacts: readonly Contact[];
  readonly whyStopped?: string;
  /** What the status was before the registry called it UNKNOWN. */
  readonly lastKnownStatus?: string;
  readonly start?: DatedEvent;
  readonly primaryCompletion?: DatedEvent;
  readonly completion?: DatedEvent;
  readonly firstPosted?: PartialDate;
  readonly lastUpdatePosted?: PartialDate;
  readonly statusVerified?: PartialDate;
  readonly hasResults: boolean;
}

/** Total: whatever stands in the record, what can be read is read. */
export function readDetails(json: unknown): TrialDetails {
  const record = isObject(json) ? json : {};
  const protocol = object(record, "protocolSection");
  const identification = object(protocol, "identificationModule");
  const status = object(protocol, "statusModule");
  const sponsors = object(protocol, "sponsorCollaboratorsModule");
  const design = object(object(protocol, "designModule"), "designInfo");
  const masking = object(design, "maskingInfo");
  const outcomes = object(protocol, "outcomesModule");
  const places = object(protocol, "contactsLocationsModule");
  const description = object(protocol, "descriptionModule");
  const healthy = own(object(protocol, "eligibilityModule"), "healthyVolunteers");
  // Records of other registries have no modules.
  const exported =
    own(record, "protocolSection") === undefined
      ? readRecord(json, { origin: "registry", asOf: "2000" })
      : undefined;
  return {
    ...given("officialTitle", text(identification, "officialTitle")),
    ...given("acronym", text(identification, "acronym")),
    otherNumbers: [
      text(object(identification, "orgStudyIdInfo"), "id"),
      ...objects(identification, "secondaryIdInfos").map((info) => text(info, "id")),
      ...texts(identification, "nctIdAliases"),
      ...(exported?.status === "read" ? exported.trial.otherNumbers : []),
    ].filter((number) => number !== undefined),
    ...given("briefSummary", text(description, "briefSummary")),
    ...given("detailedDescription", text(description, "detailedDescription")),
    keywords: texts(object(protocol, "conditionsModule"), "keywords"),
    ...given("sponsor", sponsor(object(sponsors, "leadSponsor"))),
    collaborators: objects(sponsors, "collaborators").flatMap((one) => text(one, "name") ?? []),
    ...given("allocation", text(design, "allocation")),
    ...given("primaryPurpose", text(design, "primaryPurpose")),
    ...given("masking", text(masking, "masking")),
    whoMasked: texts(masking, "whoMasked"),
    arms: objects(object(protocol, "armsInterventionsModule"), "armGroups").flatMap(arm),
    primaryOutcomes: objects(outcomes, "primaryOutcomes").flatMap(measured),
    secondaryOutcomes: objects(outcomes, "secondaryOutcomes").flatMap(measured),
    ...given("healthyVolunteers", typeof healthy === "boolean" ? healthy : undefined),
    sites: objects(places, "locations").map(site),
    contacts: objects(places, "centralContacts").map(contact),
    ...given("whyStopped", text(status, "whyStopped")),
    ...given("lastKnownStatus", text(status, "lastKnownStatus")),
    ...given("start", dated(object(status, "startDateStruct"))),
    ...given("primaryCompletion", dated(object(status, "primaryCompletionDateStruct"))),
    ...given("completion", dated(object(status, "completionDateStruct"))),
    ...given("firstPosted", dated(object(status, "studyFirstPostDateStruct"))?.date),
    ...given("lastUpdatePosted", dated(object(status, "lastUpdatePostDateStruct"))?.date),
    ...given("statusVerified", readPartialDate(own(status, "statusVerifiedDate"))),
    hasResults: own(record, "hasResults") === true,
  };
}

function sponsor(module: JsonObject): TrialDetails["sponsor"] {
  const name = text(module, "name");
  return name === undefined ? undefined : { name, ...given("class", text(module, "class")) };
}

function arm(group: JsonObject): Arm[] {
  const label = text(group, "label");
  return label === undefined ? [] : [{ label, ...given("type", text(group, "type")) }];
}

function measured(outcome: JsonObject): Measured[] {
  const measure = text(outcome, "measure");
  return measure === undefined ? [] : [{ measure, ...given("timeFrame", text(outcome, "timeFrame")) }];
}

function contact(person: JsonObject): Contact {
  const phone = text(person, "phone");
  const extension = text(person, "phoneExt");
  return {
    ...given("name", text(person, "name")),
    ...given("role", text(person, "role")),
    ...given("phone", phone && extension ? `${phone} x${extension}` : phone),
    ...given("email", text(person, "email")),
  };
}

function site(location: JsonObject): Site {
  const country = text(location, "country");
  return {
    ...given("facility", text(location, "facility")),
    ...given("city", text(location, "city")),
    ...given("state", text(location, "state")),
    ...given("country", country),
    ...given("countryCode", country && countryCode(country)),
    ...given("status", text(location, "status")),
    ...given("at", point(object(location, "geoPoint"))),
    contacts: objects(location, "contacts").map(contact),
  };
}

function point(geo: JsonObject): Site["at"] {
  const latitude = own(geo, "lat");
  const longitude = own(geo, "lon");
  if (typeof latitude !== "number" || typeof longitude !== "number") return undefined;
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return undefined;
  return { latitude, longitude };
}

function dated(struct: JsonObject): DatedEvent | undefined {
  const date = readPartialDate(own(struct, "date"));
  return date === undefined ? undefined : { date, ...given("type", text(struct, "type")) };
}
