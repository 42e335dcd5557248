import { expect, test } from "vitest";
import { claimGround, claimStanding, claimsOfStudy, studiesOfClaim } from "./claim.ts";
import { dataSet } from "./data-set.ts";
import { figureIndex } from "./figure-index.ts";
import { type Claim, claimVerdicts } from "./records.ts";
import { validateDataSet } from "./schema.ts";
import type { DataSet } from "./tables.ts";

const data = dataSet();
const claim = (id: string) => data.claims.find((one) => one.id === id)!;

/** The data set with one figure of a record changed. */
function moved(record: string, slot: string, change: object): DataSet {
  const draft = structuredClone(data) as unknown as Record<string, { id: string; figures?: object }[]>;
  for (const row of [...draft.pooled!, ...draft.harms!, ...draft.facts!]) {
    if (row.id === record) Object.assign((row.figures as Record<string, object>)[slot]!, change);
  }
  return draft as unknown as DataSet;
}

/** To look again: compare, correct words and verdict, then write the new ground and the day into claims.json. */
test.each(data.claims.map((one): [string, Claim] => [one.id, one]))(
  "the verdict on %s rests on what it rested on when it was reviewed",
  (_, one) => {
    expect(claimStanding(one, data, one.reviewedOn).changes).toEqual([]);
  },
);

test("a figure that moves is told with what it was and what it is, on every claim that cites it", () => {
  const after = moved("ipd-2025.main.12m", "effect", { value: 1.1 });
  const changed = after.claims.filter((one) => claimStanding(one, after, "2026-11-26").changes.length > 0);
  expect(changed.map(({ id }) => id)).toEqual(
    data.claims
      .filter(({ cites }) => Object.values(cites).includes("ipd-2025.main.12m/effect"))
      .map(({ id }) => id),
  );
  expect(claimStanding(claim("not-a-cure"), after, "2026-11-26").changes).toEqual([
    {
      id: "ipd-2025.main.12m/effect",
      was: "1.42 (0.31 to 2.52) GMFM-66 points, published, abstract",
      is: "1.1 (0.31 to 2.52) GMFM-66 points, published, abstract",
    },
  ]);
});

test.each([
  ["the interval", { ciLow: 0.2 }],
  ["the checking status", { checked: "full text" }],
  ["the unit", { unit: "GMFM-88 percent" }],
])("a change of %s alone is seen too", (_, change) => {
  const after = moved("ipd-2025.main.12m", "effect", change);
  expect(claimStanding(claim("helps-movement"), after, "2026-11-26").changes).toHaveLength(1);
});

test("a certainty that is judged anew, a fact that is reworded and a conflict that gains a side are seen", () => {
  const draft = structuredClone(data);
  const judgement = draft.judgements.find(({ id }) => id === "6-to-15")!;
  Object.assign(judgement, { level: "low", phrase: "may-improve" });
  Object.assign(draft.facts.find(({ id }) => id === "acog.private")!, { statement: "Other words." });
  const severity = draft.conflicts.find(({ id }) => id === "severity")!;
  Object.assign(severity, { sides: [...severity.sides, severity.sides[0]!] });
  const changesOf = (id: string) =>
    claimStanding(claim(id), draft, "2026-11-26").changes.map((one) => one.id);
  expect(changesOf("six-to-fifteen")).toEqual(["6-to-15"]);
  expect(changesOf("store-in-case")).toEqual(["acog.private"]);
  expect(changesOf("milder-most")).toEqual(["severity"]);
});

test("a claim is expired from the day after its last day", () => {
  const one = claim("not-a-cure");
  expect(claimStanding(one, data, one.expiresOn).expired).toBe(false);
  expect(claimStanding(one, data, "2027-05-27").expired).toBe(true);
});

test("the ledger holds the 17 statements of a typical article and its bottom lines, in all five verdicts", () => {
  expect(data.claims.length).toBeGreaterThanOrEqual(30);
  expect(new Set(data.claims.map(({ verdict }) => verdict))).toEqual(new Set(claimVerdicts));
});

test("every figure of a claim is in the data set, and every ground has words", () => {
  const figures = figureIndex(data);
  for (const one of data.claims) {
    for (const id of Object.values(one.cites)) expect(figures.has(id), `${one.id}: ${id}`).toBe(true);
    const grounds = [...Object.values(one.cites), ...one.judgements, ...one.restsOn, ...one.conflicts];
    expect(Object.keys(claimGround(one, data)).sort(), one.id).toEqual([...new Set(grounds)].sort());
  }
});

test("claims and studies lead to each other", () => {
  expect(studiesOfClaim(claim("beats-growth"), data)).toEqual(["sun-2022-accent-cp"]);
  expect(claimsOfStudy("sun-2022-accent-cp", data).map(({ id }) => id)).toContain("beats-growth");
  for (const { id } of data.studies) {
    for (const one of claimsOfStudy(id, data)) expect(studiesOfClaim(one, data)).toContain(id);
  }
});

test.each([
  ["an unknown figure", { cites: { effect: "nothing/effect" } }, "cites", "figures in the data set"],
  ["an unknown judgement", { judgements: ["none"] }, "judgements", "judgements in the data set"],
  ["an unknown conflict", { conflicts: ["none"] }, "conflicts", "conflicts in the data set"],
  ["an unknown fact", { restsOn: ["none"] }, "restsOn", "facts, outcomes or pooled results"],
  ["a verdict of its own", { verdict: "eligible" }, "verdict", "one of: true"],
  ["an expiry before its review", { expiresOn: "2026-01-01" }, "expiresOn", "after the review"],
  ["nothing that would change it", { wouldChange: [] }, "wouldChange", "at least one"],
  ["no ground at all", { cites: {}, restsOn: [], judgements: [] }, "cites", "a figure"],
  [
    "another certainty than its judgement",
    { certainty: "high" },
    "certainty",
    "the judgement all-children, low",
  ],
  ["a day that is none", { reviewedOn: "soon" }, "reviewedOn", "a day as yyyy-MM-dd"],
])("a claim with %s is refused by name", (_, change, field, expected) => {
  const draft = structuredClone(data);
  Object.assign(draft.claims.find(({ id }) => id === "helps-movement")!, change);
  expect(validateDataSet(draft)).toContainEqual(
    expect.objectContaining({ record: "helps-movement", field, expected: expect.stringContaining(expected) }),
  );
});
