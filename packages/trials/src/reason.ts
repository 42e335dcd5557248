/**
 * Why something was found or refused, as data before words: a code from a closed list and the values a
 * sentence needs. The sentences are written elsewhere, in every language there is.
 */
import type { GmfcsLevel } from "motor";
import type { AskedFact } from "./child.ts";

/** What each code carries. Ages are completed months; doses are total nucleated cells per kg of body weight. */
export interface ReasonValues {
  // age
  readonly "age-within": { readonly childLowMonths: number; readonly childHighMonths: number };
  readonly "age-too-young": AgeAgainstLimit;
  readonly "age-too-old": AgeAgainstLimit;
  /** The child's age is not known closely enough, or the limit is not worded closely enough, to tell. */
  readonly "age-near-limit": AgeAgainstLimit;
  readonly "age-limit-not-readable": { readonly text: string };
  /** This copy of the record holds neither a lower nor an upper age; the registry's own may. */
  readonly "age-limits-not-in-copy": Nothing;
  // sex
  readonly "sex-any": Nothing;
  readonly "sex-matches": { readonly sex: string; readonly needed: string };
  readonly "sex-differs": { readonly sex: string; readonly needed: string };
  readonly "sex-not-given": { readonly needed: string };
  readonly "sex-not-in-record": Nothing;
  readonly "sex-not-readable": { readonly text: string };
  // GMFCS
  readonly "gmfcs-any": Nothing;
  readonly "gmfcs-among": { readonly level: GmfcsLevel; readonly levels: readonly GmfcsLevel[] };
  readonly "gmfcs-not-among": { readonly level: GmfcsLevel; readonly levels: readonly GmfcsLevel[] };
  readonly "gmfcs-not-given": { readonly levels: readonly GmfcsLevel[] };
  // cord blood; unit is "own" or "sibling"; wanted is "stored" or "none", what the line asks for
  readonly "cord-blood-stored": CordBloodAgainstNeed;
  readonly "cord-blood-none": CordBloodAgainstNeed;
  readonly "cord-blood-not-given": CordBloodAgainstNeed;
  /** A unit is stored; whether it meets the quality the line asks for is not something a family can know. */
  readonly "cord-blood-quality-open": CordBloodAgainstNeed;
  readonly "dose-reaches": DoseAgainstNeed;
  readonly "dose-below": DoseAgainstNeed;
  /** Reached by the count before freezing; the line does not say that this is the count it means. */
  readonly "dose-reaches-before-thaw-only": DoseAgainstNeed;
  readonly "dose-not-computable": {
    readonly neededCellsPerKg: number;
    /** "weightKg", "totalNucleatedCells" or both. */
    readonly missing: readonly string[];
  };
  // status, as recorded: `status` is the registry's own word
  readonly "status-open": { readonly status: string };
  readonly "status-by-invitation": { readonly status: string };
  readonly "status-not-yet-open": { readonly status: string };
  readonly "status-closed": { readonly status: string };
  readonly "status-not-known": { readonly status: string };
  readonly "status-not-in-record": Nothing;
  // country: ISO 3166-1 alpha-2 codes
  readonly "country-listed": { readonly country: string; readonly countries: readonly string[] };
  readonly "country-not-listed": { readonly country: string; readonly countries: readonly string[] };
  readonly "country-not-given": { readonly countries: readonly string[] };
  readonly "country-none-in-record": Nothing;
  /** Some of the record's countries could not be told: `names` are those. */
  readonly "country-names-not-known": {
    readonly country: string;
    readonly countries: readonly string[];
    readonly names: readonly string[];
  };
  // facts beyond age, sex, GMFCS and cord blood; `fact` is one of askedFacts
  readonly "fact-met": { readonly fact: AskedFact };
  readonly "fact-not-met": { readonly fact: AskedFact };
  /** Only time stands in the way: `opensOn` is the first day on which it no longer does, yyyy-MM-dd. */
  readonly "fact-not-met-until": { readonly fact: AskedFact; readonly opensOn: string };
  readonly "fact-not-given": { readonly fact: AskedFact };
  /** Taken as given, or for the team to judge: consent, cooperation, what only an examination can tell. */
  readonly "fact-for-team": { readonly fact: AskedFact };
  // lines for a person to read
  readonly "unread-line": Nothing;
  /** A part of this line was read and stands as a finding of its own; the rest is for a person. */
  readonly "unread-rest-of-line": Nothing;
  /** The line is about one group of participants, which may not be the child's. */
  readonly "unread-one-group": { readonly group: string };
  /** The line is a member of a list whose heading decides what it means. */
  readonly "unread-under-heading": { readonly heading: string };
  /** The text does not say whether the line includes or excludes. */
  readonly "unread-no-section": Nothing;
  /** The line is tied to the next or the one before by "or", or goes on in another line. */
  readonly "unread-tied-to-neighbour": Nothing;
  /** The line is very long, or lies far inside a text that is. */
  readonly "unread-too-long": { readonly characters: number };
  /** Read, but it contradicts `other` in the same record: one of them stands in the wrong place or is a slip. */
  readonly "unread-contradiction": { readonly other: string };
  /** The line says that nothing is asked ("None"). */
  readonly "nothing-asked": Nothing;
  // doubts, beside a verdict
  /** Noted in a line that no rule reads as a whole. */
  readonly "doubt-noted": Nothing;
  /** The field and the text give different age limits. */
  readonly "doubt-text-and-field-differ": { readonly field: string };
  /** `months` since the status was seen. */
  readonly "doubt-status-old": { readonly months: number; readonly asOf: string };
  /** When the status was seen is not known. */
  readonly "doubt-status-undated": Nothing;
  // records that are refused; `found` says in short what was there instead
  readonly "record-not-an-object": { readonly found: string };
  readonly "record-without-protocol": Nothing;
  readonly "record-without-id": Nothing;
  readonly "record-id-not-readable": { readonly found: string };
  readonly "record-without-number": Nothing;
  readonly "record-number-not-readable": { readonly found: string };
  readonly "copy-date-not-readable": { readonly found: string };
  // files that are refused
  readonly "file-empty": Nothing;
  readonly "file-is-html": Nothing;
  readonly "file-not-json": { readonly line: number };
  readonly "file-of-another-shape": { readonly found: string };
  readonly "line-not-json": { readonly line: number };
  /** The XML breaks off or breaks its own rules; what stands before was read, nothing after it. */
  readonly "xml-not-readable": { readonly line: number };
  /** A row of a table that cannot be told apart into cells. */
  readonly "row-not-readable": { readonly line: number };
}

