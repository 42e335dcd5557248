import { dataSet } from "evidence";
import { say } from "visit";
import { expect, test } from "vitest";
import english from "../messages/en.json" with { type: "json" };
import { claimList, claimPage } from "./claims.ts";
import { sayReview } from "./words.ts";

const data = dataSet();
const words = { say: say("en"), review: sayReview("en"), locale: "en", today: "2026-11-26" } as const;

test.each(data.claims.map(({ id }) => [id]))("%s is said in full, with every value filled in", (id) => {
  const page = claimPage(id, data, words);
  for (const text of [page.statement, page.careful, ...page.figures.map((figure) => figure.text)]) {
    expect(text).not.toMatch(/[{}]|undefined|NaN/);
    expect(text.length).toBeGreaterThan(1);
  }
  expect(page.carefully.sources.length).toBeGreaterThan(0);
});

test("no words are kept for a claim that is not in the ledger", () => {
  const ids = Object.keys(english).flatMap((id) => id.match(/^claim\.(.+)\.(?:says|careful)$/)?.[1] ?? []);
  expect(new Set(ids)).toEqual(new Set(data.claims.map(({ id }) => id)));
});

test("every claim is in the list once, under its topic", () => {
  const listed = claimList(data, words).flatMap(({ claims }) => claims.map(({ id }) => id));
  expect(listed.toSorted()).toEqual(data.claims.map(({ id }) => id).toSorted());
});

test("a figure that moves moves in the sentence, and the page says that it did", () => {
  const draft = structuredClone(data);
  const effect = draft.pooled.find(({ id }) => id === "ipd-2025.main.12m")!.figures.effect!;
  Object.assign(effect, { value: 0.95 });
  const page = claimPage("helps-movement", draft, words);
  expect(page.careful).toContain("0.95 points more than 171 others after 12 months (from 0.31 to 2.52)");
  expect(page.changed).toBe("A figure has changed since this was checked. The verdict may change too.");
  expect(claimPage("helps-movement", data, words).changed).toBeUndefined();
});

test("a certainty that is judged anew changes the sentence", () => {
  const draft = structuredClone(data);
  Object.assign(draft.judgements.find(({ id }) => id === "6-to-15")!, {
    level: "moderate",
    phrase: "probably-improves",
  });
  expect(claimPage("six-to-fifteen", draft, words).careful).toContain(
    "cord blood probably improves how they move",
  );
});

test("after its last day a claim says that it is out of date", () => {
  expect(claimPage("is-safe", data, words).expiry).toBe(
    "If you read this after May 26, 2027, look for a newer version.",
  );
  const late = claimPage("is-safe", data, { ...words, today: "2027-05-27" });
  expect(late.expired).toBe(true);
  expect(late.expiry).toMatch(/^Out of date\./);
});

test("a claim that is not there is refused by its name", () => {
  expect(() => claimPage("moon-helps", data, words)).toThrow('no claim "moon-helps"');
});
