/** Each rule catches what it is for. The pages themselves are held to the rules in journeys/prose.test.ts. */
import { dataSet, evidencePack, figureIndex } from "evidence";
import { claimPage, sayReview } from "review";
import { say } from "visit";
import { describe, expect, test } from "vitest";
import { messages, readings } from "./catalogues.ts";
import { type Block, numberRules } from "./number-rules.ts";

const data = dataSet();
const words = { say: say("en"), review: sayReview("en"), locale: "en", today: "2026-11-26" } as const;
const rule = (id: string) => numberRules.find((one) => one.id === id)!;
const broken = (id: string, ...texts: (string | Block)[]) => {
  const blocks = texts.map((text) => (typeof text === "string" ? { text } : text));
  return rule(id).broken({ blocks, judged: blocks.filter(({ level }) => level !== undefined) });
};

test("there are fourteen rules, numbered as they are called", () => {
  expect(numberRules.map(({ id }) => id)).toEqual(Array.from({ length: 14 }, (_, i) => `N${i + 1}`));
});

describe.each<[id: string, bad: readonly (string | Block)[][], good: readonly (string | Block)[][]]>([
  [
    "N1",
    [["42.6 in 100 children had a fever."], ["9 in 100 had it.", "3 in 1,000 had it."]],
    [["About 9 in 100 had it.", "8 of 464 children had it."], ["A rate of 1.6 in 1,000 births."]],
  ],
  ["N2", [["1 in 323 children has it."], ["One in ten had a fever."]], [["1 of 12 children had it."]]],
  [
    "N3",
    [["Treated children had 30% fewer falls."], ["They were twice as likely to walk."]],
    [["6 of 70 fell, then 3 of 70: 50% fewer."]],
  ],
  [
    "N4",
    [["9 in 100 children had a reaction."]],
    [
      ["9 in 100 had a reaction, 91 did not."],
      ["Up to about 6 in 100 is still possible.".replace("Up", "up")],
    ],
  ],
  [
    "N6",
    [["68% of children improved."], ["11 of 15 children responded."]],
    [["48 of 54 got better, and 40 of 54 with no cells."]],
  ],
  [
    "N7",
    [["They gained 1.42 points more after 12 months."], ["They had 1.42 points more (from 0.31 to 2.52)."]],
    [["They had 1.42 points more (from 0.31 to 2.52) on the GMFM-66."]],
  ],
  [
    "N8",
    [[{ text: "1.42 points (from 0.31 to 2.52)", level: "low" }]],
    [[{ text: "Low certainty", level: "low" }]],
  ],
  [
    "N9",
    [["Seen in 0 of 0 children."], ["After NaN months."], ["The gain was 3 (from  to )."]],
    [["How many children: we could not read it."]],
  ],
  ["N10", [["Children had 1.42 points more."]], [["After 12 months children had 1.42 points more."]]],
  [
    "N11",
    [["Serious event: none seen in 18 children."], ["0 of 18 children had one."]],
    [["None seen in 18 children; up to about 15 in 100 is still possible."]],
  ],
  [
    "N12",
    [["There was a significant gain."], ["There is strong evidence of benefit."], ["A low benefit."]],
    [["No significant difference."], ["Low certainty."]],
  ],
  [
    "N13",
    [
      ["Your child’s gain is more than the minimal important difference."],
      ["This is a large treatment effect."],
    ],
    [["A minimal important difference is for groups of children, not for one child."]],
  ],
  [
    "N14",
    [
      [{ text: "Cord blood improves how they move.", level: "low" }],
      [{ text: "Cord blood may improve it.", level: "very low" }],
    ],
    [[{ text: "Cord blood may improve it.", level: "low" }]],
  ],
])("%s", (id, bad, good) => {
  test.each(bad.map((screen) => [screen]))("is broken by %j", (screen) => {
    expect(broken(id, ...screen)).not.toEqual([]);
  });
  test.each(good.map((screen) => [screen]))("is kept by %j", (screen) => {
    expect(broken(id, ...screen)).toEqual([]);
  });
});

test("N5 is broken by a picture of counts that tells them by colour alone or not at all", () => {
  const icons = (head: string) =>
    rule("N5").broken({ blocks: [], pictures: [`<svg>${head}${"<circle/>".repeat(100)}</svg>`] });
  expect(icons("<title>Pairs</title><pattern/>")).toHaveLength(1);
  expect(icons("<title>58 of 100 pairs</title>")).toHaveLength(1);
  expect(icons("<title>58 of 100 pairs</title><pattern/>")).toEqual([]);
});

test.each(numberRules.map((one) => [one.id, one] as const))(
  "%s holds for every claim",
  (_, { broken: of }) => {
    for (const { id } of data.claims) {
      const { careful, points = "", sure, level, figures } = claimPage(id, data, words);
      const rows = figures.map(({ label = "", text }) => ({ text: `${label} ${text}` }));
      const blocks = [{ text: careful }, { text: points }, { text: sure, level }, ...rows];
      expect(of({ blocks, judged: [{ text: sure, level }] }), id).toEqual([]);
    }
  },
);

test.each(["N2", "N12", "N13"])("%s holds for every message in every catalogue", (id) => {
  for (const message of messages) {
    if (/^claim\..+\.says$/.test(message.id)) continue;
    expect(broken(id, ...readings(message.text, "7")), message.id).toEqual([]);
  }
});

test("N6 and N13 hold for the data: no claim cites a share without a comparison or a threshold for groups", () => {
  const cited = data.claims.flatMap(({ cites }) => Object.values(cites));
  expect(cited.filter((id) => /^(?:ipd-2025\.responders|mcid\.)/.test(id))).toEqual([]);
});

test("N9 and N11 hold for the data: a zero is counted out of something, and carries its upper limit", () => {
  for (const { id, figures } of data.harms) {
    if (figures.events?.value === 0) expect(figures.of ?? figures.ofInfusions, id).toBeDefined();
  }
  for (const harm of evidencePack(data).harms) {
    if (harm.figures.events?.value === 0) expect(harm.upperLimit?.value, harm.id).toBeGreaterThan(0);
  }
});

test("N7 and N10 hold for the data: every result that a claim cites has its month, and says whose it is", () => {
  const figures = figureIndex(data);
  for (const { id, cites } of data.claims) {
    for (const figure of Object.values(cites)) {
      if (!figures.get(figure)!.unit.startsWith("GMFM")) continue;
      const [record] = figure.split("/");
      const result = [...data.outcomes, ...data.pooled].find((row) => row.id === record);
      expect(result?.month, `${id}: ${figure}`).toBeGreaterThan(0);
    }
  }
});
