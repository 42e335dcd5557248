import { describe, expect, test } from "vitest";
import works from "../tables/works.json" with { type: "json" };
import { readSource, readSourceAs } from "./source.ts";

describe("sources of the tables", () => {
  test("a work that is not listed is refused, so no figure can stand without one", () => {
    expect(() => readSource({ work: "nobody-1999", readIn: "abstract", checked: "abstract" })).toThrow(
      "expected to name a work",
    );
  });
  test("a word outside the closed lists is refused", () => {
    expect(() => readSource({ work: "hanna-2009", readIn: "abstract", checked: "sure" })).toThrow(TypeError);
  });
  test("a result that promises a degree of checking does not outlive a change of the table", () => {
    const written = { work: "hanna-2009", readIn: "abstract", checked: "abstract" };
    expect(() => readSourceAs("unverified", written)).toThrow('its table says "abstract"');
  });
  test("every work can be found by somebody else: an identifier, a journal or a publisher", () => {
    for (const [key, work] of Object.entries(works)) {
      const traces = ["doi", "pmid", "registry", "journal", "publisher", "year"].filter(
        (trace) => trace in work,
      );
      expect(traces, key).not.toEqual([]);
    }
  });
});
