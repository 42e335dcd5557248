/** How a profile of a gold file is read as a child: what its words deny is not what they name. */
import { expect, test } from "vitest";
import { childOf } from "../reference/gold-profile.ts";

const told = (facts: Record<string, unknown>) => childOf({ id: "A", asOf: "2026-11-22", ...facts });

test.each([
  ["normal", "normal"],
  ["wears glasses", "corrected"],
  ["loss of half the field, not correctable", "impaired"],
  ["cortical visual impairment", "impaired"],
  ["no glasses yet, sees little", "impaired"],
])("vision told as %s is %s", (vision, is) => {
  expect(told({ vision }).vision).toBe(is);
});
test.each([
  ["walks without aid", "walks"],
  ["walks without a device, left ankle orthosis", "walks"],
  ["walker indoors, wheelchair for distances", "walks-with-aid"],
  ["cannot walk without aid", "walks-with-aid"],
  ["wheelchair, walks a few steps when held", "does-not-walk"],
  ["unable to walk", "does-not-walk"],
])("mobility told as %s is %s", (mobility, is) => {
  expect(told({ mobility }).mobility).toBe(is);
});
test("a type that is denied is none, and a severity that is not told is not known", () => {
  expect(told({ motorType: "spastic, no dystonia" }).motorTypes).toEqual(["spastic"]);
  expect(told({ motorType: "dyskinetic" }).severeDystonia).toBeUndefined();
});
test("levels may be Roman, ages may follow from the birth, and what is null is not known", () => {
  expect(told({ gmfcs: "III", macs: "II", birthDate: "2020-11-23" })).toMatchObject({
    gmfcs: "III",
    macs: 2,
    age: { low: 71, high: 71 },
  });
  expect(told({ botulinumToxin: null, operations: null, arms: null })).toMatchObject({
    botulinumToxin: undefined,
    operations: undefined,
    arms: undefined,
  });
});
test("a field that names no disease is told in its own words, one that does counts among the diseases", () => {
  const child = told({ risesFromChair: true, asthma: true, ankle: { dorsiflexionDeg: 5 } });
  expect(child.conditions).toEqual(["asthma"]);
  expect(child.told).toContainEqual({ words: "rises from chair", value: true });
  expect(child.told).toContainEqual({ words: "ankle dorsiflexion deg", value: 5 });
});
test("a side, a half grade and seizures of the first days are read from their words", () => {
  const child = told({
    topography: "unilateral left",
    arms: { masElbowFlexors: "1+", masWristFlexors: 2 },
    birthDate: "2018-08-10",
    seizures: { ever: true, afterAge2: false, controlled: true, medication: [], note: "as a newborn only" },
  });
  expect(child.side).toBe("left");
  expect(child.arms).toMatchObject({ ashworthElbow: 1.5, ashworthWrist: 2 });
  expect(child.seizures?.last).toBe("2018-08-10");
  expect(told({ topography: "bilateral, right side worse" }).side).toBeUndefined();
});
