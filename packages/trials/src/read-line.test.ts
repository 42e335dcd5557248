import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLine } from "./read-line.ts";

const included = (text: string) => readLine(text, "inclusion");
const excluded = (text: string) => readLine(text, "exclusion");

/** The one criterion of a line that was understood as a whole. */
function whole(text: string, section: "inclusion" | "exclusion" = "inclusion") {
  const { parts, whole } = readLine(text, section);
  return whole && parts.length === 1 ? parts[0]!.criterion : { parts, whole };
}
const levels = (text: string) => {
  const criterion = whole(text);
  return "kind" in criterion && criterion.kind === "gmfcs" ? criterion.levels.join(" ") : criterion;
};
const years = (from: number | undefined, to: number | undefined) => ({
  kind: "age",
  ...(from !== undefined && { from: { months: from * 12, doubtMonths: 0 } }),
  ...(to !== undefined && { to: { months: to * 12 + 11, doubtMonths: 0 } }),
});

describe("GMFCS levels, in all their spellings", () => {
  test.each([
    ["GMFCS level I, II or III", "I II III"],
    ["GMFCS I-III", "I II III"],
    ["GMFCS I–III", "I II III"],
    ["GMFCS levels I to III", "I II III"],
    ["GMFCS 1-3", "I II III"],
    ["GMFCS levels 1, 2, and 3", "I II III"],
    ["GMFCS level I/II/III", "I II III"],
    ["GMFCS levels between I and III", "I II III"],
    ["GMFCS Level II", "II"],
    ["GMFCS: IV & V", "IV V"],
    ["GMFCS levels Ⅰ~Ⅲ", "I II III"],
    ["GMFCS-E&R level IV or V.", "IV V"],
    ["GMFCS-E & R levels I-II", "I II"],
    ["GMFCS E&R I or II", "I II"],
    ["Functional level GMFCS I, II or III", "I II III"],
    ["Gross Motor Function Classification System (GMFCS) level III-IV", "III IV"],
    ["being classified at Gross Motor Function Classification System (GMFCS) level III-IV", "III IV"],
    ["Gross Motor Function Classification System level of II, III, or IV", "II III IV"],
    ["Gross Motor Function Classification Score level I to IV", "I II III IV"],
    ["Gross Motor Functional Classification Scale levels I through III", "I II III"],
    ["Gross motor level (GMFC scale) I through III.", "I II III"],
    ["Levels II to IV of the GMFCS", "II III IV"],
    ["Level I-III on the Gross Motor Function Classification System (GMFCS)", "I II III"],
    ["Children with GMFCS level III", "III"],
    ["GMFCS I-II, IV", "I II IV"],
    ["GMFCS level I-III (known or suspected)", "I II III"],
    ["GMFCS level ≤ III", "I II III"],
    ["GMFCS >= 3", "III IV V"],
    ["GMFCS < 4", "I II III"],
    ["GMFCS below level IV", "I II III"],
    ["GMFCS level lower than IV", "I II III"],
    ["GMFCS level III or above", "III IV V"],
    ["GMFCS III or higher", "III IV V"],
    ["GMFCS level II or lower", "I II"],
    ["GMFCS level II or better", "I II"],
    ["GMFCS level IV or worse", "IV V"],
    ["GMFCS up to III", "I II III"],
    ["GMFCS of any level (1-5)", "I II III IV V"],
    ["All GMFCS levels", undefined],
  ])("%s", (text, expected) => {
    if (expected === undefined) expect(included(text)).toEqual({ parts: [], whole: false });
    else expect(levels(text)).toBe(expected);
  });

  test.each([
    ["GMFCS at least level III", "more or less able is not said"],
    ["GMFCS level I or MACS level I", "one of two is enough"],
    ["Not GMFCS V", "turned round"],
    ["Patients other than GMFCS V", "turned round"],
    ["Stratified by GMFCS (I-II versus III)", "not a condition"],
    ["Improvement of GMFCS from level III to II", "a change"],
    ["GMFCS level V is allowed if stable", "an exception"],
    ["For cohort B: GMFCS level IV-V", "one cohort"],
    ["GMFCS II in part 1 and GMFCS IV in part 2", "two groups"],
    ["Able to walk alone (GMFCS I) or with a device (GMFCS II-III)", "two cases"],
    ["GMFCS level = I and CFCS level = I", "with another scale"],
    ["GMFCS 6", "no such level"],
    ["Siblings of a child with GMFCS IV", "somebody else"],
    ["GMFCS level recorded within 3 months", "no level"],
    ["Severe impairment (SNI): GMFCS II, III, IV or V together with CFCS II, III, IV or V", "two scales"],
    ["Gross motor function measure above 50", "another scale"],
  ])("%s: nothing is read, for it is %s", (text) => {
    expect(included(text).parts).toEqual([]);
    expect(included(text).whole).toBe(false);
  });

  test("an exclusion is kept as what it leaves", () => {
    expect(whole("GMFCS level III or above", "exclusion")).toEqual({ kind: "gmfcs", levels: ["I", "II"] });
    expect(whole("Children with GMFCS V", "exclusion")).toEqual({
      kind: "gmfcs",
      levels: ["I", "II", "III", "IV"],
    });
  });
  test("an exclusion of every level is a slip", () => {
    expect(excluded("GMFCS I-V").parts).toEqual([]);
  });
  test("an exclusion by two things at once is for a person", () => {
    expect(excluded("GMFCS V and severe scoliosis").parts).toEqual([]);
    expect(excluded("GMFCS V or uncontrolled epilepsy").parts).toEqual([]);
    expect(excluded("Must not be GMFCS V").parts).toEqual([]);
  });
});

