import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTrialSearch, searchParameters } from "./read-trial-search.ts";

const read = (query: string) => readTrialSearch(new URLSearchParams(query));

describe("a search in an address", () => {
  test("is read parameter by parameter", () => {
    expect(
      read(
        "words=cord blood&country=ca&ageYears=9&status=open&status=COMPLETED&near=45.5,-73.6&km=100&sort=newest&page=2",
      ),
    ).toEqual({
      status: "read",
      search: {
        words: "cord blood",
        country: "CA",
        ageMonths: 108,
        statuses: ["RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE", "COMPLETED"],
        near: { latitude: 45.5, longitude: -73.6, kilometres: 100 },
        sort: "newest",
        page: 2,
        pageSize: 20,
      },
    });
  });

  test("with nothing in it asks for everything, and blank fields of a form are not given", () => {
    const everything = { status: "read", search: { sort: "relevance", page: 1, pageSize: 20 } };
    expect(read("")).toEqual(everything);
    expect(read("words=+&country=&near=")).toEqual(everything);
  });

  test.each([
    ["colour=red", "colour", "unknown-parameter"],
    ["country=Canada", "country", "not-a-country"],
    ["country=CA&country=US", "country", "given-twice"],
    ["near=Montreal&km=5", "near", "not-a-place"],
    ["near=95,10&km=5", "near", "not-a-place"],
    ["near=45,10", "km", "place-without-distance"],
    ["km=10", "near", "place-without-distance"],
    ["ageYears=-1", "ageYears", "not-in-range"],
    ["ageYears=nine", "ageYears", "not-in-range"],
    ["page=0", "page", "not-in-range"],
    ["pageSize=101", "pageSize", "not-in-range"],
    ["sex=other", "sex", "not-one-of"],
    ["sort=best", "sort", "not-one-of"],
    ["status=RECRUITING;drop", "status", "not-a-registry-word"],
  ])("%s: %s is refused as %s", (query, parameter, code) => {
    const reading = read(query);
    expect(reading.status === "refused" && reading.problems.map((one) => [one.parameter, one.code])).toEqual([
      [parameter, code],
    ]);
  });

  test("whatever it holds, it is read or each fault is named", () => {
    const name = fc.oneof(fc.constantFrom(...searchParameters), fc.string());
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: "binary" }))), (parameters) => {
        const reading = readTrialSearch(parameters);
        if (reading.status === "refused") expect(reading.problems.length).toBeGreaterThan(0);
        else expect(reading.search.pageSize).toBeLessThanOrEqual(100);
      }),
    );
  });
});
