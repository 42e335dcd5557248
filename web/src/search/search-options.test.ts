import { dataSet } from "evidence";
import MiniSearch from "minisearch";
import { sayReview, searchDocuments } from "review";
import { say } from "visit";
import { expect, test } from "vitest";
import { searchOptions } from "./search-options.ts";

const data = dataSet();
const documents = searchDocuments(data, {
  say: say("en"),
  review: sayReview("en"),
  locale: "en",
  today: "2026-11-26",
});
const made = new MiniSearch(searchOptions);
made.addAll(documents);
/** As a page has it: the index written out and read again. */
const search = MiniSearch.loadJSON(JSON.stringify(made), searchOptions);
const found = (query: string) => search.search(query).map(({ id }) => String(id));

test("every claim and every study can be found once", () => {
  expect(documents.map(({ id }) => id).toSorted()).toEqual(
    [
      ...data.claims.map(({ id }) => `claim-${id}`),
      ...data.studies.map(({ id }) => `study-${id}`),
    ].toSorted(),
  );
});

test.each([
  ["cure", "claim-not-a-cure"],
  ["walk", "claim-helps-walking"],
  ["Duke", "claim-duke-dose"],
  ["NCT01147653", "study-sun-2017-autologous"],
  ["Zarrabi", "study-zarrabi-2022-intrathecal"],
])("%s finds %s among the first three", (query, id) => {
  expect(found(query).slice(0, 3)).toContain(id);
});

test.each([
  ["intrathecal", "study-zarrabi-2022-intrathecal"],
  ["autologous", "claim-own-cells-no-risk"],
  ["sibling", "claim-own-unit-needed"],
  ["physiotherapy", "claim-keep-up-therapy"],
  ["price", "claim-outside-a-trial-usa"],
  ["side effects", "claim-is-safe"],
  ["banking", "claim-store-in-case"],
  ["randomized", "study-sun-2017-autologous"],
])("%s, which the page calls otherwise, finds %s", (query, id) => {
  expect(found(query)).toContain(id);
});

test.each([
  ["zarabi", "study-zarrabi-2022-intrathecal"],
  ["autologus", "study-sun-2017-autologous"],
  ["therpay", "claim-keep-up-therapy"],
])("a slip of the finger, %s, is forgiven", (query, id) => {
  expect(found(query)).toContain(id);
});

test("a word that is nowhere finds nothing", () => {
  expect(found("xylophone")).toEqual([]);
});