interface AgeAgainstLimit {
  readonly childLowMonths: number;
  readonly childHighMonths: number;
  readonly limitMonths: number;
}
interface CordBloodAgainstNeed {
  readonly unit: string;
  readonly wanted: string;
}
interface DoseAgainstNeed {
  readonly cellsPerKg: number;
  readonly neededCellsPerKg: number;
  readonly weightKg: number;
  readonly totalNucleatedCells: number;
}
type Nothing = Readonly<Record<never, never>>;

export type ReasonCode = keyof ReasonValues;

/** A code with exactly the values of that code. */
export type Reason = {
  readonly [Code in ReasonCode]: { readonly code: Code; readonly values: ReasonValues[Code] };
}[ReasonCode];

/** The closed list, for checking that a message catalogue is complete. `ReasonValues` says what each carries. */
export const reasonCodes = [
  "age-within", // childLowMonths, childHighMonths
  "age-too-young", // childLowMonths, childHighMonths, limitMonths
  "age-too-old", // childLowMonths, childHighMonths, limitMonths
  "age-near-limit", // childLowMonths, childHighMonths, limitMonths
  "age-limit-not-readable", // text
  "age-limits-not-in-copy",
  "sex-any",
  "sex-matches", // sex, needed
  "sex-differs", // sex, needed
  "sex-not-given", // needed
  "sex-not-in-record",
  "sex-not-readable", // text
  "gmfcs-any",
  "gmfcs-among", // level, levels[]
  "gmfcs-not-among", // level, levels[]
  "gmfcs-not-given", // levels[]
  "cord-blood-stored", // unit, wanted
  "cord-blood-none", // unit, wanted
  "cord-blood-not-given", // unit, wanted
  "cord-blood-quality-open", // unit, wanted
  "dose-reaches", // cellsPerKg, neededCellsPerKg, weightKg, totalNucleatedCells
  "dose-below", // cellsPerKg, neededCellsPerKg, weightKg, totalNucleatedCells
  "dose-reaches-before-thaw-only", // cellsPerKg, neededCellsPerKg, weightKg, totalNucleatedCells
  "dose-not-computable", // neededCellsPerKg, missing[]
  "status-open", // status
  "status-by-invitation", // status
  "status-not-yet-open", // status
  "status-closed", // status
  "status-not-known", // status
  "status-not-in-record",
  "country-listed", // country, countries[]
  "country-not-listed", // country, countries[]
  "country-not-given", // countries[]
  "country-none-in-record",
  "country-names-not-known", // country, countries[], names[]
  "fact-met", // fact
  "fact-not-met", // fact
  "fact-not-met-until", // fact, opensOn
  "fact-not-given", // fact
  "fact-for-team", // fact
  "unread-line",
  "unread-rest-of-line",
  "unread-one-group", // group
  "unread-under-heading", // heading
  "unread-no-section",
  "unread-tied-to-neighbour",
  "unread-too-long", // characters
  "unread-contradiction", // other
  "nothing-asked",
  "doubt-noted",
  "doubt-text-and-field-differ", // field
  "doubt-status-old", // months, asOf
  "doubt-status-undated",
  "record-not-an-object", // found
  "record-without-protocol",
  "record-without-id",
  "record-id-not-readable", // found
  "record-without-number",
  "record-number-not-readable", // found
  "copy-date-not-readable", // found
  "file-empty",
  "file-is-html",
  "file-not-json", // line
  "file-of-another-shape", // found
  "line-not-json", // line
  "xml-not-readable", // line
  "row-not-readable", // line
] as const satisfies readonly ReasonCode[];

// The compiler objects here when a code is missing from the list above.
const _everyCodeIsListed: ReasonCode extends (typeof reasonCodes)[number] ? true : never = true;
void _everyCodeIsListed;

/** A reason from its code and values; the compiler checks that they belong together. */
export function reason<Code extends ReasonCode>(code: Code, values: ReasonValues[Code]): Reason {
  // One code with its own values is a member of the union; the compiler cannot see that for a type variable.
  return { code, values } as unknown as Reason;
}