describe("a clause within a line", () => {
  test.each([
    ["Cerebral palsy (CP), diagnosis confirmed, with GMFCS level IV or V", "GMFCS level IV or V"],
    ["Cerebral Palsy is the primary diagnosis (GMFCS Level I-III)", "GMFCS Level I-III"],
    ["Children with spastic CP and GMFCS levels II-III", "GMFCS levels II-III"],
    ["Cerebral palsy patients between 12 and 72 months old", "between 12 and 72 months old"],
    ["Children with spastic diplegia aged 4 to 12 years", "aged 4 to 12 years"],
  ])("%s: read at its place, and the rest is for a person", (text, clause) => {
    const { parts, whole } = included(text);
    expect(whole).toBe(false);
    expect(parts.map(({ from, to }) => text.slice(from, to))).toEqual([clause]);
  });
  test("between semicolons stands for itself", () => {
    const text =
      "6-12 years old; Walks without a mobility device, though speed, balance and/or coordination are limited (GMFCS-E&R Level I or II); Follows one-step instructions.";
    expect(included(text).parts.map(({ from, to }) => text.slice(from, to))).toEqual([
      "6-12 years old",
      "GMFCS-E&R Level I or II",
    ]);
    expect(excluded("GMFCS Level III or above; Marked visual impairment").parts).toHaveLength(1);
  });
  test("between semicolons does not, where a condition may govern the whole", () => {
    expect(included("Group B: walks; GMFCS I-II").parts).toEqual([]);
    expect(included("GMFCS I; or able to stand").parts).toEqual([]);
    expect(included("If older than 8 years; GMFCS I").parts).toEqual([]);
  });
});

