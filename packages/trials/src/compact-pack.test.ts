import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompactPack, packTrials, unpackTrials } from "./compact-pack.ts";
import { type CompiledTrial, compileTrial } from "./compile-trial.ts";
import { packChanges } from "./pack-changes.ts";
import { applyDifference, packDifference } from "./pack-difference.ts";
import { readRecord } from "./read-record.ts";
import { starterTrials } from "./starter-trials.ts";

const compiled = starterTrials.map(compileTrial);
const sent = (pack: CompactPack): CompactPack => JSON.parse(JSON.stringify(pack));

const piece = fc.oneof(
  fc.constantFrom(
    "Inclusion Criteria:",
    "Exclusion Criteria:",
    "* GMFCS level I to III",
    "* Age \\> 4 years and \\<= 12 years",
    "* Botulinum toxin in the past 3 months, or an operation on the leg within a year",
    "1. Weight at least 10 kg",
    "   * seizures that are not controlled",
    "At least one of the following:",
    "",
    "None",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("\\", "*", ">", " ", "\n", "a", "(", "1", ".", "\u2028") }),
);
const trial = fc
  .record(
    {
      id: fc.integer({ min: 0, max: 99_999_999 }),
      text: fc.array(piece, { maxLength: 12 }).map((lines) => lines.join("\n")),
      title: fc.string({ maxLength: 30 }),
      minimumAge: fc.constantFrom("2 Years", "6 Months", "soon", "N/A"),
      status: fc.constantFrom("RECRUITING", "COMPLETED", "SOMETHING_NEW"),
      place: fc.constantFrom("France", "United States", "Nowhere Land"),
    },
    { requiredKeys: ["id", "text"] },
  )
  .map(({ id, text, title, minimumAge, status, place }): CompiledTrial => {
    const reading = readRecord(
      {
        protocolSection: {
          identificationModule: { nctId: `NCT${String(id).padStart(8, "0")}`, briefTitle: title },
          statusModule: { overallStatus: status },
          eligibilityModule: { eligibilityCriteria: text, minimumAge },
          contactsLocationsModule: { locations: [{ country: place }] },
        },
      },
      { origin: "registry", asOf: "2026-11-22" },
    );
    if (reading.status === "refused") throw new Error(reading.because.code);
    return compileTrial(reading.trial);
  });
const trials = fc.uniqueArray(trial, {
  maxLength: 6,
  selector: ({ trial: { registryId } }) => registryId,
});
const inOrder = (list: readonly CompiledTrial[]) =>
  [...list].sort((a, b) => (a.trial.registryId < b.trial.registryId ? -1 : 1));

describe("a compact pack", () => {
  test("of the starter trials unpacks to exactly them, with none carried whole", () => {
    const pack = packTrials(compiled);
    expect(pack.whole).toEqual([]);
    expect(unpackTrials(sent(pack))).toEqual(inOrder(compiled));
  });
  test("of any trials unpacks to exactly them", () => {
    fc.assert(
      fc.property(trials, (list) => {
        expect(unpackTrials(sent(packTrials(list)))).toEqual(inOrder(list));
      }),
    );
  });
  test("carries whole what does not fit the scheme", () => {
    const odd: CompiledTrial = {
      ...compiled[3]!,
      lines: compiled[3]!.lines.map((line) => ({ ...line, id: `odd-${line.id}` })),
    };
    const pack = packTrials([compiled[0]!, odd]);
    expect(pack.whole.map(([at]) => at)).toEqual([1]);
    expect(unpackTrials(sent(pack))).toEqual([compiled[0], odd]);
  });
  test("has the same bytes whatever order the trials come in", () => {
    const turned = packTrials([...compiled].reverse());
    expect(JSON.stringify(turned)).toBe(JSON.stringify(packTrials(compiled)));
  });
  test("makes one object of criteria that say the same, so that each is judged once", () => {
    const [a, b] = unpackTrials(
      packTrials([
        compiled[0]!,
        { ...compiled[0]!, trial: { ...compiled[0]!.trial, registryId: "NCT99999999" } },
      ]),
    );
    const criteria = new Set([...a!.lines, ...b!.lines].map(({ criterion }) => criterion));
    expect(criteria.size).toBeLessThanOrEqual(a!.lines.length);
  });
});

describe("the difference between two packs", () => {
  test("put upon the older one is the newer one, to the byte", () => {
    fc.assert(
      fc.property(trials, trials, (before, after) => {
        const difference = JSON.parse(JSON.stringify(packDifference(before, after)));
        expect(JSON.stringify(applyDifference(before, difference))).toBe(JSON.stringify(packTrials(after)));
      }),
    );
  });
  test("between equal packs holds nothing", () => {
    expect(packDifference(compiled, compiled)).toMatchObject({ removed: [], put: { ids: [] } });
  });
});

test("changes are told by trial: new, gone, another status, another text, another end", () => {
  const [a, b, c] = compiled as [CompiledTrial, CompiledTrial, CompiledTrial];
  const changed: CompiledTrial = {
    ...b,
    trial: { ...b.trial, status: "RECRUITING", eligibility: "None", completionDate: "2031-05" },
  };
  const { registryId } = b.trial;
  expect(packChanges([a, b], [changed, c])).toMatchObject([
    { kind: "removed", registryId: a.trial.registryId },
    ...[
      { kind: "status", registryId, to: "RECRUITING" },
      { kind: "eligibility", registryId },
      { kind: "dates", registryId, to: "2031-05" },
    ].filter(({ kind }) => kind !== "status" || b.trial.status !== "RECRUITING"),
    { kind: "added", registryId: c.trial.registryId },
  ]);
});

test("between two packs it is told when the fields for age, sex and places say otherwise", () => {
  const [one] = compiled;
  const { minimumAge: _, maximumAge: __, sex: ___, ...trial } = one!.trial;
  const age = (text: string) => ({ text });
  const before = {
    ...trial,
    minimumAge: age("2 Years"),
    sex: "ALL",
    countries: [{ name: "Chile" }, { name: "Canada" }],
  };
  const after = { ...before, maximumAge: age("8 Years"), sex: "FEMALE", countries: [{ name: "Canada" }] };
  const told = (from: typeof before, to: typeof before) =>
    packChanges([{ ...one!, trial: from }], [{ ...one!, trial: to }]).map(({ kind, from, to }) => [
      kind,
      from,
      to,
    ]);
  expect(told(before, after)).toEqual([
    ["ages", "≥ 2 Years", "2 Years – 8 Years"],
    ["sex", "ALL", "FEMALE"],
    ["countries", "Canada, Chile", "Canada"],
  ]);
  expect(told(before, { ...before, countries: [...before.countries].reverse() })).toEqual([]);
});
