import { describe, expect, test } from "vitest";
import type { TrialChild } from "./child.ts";
import { compileTrial } from "./compile-trial.ts";
import { type Deed, lockOut } from "./lock-out.ts";
import { readyTrials } from "./match.ts";
import { otherParticipants } from "./other-participants.ts";
import { readRecord } from "./read-record.ts";
import { watchNews } from "./watch.ts";

const today = "2026-11-22";
const child: TrialChild = { age: { low: 108, high: 108 } };

function trial(eligibilityCriteria: string, id = 1, fields: Record<string, unknown> = {}) {
  const protocolSection = {
    identificationModule: { nctId: `NCT${String(id).padStart(8, "0")}` },
    statusModule: { overallStatus: "RECRUITING", ...fields },
    eligibilityModule: { sex: "ALL", eligibilityCriteria },
  };
  const reading = readRecord({ protocolSection }, { origin: "registry", asOf: today });
  if (reading.status === "refused") throw new Error(reading.because.code);
  return compileTrial(reading.trial);
}
const botulinum = trial("Exclusion Criteria:\n\n* Botulinum toxin injection within 6 months", 1);
const cells = trial("Exclusion Criteria:\n\n* Prior cell therapy", 2);
const shut = trial("Exclusion Criteria:\n\n* Prior cell therapy", 3, { overallStatus: "COMPLETED" });
const unit = trial("Inclusion Criteria:\n\n* Autologous cord blood is stored", 4);
const ready = readyTrials([botulinum, cells, shut, unit]);
const of = (deed: Deed, place = "") => {
  const { closes, opens } = lockOut(ready, child, { deed, place, today });
  const named = (list: typeof closes) =>
    list
      .filter(({ isShutAnyway }) => !isShutAnyway)
      .map(({ trial: { registryId }, until }) => [registryId, until]);
  return { closes: named(closes), opens: named(opens) };
};

describe("what doing something now would close", () => {
  test("an injection closes a trial until its window has passed", () => {
    expect(of("botulinum", "calf")).toEqual({ closes: [["NCT00000001", "2027-05-22"]], opens: [] });
  });
  test("an infusion of cells closes for good what takes nobody who had one; a trial that has ended is told apart", () => {
    expect(of("cells")).toEqual({ closes: [["NCT00000002", undefined]], opens: [] });
    const { closes } = lockOut(ready, child, { deed: "cells", place: "", today });
    expect(closes.filter(({ isShutAnyway }) => isShutAnyway)).toMatchObject([
      { trial: { registryId: "NCT00000003" } },
    ]);
  });
  test("an infusion of the child's own unit uses it up as well", () => {
    expect(of("own-unit").closes.map(([id]) => id)).toEqual(["NCT00000002", "NCT00000004"]);
  });
  test("a stored unit opens the trial that needs one", () => {
    expect(of("unit-stored")).toEqual({ closes: [], opens: [["NCT00000004", undefined]] });
  });
});

describe("who else of the family a trial takes", () => {
  test.each([
    [
      "a heading",
      "Inclusion Criteria for typically developing children:\n\n* Aged 5 to 12 years",
      "comparison",
    ],
    ["a line", "Inclusion Criteria:\n\n* Healthy volunteers aged 5 to 12 years", "comparison"],
    ["siblings", "Inclusion Criteria:\n\n* Siblings aged 6 to 16 years", "sibling"],
    ["parents", "Inclusion Criteria:\n\n* Parents of children with cerebral palsy", "parent"],
  ])("told by %s", (_, text, who) => {
    expect(otherParticipants(trial(text)).map((found) => found.who)).toEqual([who]);
  });
  test.each([
    "* Parents can give informed consent",
    "* Sibling cord blood unit is available",
    "* No healthy volunteers",
    "* Parent or guardian is willing to come to visits",
  ])("but not by %s", (line) => {
    expect(otherParticipants(trial(`Inclusion Criteria:\n\n${line}`))).toEqual([]);
  });
});

describe("news of watched trials", () => {
  const injected = { ...child, botulinumToxin: [{ date: "2026-06-10", words: "calf" }] };
  test("tell that a window has passed meanwhile", () => {
    const news = watchNews(
      injected,
      { seen: [botulinum], seenOn: "2026-11-01" },
      { now: [botulinum], today: "2026-12-20" },
    );
    expect(news).toMatchObject([
      { moved: { from: "later", to: "open" }, flipped: [{ from: "not-met", to: "met" }], changes: [] },
    ]);
  });
  test("tell of a status and of a text that changed, and are silent where nothing did", () => {
    const closed = trial("Exclusion Criteria:\n\n* Prior cell therapy of any kind", 2, {
      overallStatus: "COMPLETED",
    });
    const news = watchNews(child, { seen: [cells, unit], seenOn: today }, { now: [closed, unit], today });
    expect(news).toMatchObject([
      {
        changes: [{ kind: "status", from: "RECRUITING", to: "COMPLETED" }, { kind: "eligibility" }],
        moved: { to: "closed" },
      },
    ]);
  });
});