describe("ages", () => {
  test.each([
    ["18-65 years old", years(18, 65)],
    ["Age 2 to 4 years.", years(2, 4)],
    ["From 3 to 8 years old.", years(3, 8)],
    ["Between 4 and 11 years of age", years(4, 11)],
    ["Aged 7 to 17 years when the study starts.", years(7, 17)],
    ["aged 5-17 years", years(5, 17)],
    ["Children between the ages of 3 and 12 years, inclusive", years(3, 12)],
    ["Patients must be ≥ 18 years of age", years(18, undefined)],
    ["18 years or older at the time of consent", years(18, undefined)],
    ["At least four years of age", years(4, undefined)],
    ["Patients must be 21 years of age or younger", years(undefined, 21)],
    ["≤12 years of age", years(undefined, 12)],
    ["Age ≥18 years and age ≤70 years", years(18, 70)],
    [
      "Age 4 to <8 years",
      { kind: "age", from: { months: 48, doubtMonths: 0 }, to: { months: 95, doubtMonths: 0 } },
    ],
    ["younger than 18 years", { kind: "age", to: { months: 215, doubtMonths: 0 } }],
    ["older than 6 months.", { kind: "age", from: { months: 6, doubtMonths: 1 } }],
    [
      "12 to 48 months old",
      { kind: "age", from: { months: 12, doubtMonths: 0 }, to: { months: 48, doubtMonths: 0 } },
    ],
    [
      "Adjusted age ≥24 months and ≤60 months when enrolled.",
      {
        kind: "age",
        from: { months: 24, doubtMonths: 0 },
        to: { months: 60, doubtMonths: 0 },
        corrected: true,
      },
    ],
    [
      "From 3 years to 5 years 11 months old (corrected age) when entering the study",
      {
        kind: "age",
        from: { months: 36, doubtMonths: 0 },
        to: { months: 71, doubtMonths: 0 },
        corrected: true,
      },
    ],
    [
      "Corrected age at enrollment of 3-8 months",
      {
        kind: "age",
        from: { months: 3, doubtMonths: 0 },
        to: { months: 8, doubtMonths: 0 },
        corrected: true,
      },
    ],
  ])("%s", (text, criterion) => {
    expect(whole(text)).toEqual(criterion);
  });

  test.each([
    ["Age 4-18", "no unit"],
    ["Expresses him- or herself at the level of age 3 or higher", "a level of speech"],
    ["Age at onset between 25-70 years", "another age"],
    ["Gestational age of at least 36 weeks", "another age"],
    ["Born at less than 37 weeks of gestation", "another age"],
    ["Seizures after 2 years of age", "another time"],
    ["Parent at least 18 years of age", "somebody else"],
    ["Partner or spouse is 18 years or older", "somebody else"],
    ["Healthy volunteers aged 18 to 40 years", "somebody else"],
    ["Botulinum toxin within the last 6 months", "a stretch of time"],
    ["Diagnosis for at least 2 years", "a stretch of time"],
    ["At least 12 months", "perhaps a stretch of time"],
    ["Serum creatinine 0.8 mg/dL (2 to < 6 years of age)", "a limit for an age"],
    ["Age 4 to <8 years (phase 1) or age 4 to <13 years (phase 2)", "two groups"],
    ["Patients (pediatric ≤11 years; adolescent ≥12 years)", "two groups"],
    ["Being breastfed despite the age of 48 months", "something else"],
    ["5 to 18 years old at the time of that operation", "the age at an operation"],
    ["8 to 3 years old", "a slip"],
    ["Can be paired with another child by age (± 3 months)", "a difference"],
    ["Less than 6 years old or severe spasticity", "one of two"],
    ["Not older than 8 years unless a guardian consents", "an exception"],
  ])("%s: nothing is read, for it is %s", (text) => {
    expect(included(text).parts).toEqual([]);
  });

  test("an exclusion is kept as what it leaves", () => {
    expect(whole("Patients under 18 years old", "exclusion")).toEqual(years(18, undefined));
    expect(whole("Age > 70 years", "exclusion")).toEqual({
      kind: "age",
      to: { months: 839, doubtMonths: 12 },
    });
    expect(whole("Younger than 2 or older than 18 years of age", "exclusion")).toEqual({
      kind: "all",
      of: [
        { kind: "age", from: { months: 24, doubtMonths: 0 } },
        { kind: "age", to: { months: 215, doubtMonths: 12 } },
      ],
    });
  });
});

describe("sex", () => {
  test.each([
    "Male or female",
    "Both sexes",
    "Boys and girls",
    "Any gender",
    "Gender: male and female",
    "Male & Female",
  ])("%s", (text) => {
    expect(whole(text)).toEqual({ kind: "sex", sexes: ["female", "male"] });
  });
  test("beside an age both are read", () => {
    const { parts, whole } = included("Male or females 12 -24 years old");
    expect(whole).toBe(true);
    expect(parts.map(({ criterion }) => criterion)).toEqual([
      { kind: "sex", sexes: ["female", "male"] },
      years(12, 24),
    ]);
  });
  test("one alone", () => {
    expect(whole("Female patients")).toEqual({ kind: "sex", sexes: ["female"] });
    expect(whole("Male patients", "exclusion")).toEqual({ kind: "sex", sexes: ["female"] });
  });
  test.each([
    "Pregnant female",
    "Male or non-pregnant females",
    "Female subjects must use contraception",
    "Mothers",
  ])("%s: nothing is read", (text) => {
    expect(included(text).parts).toEqual([]);
    expect(excluded(text).parts).toEqual([]);
  });
});

