import { dataSet, dataSetVersion, type EvidenceRelease, releaseOf } from "evidence";
import { say } from "visit";
import { expect, test } from "vitest";
import { changeHistory, changesBetween, lastBefore } from "./what-changed.ts";
import { sayReview } from "./words.ts";

const data = dataSet();
const words = { say: say("en"), review: sayReview("en"), locale: "en" } as const;
const now = releaseOf(data, dataSetVersion);
const effect = "ipd-2025.main.12m/effect";
const earlier = (change: Partial<EvidenceRelease>): EvidenceRelease => ({
  ...now,
  version: "0.0.1",
  date: "2026-01-02",
  ...change,
});
const itemsOf = (before: EvidenceRelease) =>
  changesBetween(before, now, data, words).groups.flatMap(({ items }) => items.map(({ text }) => text));

test("an estimate that moved is told with its study, both values and both intervals", () => {
  const figures = { ...now.figures, [effect]: { ...now.figures[effect]!, value: 2.1, ciHigh: 3.9 } };
  const told = changesBetween(earlier({ figures }), now, data, words);
  expect(told.lead).toContain("1 result has moved.");
  expect(told.groups.map(({ heading }) => heading)).toEqual(["Results that moved"]);
  const [text] = told.groups[0]!.items.map((item) => item.text);
  expect(text).toContain("Finch-Edmondson M 2025, GMFM-66, after 12 months");
  expect(text).toContain("it was 2.1 GMFM-66 points (95% interval 0.31 to 3.9)");
  expect(text).toContain("it is now 1.42 GMFM-66 points (95% interval 0.31 to 2.52)");
});

test("a certainty and a verdict that changed are told from what to what", () => {
  const certainty = { ...now.certainty, "6-to-15": { ...now.certainty["6-to-15"]!, level: "low" as const } };
  const claims = { ...now.claims, "is-safe": { verdict: "partly" as const, certainty: "low" as const } };
  const texts = itemsOf(earlier({ certainty, claims }));
  expect(texts[0]).toBe(
    "Children of 6 to 15 years, GMFM-66, after 12 months: it was Low certainty, and it is now Very low certainty",
  );
  expect(texts[1]).toBe(
    "“Cord blood is safe.”: it was Partly true (Low certainty), and it is now Says too much (Low certainty)",
  );
});

test("what came and what went are told, by name where there still is one", () => {
  const { "sun-2017-autologous": _, ...studies } = now.studies;
  const claims = { ...now.claims, "old-claim": { verdict: "true" as const, certainty: "low" as const } };
  const texts = itemsOf(earlier({ studies, claims }));
  expect(texts).toContain("New: Sun JM 2017");
  expect(texts).toContain("Gone: old-claim; it was: True (Low certainty)");
});

test("the present is compared with the last release before it, never with itself", () => {
  const releases = [earlier({}), earlier({ version: "0.1.0" }), now];
  expect(lastBefore(now, releases)?.version).toBe("0.1.0");
  expect(lastBefore(now, [now])).toBeUndefined();
  const { versions: history } = changeHistory(now, releases, data, words);
  expect(history.map(({ before, version }) => [before, version])).toEqual([
    ["0.1.0", now.version],
    ["0.0.1", "0.1.0"],
  ]);
});

test("a result that moved leads to the source of what it is now", () => {
  const figures = { ...now.figures, [effect]: { ...now.figures[effect]!, value: 2.1, ciHigh: 3.9 } };
  const { versions, sources } = changeHistory(now, [earlier({ figures })], data, words);
  const [item] = versions[0]!.groups[0]!.items;
  expect(item!.sources.map((number) => sources[number - 1]!.work).join()).toContain("Finch-Edmondson");
});
