/**
 * What exports of other registries have in common: flat fields under names that vary in capitals, spaces and
 * underscores, dates in four spellings, ages with and without units, and eligibility in two fields.
 */
import { type AgeLimit, readAgeLimit } from "./age-limit.ts";
import { countryCode } from "./country-names.ts";
import { given, isObject } from "./json-fields.ts";
import { type PartialDate, readPartialDate } from "./partial-date.ts";
import { reason } from "./reason.ts";
import type { Copy, Country, Intervention, RecordReading, Trial } from "./record.ts";
import { registryNumbersIn } from "./registry-number.ts";
import { whyCerebralPalsy } from "./why-cerebral-palsy.ts";
import { whyCordBlood } from "./why-cord-blood.ts";

/** All texts of a record by the names of their fields, whatever branch they stand on. */
export class ExportedFields {
  readonly #texts = new Map<string, string[]>();

  constructor(record: unknown) {
    this.#gather("", record, 0);
  }

  #gather(name: string, value: unknown, depth: number): void {
    // Deeper than any export is; a record made to be deep must not exhaust the stack.
    if (depth > 20) return;
    if (typeof value === "string" && value.trim() !== "") {
      const known = this.#texts.get(name);
      if (known) known.push(value.trim());
      else this.#texts.set(name, [value.trim()]);
    } else if (Array.isArray(value)) {
      for (const one of value) this.#gather(name, one, depth + 1);
    } else if (isObject(value)) {
      for (const [key, one] of Object.entries(value)) this.#gather(plain(key), one, depth + 1);
    }
  }

  /** The first text under the first of these names that has one. @param names as `plain` writes them. */
  text(...names: readonly string[]): string | undefined {
    return this.all(...names)[0];
  }

  all(...names: readonly string[]): readonly string[] {
    for (const name of names) {
      const found = this.#texts.get(name);
      if (found !== undefined) return found;
    }
    return [];
  }
}

interface NumberFields {
  /** Names of the fields that may hold the trial's number, and of those that hold its numbers elsewhere. */
  readonly number: readonly string[];
  readonly others: readonly string[];
  readonly numberOf: (id: string) => string | undefined;
}

export interface ExportHead {
  readonly status: "begun";
  readonly fields: ExportedFields;
  /** What every export has under the same names. */
  readonly trial: Pick<
    Trial,
    | "registryId"
    | "aliases"
    | "otherNumbers"
    | "status"
    | "studyType"
    | "phases"
    | "origin"
    | "asOf"
    | "asOfMeans"
  >;
}

/** How the reading of each export begins; refused where the copy has no day, or the trial no number. */
export function exportHead(
  record: unknown,
  copy: Copy,
  { number, others, numberOf }: NumberFields,
): ExportHead | Extract<RecordReading, { status: "refused" }> {
  const asOf = readPartialDate(copy.asOf);
  if (asOf === undefined) return refused("copy-date-not-readable", String(copy.asOf));
  const fields = new ExportedFields(record);
  const id = fields.text(...number);
  if (id === undefined) return { status: "refused", because: reason("record-without-number", {}) };
  const registryId = numberOf(id);
  if (registryId === undefined) return refused("record-number-not-readable", id);
  const elsewhere = others.flatMap((name) => fields.all(name)).join(" ; ");
  return {
    status: "begun",
    fields,
    trial: {
      registryId,
      aliases: [],
      otherNumbers: registryNumbersIn(elsewhere.slice(0, 2000)).filter((other) => other !== registryId),
      ...given("status", readExportedStatus(fields.text("recruitmentstatus"))),
      ...given("studyType", readExportedStudyType(fields.text("studytype"))),
      phases: readExportedPhases(fields.text("phase")),
      origin: copy.origin,
      asOf,
      asOfMeans: copy.asOfMeans ?? "copy",
    },
  };
}

const refused = (code: "copy-date-not-readable" | "record-number-not-readable", found: string) =>
  ({ status: "refused", because: reason(code, { found: found.slice(0, 40) }) }) as const;

/** "Public title", "Public_title" and "publictitle" are one name. */
export const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

