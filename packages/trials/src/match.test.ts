import fc from "fast-check";
import { gmfcsLevels } from "motor";
import { describe, expect, test } from "vitest";
import type { TrialChild } from "./child.ts";
import { compileTrial } from "./compile-trial.ts";
import { matchTrial, type TrialMatch } from "./match.ts";
import { orderMatches } from "./order.ts";
import { readRecord } from "./read-record.ts";
import type { Copy, Trial } from "./record.ts";
import { starterTrials } from "./starter-trials.ts";
import { groupOf, trialGroups } from "./trial-group.ts";

const today = "2026-11-22";

function trial(protocol: Record<string, unknown>, copy: Copy = { origin: "registry", asOf: today }): Trial {
  const reading = readRecord(
    { protocolSection: { identificationModule: { nctId: "NCT00000001" }, ...protocol } },
    copy,
  );
  if (reading.status === "refused") throw new Error(reading.because.code);
  return reading.trial;
}

const child: TrialChild = { age: { low: 114, high: 114 }, sex: "female", gmfcs: "II", country: "BE" };
const text = "Inclusion Criteria:\n* Aged 4-12 years\n* GMFCS I-III\n* Likes music";

describe("a trial against a child", () => {
  const open = trial({
    statusModule: { overallStatus: "RECRUITING" },
    eligibilityModule: {
      eligibilityCriteria: text,
      sex: "ALL",
      minimumAge: "4 Years",
      maximumAge: "12 Years",
    },
    contactsLocationsModule: { locations: [{ country: "Belgium" }] },
  });
  test("counts each line once", () => {
    const { counts, lines, standing } = matchTrial(compileTrial(open), child, today);
    expect(counts).toEqual({ met: 7, notMet: 0, unknown: 0, unread: 1 });
    expect(lines).toHaveLength(8);
    expect(standing).toBe("nothing-broken");
  });
  test("tells what is broken, by which words and because of what", () => {
    const { lines, standing } = matchTrial(compileTrial(open), { ...child, gmfcs: "IV" }, today);
    expect(standing).toBe("something-broken");
    expect(lines.filter(({ verdict }) => verdict === "not-met")).toMatchObject([
      {
        basis: "written",
        section: "inclusion",
        quote: { from: "text", text: "GMFCS I-III" },
        because: { code: "gmfcs-not-among", values: { level: "IV", levels: ["I", "II", "III"] } },
      },
    ]);
  });
  test("with nothing known but the age leaves the rest open, never broken", () => {
    const { counts } = matchTrial(compileTrial(open), { age: child.age }, today);
    expect(counts).toEqual({ met: 5, notMet: 0, unknown: 2, unread: 1 });
  });
  test("is the same when the compiled trial has been sent as JSON", () => {
    expect(matchTrial(JSON.parse(JSON.stringify(compileTrial(open))), child, today)).toEqual(
      matchTrial(compileTrial(open), child, today),
    );
  });
});

describe("how old the record is", () => {
  const status = (copy: Partial<Copy>, overallStatus = "RECRUITING", posted?: string) => {
    const record = trial(
      { statusModule: { overallStatus, ...(posted && { lastUpdatePostDateStruct: { date: posted } }) } },
      { origin: "registry", asOf: today, ...copy },
    );
    const match = matchTrial(compileTrial(record), child, today);
    return { staleness: match.staleness, doubt: match.lines.find(({ id }) => id === "status")?.doubt };
  };
  test("is counted from its last update and from its copy", () => {
    expect(status({ asOf: "2026-09-30" }, "RECRUITING", "2025-11-22")).toEqual({
      staleness: { monthsSinceUpdate: 12, monthsSinceCopy: 1 },
      doubt: { code: "doubt-status-old", values: { months: 12, asOf: "2025-11-22" } },
    });
    expect(status({ asOf: "2026-09-30" }).doubt).toBeUndefined();
  });
  test("is told where nobody noted when the status was seen", () => {
    expect(status({ origin: "restated", asOfMeans: "restating" }).doubt).toEqual({
      code: "doubt-status-undated",
      values: {},
    });
  });
  test("does not matter for a trial that has ended", () => {
    expect(status({ asOf: "2016" }, "COMPLETED").doubt).toBeUndefined();
  });
});

describe("order", () => {
  const children = fc.record(
    {
      age: fc.nat(216).map((months) => ({ low: months, high: months })),
      sex: fc.constantFrom("female" as const, "male" as const),
      gmfcs: fc.constantFrom(...gmfcsLevels),
      country: fc.constantFrom("US", "BE", "CA"),
    },
    { requiredKeys: ["age"] },
  );
  const compiled = starterTrials.map(compileTrial);
  const ids = (matches: readonly TrialMatch[]) => matches.map(({ trial }) => trial.registryId);

  test("does not depend on the order the trials came in", () => {
    const shuffled = fc.shuffledSubarray(compiled, { minLength: compiled.length });
    fc.assert(
      fc.property(children, shuffled, (child, trials) => {
        const straight = orderMatches(compiled.map((trial) => matchTrial(trial, child, today)));
        const other = orderMatches(trials.map((trial) => matchTrial(trial, child, today)));
        expect(ids(other)).toEqual(ids(straight));
      }),
    );
  });
  test("puts the nearest group first, then the fewest open questions, then the most met", () => {
    fc.assert(
      fc.property(children, (child) => {
        const ranks = orderMatches(compiled.map((trial) => matchTrial(trial, child, today))).map((match) => [
          trialGroups.indexOf(groupOf(match)),
          match.counts.unknown + match.counts.unread,
          -match.counts.met,
        ]);
        const padded = ranks.map((rank) =>
          rank.map((part) => String(part + 1000).padStart(5, "0")).join(" "),
        );
        expect(padded).toEqual([...padded].sort());
      }),
    );
  });
  test("leaves its input as it was", () => {
    const matches = compiled.map((trial) => matchTrial(trial, child, today));
    const before = ids(matches);
    orderMatches(matches);
    expect(ids(matches)).toEqual(before);
  });
  test("a fact that is added never turns one answer into another, on real trials", () => {
    fc.assert(
      fc.property(children, fc.constantFrom("sex", "gmfcs", "country"), (all, forgotten) => {
        const some = { ...all, [forgotten]: undefined };
        for (const trial of compiled) {
          const full = matchTrial(trial, all, today).lines;
          matchTrial(trial, some, today).lines.forEach(({ verdict }, at) => {
            if (verdict !== "unknown") expect(full[at]!.verdict).toBe(verdict);
          });
        }
      }),
    );
  });
});
