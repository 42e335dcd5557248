import { describe, expect, test } from "vitest";
import type { TrialChild } from "./child.ts";
import { type CompiledTrial, compileTrial } from "./compile-trial.ts";
import { daysOfDoor, doorsOf } from "./doors.ts";
import { matchTrial } from "./match.ts";
import { nextQuestions } from "./next-question.ts";
import { readRecord } from "./read-record.ts";
import { whatWouldChange } from "./what-would-change.ts";

const today = "2026-11-22";
function trial(
  eligibilityCriteria: string,
  fields: Record<string, string> = {},
  completion?: string,
): CompiledTrial {
  const protocolSection = {
    identificationModule: { nctId: "NCT00000001" },
    statusModule: {
      overallStatus: "RECRUITING",
      ...(completion && { completionDateStruct: { date: completion } }),
    },
    eligibilityModule: { sex: "ALL", ...fields, eligibilityCriteria },
    contactsLocationsModule: { locations: [{ country: "Canada" }] },
  };
  const reading = readRecord({ protocolSection }, { origin: "registry", asOf: today });
  if (reading.status === "refused") throw new Error(reading.because.code);
  return compileTrial(reading.trial);
}
const child: TrialChild = { age: { low: 60, high: 71 }, country: "CA" };
const injected: TrialChild = { ...child, botulinumToxin: [{ date: "2026-10-05", words: "calf" }] };
const botox = "Exclusion Criteria:\n\n* Botulinum toxin within the past 6 months";

describe("doors", () => {
  test("a lower limit of weight opens, a dose of stored cells closes, by growth between two gains", () => {
    const heavy = trial("Inclusion Criteria:\n\n* Weighs at least 20 kg");
    const light: TrialChild = { ...child, weightKg: 16 };
    expect(doorsOf(matchTrial(heavy, light, today), light, today)).toMatchObject([
      { kind: "opens-by-weight", atKg: 20, inMonths: { low: 12, high: 24 } },
    ]);
    const dose = trial(
      "Inclusion Criteria:\n\n* Autologous cord blood available with a total nucleated cell dose of at least 1 x 10^7 cells/kg before freezing",
    );
    const stored: TrialChild = { ...light, cordBlood: { own: "stored", totalNucleatedCells: 2e8 } };
    expect(doorsOf(matchTrial(dose, stored, today), stored, today)).toMatchObject([
      { kind: "closes-by-weight", atKg: 20 },
    ]);
  });
  test("a day is known where dates are; of an age the first and the last day it can be", () => {
    const [closes] = doorsOf(
      matchTrial(trial("None", { maximumAge: "7 Years" }), child, today),
      child,
      today,
    );
    expect(daysOfDoor(closes!, today)).toEqual({ first: "2028-11-22", last: "2029-11-22" });
    expect(daysOfDoor({ kind: "planned-end", on: "2027-02" }, today)).toEqual({
      first: "2027-02-01",
      last: "2027-02-28",
    });
  });
  test("a window opens on a day, an age closes within months", () => {
    const match = matchTrial(trial(botox, { maximumAge: "7 Years" }), injected, today);
    expect(doorsOf(match, injected, today)).toMatchObject([
      { kind: "closes-by-age", inMonths: { low: 96 - 72, high: 96 - 60 } },
      { kind: "opens", on: "2027-04-05" },
    ]);
  });
  test("a child too young grows into the trial", () => {
    const match = matchTrial(trial("", { minimumAge: "7 Years" }), child, today);
    expect(doorsOf(match, child, today)).toMatchObject([
      { kind: "opens-by-age", inMonths: { low: 12, high: 24 } },
    ]);
  });
  test("the planned end is told as exactly as the record does, unless it has passed", () => {
    const ending = (date: string) => doorsOf(matchTrial(trial("", {}, date), child, today), child, today);
    expect(ending("2027-03")).toEqual([{ kind: "planned-end", on: "2027-03" }]);
    expect(ending("2026-11")).toEqual([{ kind: "planned-end", on: "2026-11" }]);
    expect(ending("2026-10")).toEqual([]);
  });
});

describe("what would have to change", () => {
  test("time alone, with its day", () => {
    expect(whatWouldChange(matchTrial(trial(botox), injected, today))).toMatchObject({
      by: "time",
      opensOn: "2027-04-05",
    });
  });
  test("the hardest change names the trial, and a day is told only when days are all it takes", () => {
    const changes = whatWouldChange(matchTrial(trial(botox, { maximumAge: "4 Years" }), injected, today));
    expect(changes.by).toBe("never");
    expect(changes.changes).toHaveLength(2);
    expect(changes).not.toHaveProperty("opensOn");
  });
  test("nothing, where nothing is broken", () => {
    expect(whatWouldChange(matchTrial(trial(botox), child, today))).toEqual({ changes: [] });
  });
});

describe("the next best question", () => {
  const set = [
    trial("Inclusion Criteria:\n\n* MACS level I-II"),
    trial("Inclusion Criteria:\n\n* MACS level I-III\n* GMFCS level I"),
    trial("Inclusion Criteria:\n\n* GMFCS level I-II", { maximumAge: "3 Years" }),
    trial("Inclusion Criteria:\n\n* GMFCS level II"),
    trial("Inclusion Criteria:\n\n* MACS level I"),
  ];
  const asked = (facts: Partial<TrialChild>) =>
    nextQuestions(set.map((one) => matchTrial(one, { ...child, ...facts }, today)));
  test("is the one that settles the most trials which are still open", () => {
    expect(asked({})).toEqual([
      { fact: "macs", settles: 2, concerns: 3 },
      { fact: "gmfcs", settles: 1, concerns: 2 },
    ]);
  });
  test("is not asked again once it is answered", () => {
    expect(asked({ macs: 1 })).toEqual([{ fact: "gmfcs", settles: 2, concerns: 2 }]);
    expect(asked({ macs: 1, gmfcs: "I" })).toEqual([]);
  });
});
