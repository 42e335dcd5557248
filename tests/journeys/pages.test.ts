/** No page escapes the tests that read and measure pages: each one that was built, or is made on demand, is listed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builtPages, exemptPages, familyPages, filesIn, measuredPages } from "./pages.ts";
import { root } from "./site.ts";

/** Addresses by which the pages' sources are reached: "/claims/[claim]/". */
const sources = filesIn("web/src/pages", ".astro")
  .filter((file) => file !== "404.astro")
  .map((file) => ({
    route: `/${file.replace(/^\[\.\.\.locale\]\//, "").replace(/(?:index)?\.astro$/, "")}/`.replace(
      /\/+$/,
      "/",
    ),
    isOnDemand: /\bprerender = false\b/.test(readFileSync(join(root, "web/src/pages", file), "utf8")),
  }));
const matches = (route: string, path: string) =>
  new RegExp(`^${route.replace(/\[\w+\]/g, "[^/]+")}$`).test(path.replace(/[?#].*/, ""));
/** A route without a gap goes before one with: "/trials/search/" is no trial's number. */
const isOf = (route: string, path: string) =>
  matches(route, path) &&
  (!route.includes("[") ||
    !sources.some((other) => !other.route.includes("[") && matches(other.route, path)));

const built = builtPages();
const read = [...familyPages, ...exemptPages.map(({ path }) => path)];

test("the pages that were built are found", () => {
  expect(built.length).toBeGreaterThan(20);
  expect(sources.filter(({ isOnDemand }) => isOnDemand).length).toBeGreaterThan(0);
});

test.each(built)("%s is read by the tests of prose, for families or exempt for a reason", (path) => {
  expect(
    read.map((one) => one.replace(/[?#].*/, "")),
    `${path} is missing in tests/journeys/pages.ts`,
  ).toContain(path);
});

test.each(sources)("$route is measured by the tests of access", ({ route }) => {
  const found = measuredPages.some((path) => isOf(route, path));
  expect(found, `${route} is missing in measuredPages of tests/journeys/pages.ts`).toBe(true);
});

test.each(sources.filter(({ isOnDemand }) => isOnDemand))(
  "$route is read by the tests of prose",
  ({ route }) => {
    const found = read.some((path) => isOf(route, path));
    expect(found, `${route} is missing in tests/journeys/pages.ts`).toBe(true);
  },
);

test("nothing is listed that is not there", () => {
  const gone = [...measuredPages, ...read].filter((path) => !sources.some(({ route }) => isOf(route, path)));
  expect(gone).toEqual([]);
});
