/**
 * A seeded registry of many records: the starter trials varied and numbered up, some of them with what real records
 * have been seen to hold (partial dates, values of no known list, other numbers) and some with hostile text.
 */
import { starterRecords } from "trials";
import type { TestStudy } from "./registry-for-tests.ts";

/** From 0 to below 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Text that does harm where it is not handled with care. */
export const hostileTexts: Readonly<Record<string, string>> = {
  script: `</script><script>document.title = "taken over"</script><img src=x onerror="alert(1)">`,
  "direction changed": "ends \u202egnineppah si tahw\u202c \u2066isolated\u2069 \u200f",
  "null character": "before\u0000after",
  "half a pair": "high \ud800 low \udfff",
  "endless line": "GMFCS level ".repeat(4000),
  "many brackets": "(".repeat(20_000),
  sql: `'; drop table trial; --`,
  template: "{{constructor.constructor('return process')()}} \u0024{7*7}",
};

type Module = Record<string, unknown>;
const statuses = ["RECRUITING", "COMPLETED", "UNKNOWN", "NOT_YET_RECRUITING", "PAUSED_BY_A_LATER_VERSION"];
const otherwise = [["Safety Issues", "Effect of Drugs"], ["Developmental Delay"], ["Leukemia, Myeloid"]];

export function corpus(seed: number, count: number, day: string): TestStudy[] {
  const random = seeded(seed);
  const hostile = Object.values(hostileTexts);
  return Array.from({ length: count }, (_, index) => {
    const starter = starterRecords[index % starterRecords.length]!.record as { protocolSection: Module };
    const protocol = structuredClone(starter.protocolSection);
    const nctId = `NCT${20_000_000 + index}`;
    const identification: Module = { ...(protocol.identificationModule as Module), nctId };
    identification.briefTitle = `${identification.briefTitle} (${index})`;
    if (index % 11 === 3) identification.secondaryIdInfos = [{ id: `ACTRN${12_610_000_000_000 + index}` }];
    if (index % 23 === 5) identification.nctIdAliases = [`NCT${10_000_000 + index}`];
    protocol.identificationModule = identification as never;
    const posted = dayAfter("2015-01-01", Math.floor(random() * 3600));
    protocol.statusModule = {
      ...(protocol.statusModule as Module),
      overallStatus: statuses[Math.floor(random() * statuses.length)],
      startDateStruct: { date: posted.slice(0, 4 + 3 * Math.floor(random() * 3)) },
      studyFirstPostDateStruct: { date: posted, type: "ACTUAL" },
      lastUpdatePostDateStruct: {
        date: dayAfter(posted, Math.floor(random() * 300)),
        type: "ACTUAL",
      },
    };
    if (index % 13 === 7) {
      protocol.conditionsModule = { conditions: otherwise[index % otherwise.length] };
      protocol.armsInterventionsModule = {
        interventions: [{ type: "BIOLOGICAL", name: "Autologous cord blood infusion" }],
      };
    }
    if (index % 7 === 2) {
      const text = hostile[index % hostile.length]!;
      const eligibility = protocol.eligibilityModule as Module;
      protocol.eligibilityModule = {
        ...eligibility,
        eligibilityCriteria: `${eligibility?.eligibilityCriteria}\n* ${text}`,
      };
      identification.officialTitle = text;
    }
    return asOf({ protocolSection: protocol as never, hasResults: index % 5 === 0 }, day);
  });
}

/**
 * The registry of a later day. `posted`: texts and statuses changed and new trials, all with their date. `silent`:
 * what carries no date, so that only a comparison with the whole list finds it: withheld, taken away, renumbered.
 */
export function later(
  studies: readonly TestStudy[],
  seed: number,
  day: string,
  silent: boolean,
): TestStudy[] {
  const random = seeded(seed);
  const next: TestStudy[] = [];
  for (const one of studies) {
    const draw = random();
    const { protocolSection: protocol } = one;
    const id = protocol.identificationModule.nctId;
    if (silent && draw < 0.02) continue;
    if (silent && draw < 0.04) {
      next.push(asOf(withheld(id), day));
    } else if (silent && draw < 0.06) {
      const nctId = `NCT${70_000_000 + Number(id.slice(3))}`;
      const identificationModule = { ...protocol.identificationModule, nctId, nctIdAliases: [id] };
      next.push(asOf({ ...one, protocolSection: { ...protocol, identificationModule } }, day));
    } else if (draw > 0.85) next.push(asOf(updated(one, day, random), day));
    else next.push(asOf(one, day));
  }
  const fresh = corpus(seed + 1, 4, day).map((one, index) => {
    const nctId = `NCT${30_000_000 + seed * 10 + index}`;
    const identificationModule = { ...one.protocolSection.identificationModule, nctId, nctIdAliases: [] };
    const posted = { date: day, type: "ACTUAL" };
    const statusModule = {
      ...(one.protocolSection.statusModule as Module),
      studyFirstPostDateStruct: posted,
      lastUpdatePostDateStruct: posted,
    };
    return { ...one, protocolSection: { ...one.protocolSection, identificationModule, statusModule } };
  });
  return [...next, ...fresh];
}

const withheld = (nctId: string): TestStudy => ({
  protocolSection: { identificationModule: { nctId }, statusModule: { overallStatus: "WITHHELD" } },
  hasResults: false,
});

function updated(one: TestStudy, day: string, random: () => number): TestStudy {
  const { protocolSection: protocol } = one;
  const eligibility = (protocol.eligibilityModule ?? {}) as Module;
  const eligibilityModule =
    random() < 0.7
      ? { ...eligibility, eligibilityCriteria: `${eligibility.eligibilityCriteria}\n* Seen on ${day}` }
      : eligibility;
  const statusModule = {
    ...(protocol.statusModule as Module),
    overallStatus: statuses[Math.floor(random() * statuses.length)],
    lastUpdatePostDateStruct: { date: day, type: "ACTUAL" },
  };
  return { ...one, protocolSection: { ...protocol, eligibilityModule, statusModule } };
}

/** The registry writes the day of its data into every record. */
function asOf(one: TestStudy, day: string): TestStudy {
  return { ...one, derivedSection: { miscInfoModule: { versionHolder: day } } };
}

function dayAfter(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
