/**
 * What stands in the form's boxes: text as typed, right or wrong, so that nothing entered is ever lost. It becomes
 * a child file for `readChild` to judge, by the same definition as the command line's and the API's.
 */
import { type ChildFile, type MatchingFact, matchingFactNames } from "visit";

export interface Draft {
  readonly ageBy: "month" | "years";
  readonly birthYear: string;
  readonly birthMonth: string;
  readonly ageYears: string;
  readonly sex: string;
  readonly gmfcs: string;
  readonly score: string;
  readonly standardError: string;
  readonly scoring: string;
  readonly weightKg: string;
  readonly country: string;
  readonly own: string;
  readonly sibling: string;
  readonly cells: string;
  readonly cellsUnit: CellsUnit;
  readonly recoveryPercent: string;
  /** What trials ask beyond these, in the shape of a child file, with dates and numbers as typed. */
  readonly more: MoreFacts;
}

/** A past treatment with its month as typed, such as "2026-05" or "20x6-"; absent where nothing was. */
export interface TypedEvent {
  readonly date?: string | undefined;
  readonly words: string;
}
export type MoreFacts = {
  readonly [Fact in MatchingFact]?: ChildFile[Fact] | readonly TypedEvent[] | string;
};

/** How many cells one of the unit is: banks' reports write the same count in several ways. */
const cellsUnits = { million: 1e6, e8: 1e8, one: 1 } as const;
export type CellsUnit = keyof typeof cellsUnits;

export const emptyDraft: Draft = {
  ageBy: "month",
  birthYear: "",
  birthMonth: "",
  ageYears: "",
  sex: "",
  gmfcs: "",
  score: "",
  standardError: "",
  scoring: "",
  weightKg: "",
  country: "",
  own: "",
  sibling: "",
  cells: "",
  cellsUnit: "million",
  recoveryPercent: "",
  more: {},
};

/** A number where the text is one (a comma may stand for the point), otherwise the text, so that it is told about. */
function numberFrom(text: string, times = 1): number | string | undefined {
  const plain = text.trim().replace(/^(\d+),(\d{1,2})$/, "$1.$2");
  if (plain === "") return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? Number((number * times).toPrecision(12)) : text;
}

const given = (text: string) => (text === "" ? undefined : text);

/** Absent where all of its facts are, for an empty group says nothing. */
function group<T extends Record<string, unknown>>(facts: T): T | undefined {
  return Object.values(facts).some((fact) => fact !== undefined) ? facts : undefined;
}

/** The child file that the form says, unjudged: pass it to `readChild`. */
export function fileFrom(draft: Draft): Record<string, unknown> {
  const month =
    draft.birthYear || draft.birthMonth ? `${draft.birthYear.trim()}-${draft.birthMonth}` : undefined;
  const file = {
    birthMonth: draft.ageBy === "month" ? month : undefined,
    ageYears: draft.ageBy === "years" ? numberFrom(draft.ageYears) : undefined,
    sex: given(draft.sex),
    gmfcs: given(draft.gmfcs),
    gmfm66: group({
      score: numberFrom(draft.score),
      standardError: numberFrom(draft.standardError),
      scoring: given(draft.scoring),
    }),
    country: given(draft.country),
    weightKg: numberFrom(draft.weightKg),
    cordBlood: group({
      own: given(draft.own),
      sibling: given(draft.sibling),
      totalNucleatedCells: numberFrom(draft.cells, cellsUnits[draft.cellsUnit]),
      recoveryPercent: numberFrom(draft.recoveryPercent),
    }),
    ...moreFrom(draft.more),
  };
  return JSON.parse(JSON.stringify(file));
}

function moreFrom({ hipMigrationPercent, languages, ...more }: MoreFacts): Record<string, unknown> {
  return {
    ...more,
    hipMigrationPercent: numberFrom(String(hipMigrationPercent ?? "")),
    languages:
      typeof languages === "string"
        ? languages.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]))
        : languages,
  };
}

const text = (value: number | undefined) => (value === undefined ? "" : String(value));

/** The form filled in from a child file. */
export function draftFrom(file: ChildFile): Draft {
  const [birthYear = "", birthMonth = ""] = file.birthMonth?.split("-") ?? [];
  const cells = file.cordBlood?.totalNucleatedCells;
  return {
    ageBy: file.ageYears === undefined ? "month" : "years",
    birthYear,
    birthMonth,
    ageYears: text(file.ageYears),
    sex: file.sex ?? "",
    gmfcs: file.gmfcs ?? "",
    score: text(file.gmfm66?.score),
    standardError: text(file.gmfm66?.standardError),
    scoring: file.gmfm66?.scoring ?? "",
    weightKg: text(file.weightKg),
    country: file.country ?? "",
    own: file.cordBlood?.own ?? "",
    sibling: file.cordBlood?.sibling ?? "",
    cells: text(cells === undefined ? undefined : cells / cellsUnits.million),
    cellsUnit: "million",
    recoveryPercent: text(file.cordBlood?.recoveryPercent),
    more: Object.fromEntries(
      matchingFactNames.flatMap((fact) => (file[fact] === undefined ? [] : [[fact, file[fact]]])),
    ),
  };
}

/** The steps of the form and the facts each one asks for, by their paths in a child file. */
export const steps = {
  age: ["birthMonth", "ageYears", "sex"],
  moving: ["gmfcs", "gmfm66.score", "gmfm66.standardError", "gmfm66.scoring"],
  body: ["weightKg", "country"],
  unit: ["cordBlood.own", "cordBlood.sibling", "cordBlood.totalNucleatedCells", "cordBlood.recoveryPercent"],
} as const;
export type Step = keyof typeof steps;
export const stepNames = Object.keys(steps) as Step[];

const isMatchingFact = (field: string) =>
  matchingFactNames.some((fact) => field === fact || field.startsWith(`${fact}.`));

/** The step that asks for a fact; the first one where none does. */
export const stepFor = (field: string): Step | "more" =>
  isMatchingFact(field)
    ? "more"
    : (stepNames.find((step) => (steps[step] as readonly string[]).includes(field)) ?? "age");
