/**
 * What is known about a child: the one definition that the web form, the command line and the API read by.
 * A fact that is absent, or null, is not known; it is never read as "no". No name and no exact birth date are
 * asked for: a month of birth settles every age limit to within a month.
 */

import { ageFromBirthMonth, ageFromYears, type CompletedMonths, gmfcsLevels, ImplausibleInput } from "motor";
import * as z from "zod/mini";
import { described } from "./described.ts";
import { type InputProblem, problemFrom } from "./input-problem.ts";
import { matchingFacts } from "./matching-facts.ts";
import { type MeasuredFact, rangeOf } from "./ranges.ts";

const stored = ["stored", "none"] as const;
const within = (fact: MeasuredFact) => z.number().check(z.gte(rangeOf(fact).min), z.lte(rangeOf(fact).max));
const between = (fact: MeasuredFact, description: string) => described(z.optional(within(fact)), description);

const cordBlood = z.strictObject({
  own: described(
    z.optional(z.enum(stored)),
    "Is a unit of this child's own cord blood stored? stored or none. Leave out when not known.",
  ),
  sibling: described(
    z.optional(z.enum(stored)),
    "Is a unit of a brother's or sister's cord blood stored? stored or none. Leave out when not known.",
  ),
  totalNucleatedCells: between(
    "cordBlood.totalNucleatedCells",
    "Total nucleated cells (TNC) in the stored unit before freezing, as a full count of cells: 6e8 is 600 million.",
  ),
  recoveryPercent: between(
    "cordBlood.recoveryPercent",
    "Share of the cells that the bank expects back after thawing, in percent from 1 to 100.",
  ),
});

const gmfm66 = z.strictObject({
  score: described(within("gmfm66.score"), "GMFM-66 score, 0 to 100 points."),
  standardError: described(
    z.optional(within("gmfm66.standardError")),
    "Standard error that the scoring program printed beside the score, in points.",
  ),
  scoring: described(
    z.optional(z.enum(["GMAE-2", "GMAE-3"])),
    "Version of the scoring program, for scores of two versions are not quite alike.",
  ),
});

/** Shape of a child file. Exactly one of `birthMonth` and `ageYears` is given. */
export const childSchema = z.strictObject({
  birthMonth: described(
    z.optional(z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/))),
    "Month of birth as yyyy-MM, such as 2017-03. Give this or ageYears.",
  ),
  ageYears: between(
    "ageYears",
    "Age in years: a whole number such as 9 means any day of that year of life. Give this or birthMonth.",
  ),
  sex: described(z.optional(z.enum(["female", "male"])), "Sex as trials ask for it: female or male."),
  gmfcs: described(z.optional(z.enum(gmfcsLevels)), "GMFCS level, a Roman numeral from I to V."),
  gmfm66: z.optional(gmfm66),
  country: described(
    z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))),
    "Country the family lives in, as two capital letters (ISO 3166-1 alpha-2), such as US or AU.",
  ),
  weightKg: between("weightKg", "Body weight now, in kilograms."),
  cordBlood: z.optional(cordBlood),
  ...matchingFacts,
});

const factNames = [childSchema, cordBlood, gmfm66].flatMap((group) => Object.keys(group.shape));

/** A child's facts as they were entered. */
export type ChildFile = z.infer<typeof childSchema>;

/** A child's facts, with the age on a given day worked out from them. */
export interface Child extends ChildFile {
  readonly age: CompletedMonths;
}

export type ChildReading =
  | { readonly status: "read"; readonly child: Child }
  | { readonly status: "refused"; readonly problems: readonly InputProblem[] };

/**
 * Reads a child file.
 * @param input parsed JSON of any kind.
 * @param today day on which the age counts, as yyyy-MM-dd.
 */
export function readChild(input: unknown, today: string): ChildReading {
  const parsed = childSchema.safeParse(withoutNulls(input));
  if (!parsed.success)
    return {
      status: "refused",
      problems: parsed.error.issues.flatMap((issue) => problemFrom(issue, input, factNames)),
    };
  const file = parsed.data;
  const age = ageOn(file, today);
  if ("code" in age) return { status: "refused", problems: [age] };
  const ahead = monthsAhead(file, today);
  if (ahead.length > 0) return { status: "refused", problems: ahead };
  return { status: "read", child: { ...file, age } };
}

function ageOn(file: ChildFile, today: string): CompletedMonths | InputProblem {
  const { birthMonth, ageYears } = file;
  if (birthMonth !== undefined && ageYears !== undefined)
    return { field: "ageYears", code: "two-ages", values: { birthMonth, ageYears } };
  if (ageYears !== undefined) return ageFromYears(ageYears);
  if (birthMonth === undefined) return { field: "birthMonth", code: "no-age", values: {} };
  if (birthMonth > today.slice(0, 7))
    return { field: "birthMonth", code: "birth-in-future", values: { got: birthMonth, today } };
  try {
    return ageFromBirthMonth(birthMonth, today);
  } catch (error) {
    if (!(error instanceof ImplausibleInput)) throw error;
    return { field: "birthMonth", code: "too-old", values: { got: birthMonth, max: error.values.max } };
  }
}

/** Nothing that a child has had lies ahead; a plan is asked for by itself. */
function monthsAhead(file: ChildFile, today: string): InputProblem[] {
  const { botulinumToxin, phenol, casts, operations, cellTherapy, seizures } = file;
  const dated = [
    ...Object.entries({ botulinumToxin, phenol, casts, operations, cellTherapy }).flatMap(([fact, events]) =>
      (events ?? []).flatMap(({ date }, at) =>
        date === undefined ? [] : [{ field: `${fact}.${at}.date`, date }],
      ),
    ),
    ...(seizures?.last === undefined ? [] : [{ field: "seizures.last", date: seizures.last }]),
  ];
  return dated
    .filter(({ date }) => date > today.slice(0, date.length))
    .map(({ field, date }) => ({ field, code: "month-ahead", values: { got: date, today } }));
}

/** null says "not known", as absence does, so that a form or a spreadsheet may leave its cells empty. */
function withoutNulls(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

/** The JSON Schema of a child file, with units and ranges in its descriptions. */
export function childJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(childSchema, { target: "draft-2020-12" }),
    title: "Child",
    description: "What is known about a child. Leave out, or set to null, whatever is not known.",
    oneOf: [{ required: ["birthMonth"] }, { required: ["ageYears"] }],
  };
}