describe("cord blood", () => {
  const own = { kind: "cord-blood", unit: "own", wanted: "stored" };
  test.each([
    ["Autologous cord blood unit available", own],
    ["Has a stored autologous umbilical cord blood unit", own],
    ["Availability of autologous cord blood", own],
    ["Their own cord blood was banked", own],
    ["Sibling cord blood unit available", { ...own, unit: "sibling" }],
    ["A qualified autologous cord blood unit is available", { ...own, qualified: true }],
  ])("%s", (text, criterion) => {
    expect(whole(text)).toEqual(criterion);
  });
  test("an exclusion is kept as what it leaves", () => {
    expect(whole("A qualified autologous cord blood unit is available.", "exclusion")).toEqual({
      ...own,
      wanted: "none",
      qualified: true,
    });
  });
  test.each([
    ["TNC ≥ 2 x 10^7/kg", 2e7, undefined],
    ["Total nucleated cell dose of at least 1 × 10⁷ cells/kg", 1e7, undefined],
    ["Total nucleated cells >= 2E7 per kg", 2e7, undefined],
    ["Pre-cryopreservation total nucleated cell dose ≥ 10^7/kg", 1e7, "before-freezing"],
    ["At least 20 million total nucleated cells per kilogram", 2e7, undefined],
    ["Minimum TNC count of > 2.5x10^7/kg body weight post-thaw", 2.5e7, "after-thaw"],
  ])("%s", (text, cellsPerKg, counted) => {
    expect(whole(text)).toEqual({
      kind: "cell-dose",
      wanted: "at-least",
      cellsPerKg,
      ...(counted && { counted }),
    });
  });
  test("a small unit excluded is a dose asked for", () => {
    expect(whole("TNC < 1.5 x 10^7/kg", "exclusion")).toEqual({
      kind: "cell-dose",
      wanted: "at-least",
      cellsPerKg: 1.5e7,
    });
  });
  test.each([
    "Had an operation, or was given autologous cord blood, within one year before the trial.",
    "Prior autologous cord blood infusion",
    "Umbilical cord blood donor available",
    "TNC ≥ 4x107/kg",
    "CD34+ cells ≥ 1 x 10^5/kg",
    "Mononuclear cells ≥ 2 x 10^7/kg",
    "TNC ≥ 2 x 10^8",
  ])("%s: nothing is read", (text) => {
    expect(included(text).parts).toEqual([]);
  });
});

test("a line that asks nothing is read as that", () => {
  for (const text of ["None", "None.", "N/A", "Not applicable"])
    expect(whole(text, "exclusion")).toEqual({ kind: "nothing" });
});

test("of any line, parts lie in it, apart and in order", () => {
  const word = fc.constantFrom(
    "GMFCS",
    "level",
    "I",
    "III",
    "-",
    "to",
    "or",
    "and",
    "(",
    ")",
    ";",
    ",",
    "18",
    "years",
    "old",
    "age",
    "≥",
    "<",
    "<=",
    "between",
    "months",
    "male",
    "female",
    "autologous",
    "cord blood",
    "unit",
    "available",
    "TNC",
    "2 x 10^7/kg",
    "not",
    "CP",
    "children",
    "with",
    "aged",
    "younger",
    "than",
    "up to",
    "5",
    ":",
    "none",
    "corrected age",
    "Gross Motor Function Classification System",
  );
  const line = fc.oneof(
    fc.array(word, { maxLength: 25 }).map((words) => words.join(" ")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(line, fc.constantFrom("inclusion" as const, "exclusion" as const), (text, section) => {
      let end = 0;
      for (const { from, to } of readLine(text, section).parts) {
        expect(from).toBeGreaterThanOrEqual(end);
        expect(to).toBeGreaterThanOrEqual(from);
        end = to;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 2000 },
  );
});
