import { describe, expect, test } from "vitest";
import { compileTrial } from "./compile-trial.ts";
import { readRecord } from "./read-record.ts";
import type { Trial } from "./record.ts";

function trial(
  eligibilityModule: Record<string, string>,
  origin: "registry" | "restated" = "registry",
): Trial {
  const json = { protocolSection: { identificationModule: { nctId: "NCT00000001" }, eligibilityModule } };
  const reading = readRecord(json, { origin, asOf: "2026-11-22" });
  if (reading.status === "refused") throw new Error(reading.because.code);
  return reading.trial;
}
const lines = (module: Record<string, string>, origin?: "registry" | "restated") =>
  compileTrial(trial(module, origin)).lines;
const written = (eligibilityCriteria: string, fields: Record<string, string> = {}) =>
  lines({ eligibilityCriteria, ...fields }).filter(({ basis }) => basis === "written");

describe("fields", () => {
  test("each limit is a line with its own words", () => {
    expect(lines({ minimumAge: "6 Months", maximumAge: "15 Years", sex: "FEMALE" })).toMatchObject([
      { id: "status" },
      { id: "country" },
      {
        id: "age-from",
        criterion: { from: { months: 6 } },
        quote: { field: "minimumAge", text: "6 Months" },
      },
      { id: "age-to", criterion: { to: { months: 191 } }, quote: { field: "maximumAge", text: "15 Years" } },
      { id: "sex", criterion: { sexes: ["female"] } },
    ]);
  });
  test("no age in the registry is no limit; none in a restated copy is not known", () => {
    expect(lines({}).some(({ criterion }) => criterion.kind === "age")).toBe(false);
    expect(lines({}).some(({ id }) => id === "age")).toBe(false);
    expect(lines({}, "restated").find(({ id }) => id === "age")?.criterion).toMatchObject({
      kind: "not-told",
      why: { code: "age-limits-not-in-copy" },
    });
  });
  test("a limit that cannot be read is told in its words", () => {
    expect(lines({ minimumAge: "School age" }).find(({ id }) => id === "age-from")?.criterion).toMatchObject({
      why: { code: "age-limit-not-readable", values: { text: "School age" } },
    });
  });
});

describe("the text", () => {
  test("is quoted from its place in the registry's own text", () => {
    const text = "Inclusion Criteria:\n\n* CP with GMFCS level \\> II\n* Likes music";
    const found = written(text);
    expect(found.map(({ quote }) => quote.from === "text" && text.slice(...quote.span))).toEqual([
      "GMFCS level \\> II",
      "CP with GMFCS level \\> II",
      "Likes music",
    ]);
    expect(found.map(({ criterion }) => criterion.kind)).toEqual(["gmfcs", "unread", "unread"]);
  });
  // NCT03764280 says 8 to 18 years in the text and 21 Years in the field.
  test("may give other ages than the field, and both are kept with a doubt", () => {
    const [line] = written("Inclusion Criteria:\n1. Males and females between 8 and 18 years old.", {
      minimumAge: "8 Years",
      maximumAge: "21 Years",
    }).filter(({ criterion }) => criterion.kind === "age");
    expect(line).toMatchObject({
      criterion: { to: { months: 227 } },
      doubt: { code: "doubt-text-and-field-differ", values: { field: "maximumAge" } },
    });
  });
  test("that leaves nobody beside a field is for a person", () => {
    const text = "Exclusion Criteria:\n* Age 18 years or older";
    expect(written(text, { minimumAge: "18 Years" })[0]!.criterion).toMatchObject({
      kind: "unread",
      why: { code: "unread-contradiction", values: { other: "minimumAge: 18 Years" } },
    });
    expect(written(text, { minimumAge: "4 Years" })[0]!.criterion.kind).toBe("age");
  });
  test("with two lines that exclude each other gives both to a person", () => {
    const found = written("Inclusion Criteria:\n* GMFCS I-II\n* GMFCS IV-V");
    expect(found.map(({ criterion }) => criterion.kind)).toEqual(["unread", "unread"]);
  });
  test("names one sex only where the sex field does", () => {
    const text = "Inclusion Criteria:\n* Females\n* Males who agree";
    expect(written(text, { sex: "ALL" })[0]!.criterion.kind).toBe("unread");
    expect(written(text)[0]!.criterion.kind).toBe("unread");
    expect(written(text, { sex: "FEMALE" })[0]!.criterion).toEqual({ kind: "sex", sexes: ["female"] });
  });
  test("asks of one group is not held against a child", () => {
    const found = written("Inclusion criteria for the control group:\n* 18-30 years old");
    expect(found[0]!.criterion).toMatchObject({
      why: { code: "unread-one-group", values: { group: "the control group" } },
    });
  });
  test("has line names that are unique and survive a round trip as data", () => {
    const compiled = compileTrial(
      trial({ eligibilityCriteria: "Inclusion Criteria:\n* CP (GMFCS I)\n* a\n* a" }),
    );
    const ids = compiled.lines.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
  });
});