const monthNames = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** @param order in which a date with slashes has its parts; the year comes last. */
export function readExportedDate(
  text: string | undefined,
  order: "day-month" | "month-day" = "day-month",
): PartialDate | undefined {
  if (text === undefined) return undefined;
  const given = text.trim().slice(0, 40);
  const iso = /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])/.exec(given);
  if (iso) return readPartialDate(iso[0]);
  const run = /^(\d{4})(\d{2})(\d{2})$/.exec(given);
  if (run) return readPartialDate(`${run[1]}-${run[2]}-${run[3]}`);
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/.exec(given);
  if (slashed) {
    const [, first = "", second = "", year] = slashed;
    const [day, month] = order === "day-month" ? [first, second] : [second, first];
    return readPartialDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  }
  const named = /^(?:(\d{1,2}) )?([A-Za-z]{3})[a-z]*,? (\d{4})$/.exec(given);
  const month = named ? monthNames.indexOf(named[2]!.toLowerCase()) + 1 : 0;
  if (!named || month === 0) return undefined;
  const day = named[1] === undefined ? "" : `-${named[1].padStart(2, "0")}`;
  return readPartialDate(`${named[3]}-${String(month).padStart(2, "0")}${day}`);
}

/**
 * An age such as "18 Years", "20years-old" or, as several registries hand it on, "18", which counts years.
 * @param unit where it stands in a field of its own.
 */
export function readExportedAge(age: string | undefined, unit?: string): AgeLimit | undefined {
  if (age === undefined || /^(?:no|not|none|n\/?a)\b/i.test(age) || /^no limit$/i.test(unit ?? "")) {
    return undefined;
  }
  const found = /^[<>=\s]*(\d{1,4}(?:\.\d{1,2})?)\s*([a-z]*)/i.exec(age);
  if (!found) return readAgeLimit(age);
  const [, amount = "", written = ""] = found;
  const reading = readAgeLimit(`${amount} ${singular(unit ?? written)}`);
  return reading?.age ? { text: unit ? `${age} ${unit}` : age, age: reading.age } : { text: age };
}

function singular(unit: string): string {
  const letters = unit.toLowerCase();
  if (letters === "" || /^(?:y|yrs?|age)/.test(letters)) return "year";
  return letters.replace(/s$/, "").replace(/^mon$/, "month").replace(/^wk$/, "week");
}

/** The words of ClinicalTrials.gov where they say the same, else the registry's own. */
export function readExportedSex(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const named = { female: /\bfemales?\b|\bwomen\b|\bgirls?\b/i, male: /\bmales?\b|\bmen\b|\bboys?\b/i };
  const isNo = (word: string) => new RegExp(`\\b${word}s?\\s*:\\s*no\\b`, "i").test(text);
  const female = named.female.test(text) && !isNo("female");
  const male = named.male.test(text) && !isNo("male");
  if (/\bboth\b|^all$|^m\s*[|/]\s*f$/i.test(text) || (female && male)) return "ALL";
  if (female) return "FEMALE";
  return male ? "MALE" : text.slice(0, 100);
}

const knownStatuses = new Set([
  ...["RECRUITING", "NOT_YET_RECRUITING", "COMPLETED", "TERMINATED", "SUSPENDED", "WITHDRAWN"],
  ...["ACTIVE_NOT_RECRUITING", "ENROLLING_BY_INVITATION"],
]);

/** As ClinicalTrials.gov writes it where it means the same; "Not recruiting" may be before or after, so it stays. */
export function readExportedStatus(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const word = text.toUpperCase().replace(/[^A-Z]+/g, "_");
  if (word === "STOPPED_EARLY") return "TERMINATED";
  return knownStatuses.has(word) ? word : text.slice(0, 100);
}

function readExportedStudyType(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^intervention/i.test(text)) return "INTERVENTIONAL";
  return /^observation/i.test(text) ? "OBSERVATIONAL" : text.slice(0, 100);
}

const roman = ["0", "i", "ii", "iii", "iv"];

export function readExportedPhases(text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  if (/^(?:n\/?a|not applicable|not selected)$/i.test(text)) return ["NA"];
  // The European register names every phase, each with yes or no.
  const said = [...text.matchAll(/\(phase (i{1,3}|iv)\)\s*:\s*(yes|no)/gi)];
  const named = said.length > 0 ? said.filter(([, , is]) => is?.toLowerCase() === "yes") : phasesIn(text);
  const numbers = named.map(([, number = ""]) => {
    const at = roman.indexOf(number.toLowerCase());
    return at >= 0 ? at : Number(number);
  });
  const phases = [...new Set(numbers)].map((number) => (number === 0 ? "EARLY_PHASE1" : `PHASE${number}`));
  return phases.length > 0 || said.length > 0 ? phases : [text.slice(0, 100)];
}

const phasesIn = (text: string) => [
  ...text.matchAll(/(?:\bphase\s*|[/-]\s*(?:phase\s*)?|^)(iv|i{1,3}|[0-4])(?![0-9a-z])/gi),
];

/** Several things in one text, as registries part them. */
export function parted(texts: readonly string[], by = /[;\n]|<br\s*\/?>/i): string[] {
  return texts.flatMap((text) => text.split(by)).flatMap((part) => part.trim() || []);
}

export function readExportedCountries(texts: readonly string[]): Country[] {
  return [...new Set(parted(texts, /[;|\n]|<br\s*\/?>/i))].map((name) => {
    const code = countryCode(name);
    return { name, ...(code !== undefined && { code }) };
  });
}

/** "Drug: botulinum toxin" has its kind before it. */
export function readExportedInterventions(texts: readonly string[]): Intervention[] {
  return parted(texts).map((text) => {
    const kind =
      /^(Drug|Device|Biological|Procedure|Behavioral|Dietary Supplement|Other|Radiation|Genetic)\s*:\s*(.+)$/is.exec(
        text,
      );
    if (!kind) return { name: text, otherNames: [] };
    return { type: kind[1]!.toUpperCase().replace(/ /g, "_"), name: kind[2]!, otherNames: [] };
  });
}

/** "100", or sizes of groups, "A:49;B:49;". */
export function readExportedEnrollment(text: string | undefined): Trial["enrollment"] {
  if (text === undefined) return undefined;
  if (/^\d{1,7}$/.test(text)) return { count: Number(text) };
  const groups = [...text.matchAll(/:\s*(\d{1,7})\s*(?:;|$)/g)];
  if (groups.length === 0) return undefined;
  return { count: groups.reduce((sum, [, size]) => sum + Number(size), 0) };
}

/** One text with the headings that tell which part is which; line breaks come as marks or as characters. */
export function eligibilityText(inclusion: string | undefined, exclusion: string | undefined): string {
  const part = (heading: string, words: string | undefined) => {
    if (words === undefined) return [];
    const lines = words
      .replace(/\r\n?|<br\s*\/?>/gi, "\n")
      .replace(/\n[ \t]*\n\s*/g, "\n\n")
      .trim();
    if (lines === "") return [];
    return [
      new RegExp(`^\\W*(?:key |main )?${heading}`, "i").test(lines) ? lines : `${heading}:\n\n${lines}`,
    ];
  };
  return [...part("Inclusion Criteria", inclusion), ...part("Exclusion Criteria", exclusion)].join("\n\n");
}

/** Why the trial is in a list, by the words of its record. */
export function reasonsToList(trial: {
  readonly titles: readonly string[];
  readonly conditions: readonly string[];
  readonly interventions: readonly Intervention[];
  readonly texts: readonly string[];
}): Pick<Trial, "whyCerebralPalsy" | "whyCordBlood"> {
  const named = <Field extends string>(field: Field, texts: readonly string[]) =>
    texts.map((text) => ({ field, text }));
  const fields = [
    ...named("conditions", trial.conditions),
    ...named("title", trial.titles),
    ...named("text", trial.texts),
  ];
  const palsy = whyCerebralPalsy(fields);
  const cordBlood = whyCordBlood([
    ...fields,
    ...named(
      "interventions",
      trial.interventions.map(({ name }) => name),
    ),
  ]);
  return { ...(palsy && { whyCerebralPalsy: palsy }), ...(cordBlood && { whyCordBlood: cordBlood }) };
}

/** Only addresses of the web: what a page links to must not be a script. */
export const webAddress = (text: string | undefined): string | undefined =>
  text !== undefined && /^https?:\/\/[^\s"'<>]{3,500}$/i.test(text) ? text : undefined;
