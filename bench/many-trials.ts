/**
 * A load of trials for benchmarks, made from the records that ship with the project: every trial gets a number, dates,
 * a status and limits of its own, and a text whose lines are drawn from the texts of all of them, with their numbers
 * varied. Lines repeat more than they would among as many real trials, so sizes measured on it are kind; a benchmark
 * that has real records at hand measures those as well and says so.
 */
import { type CompiledTrial, compileTrial, starterTrials, type Trial } from "trials";
import { seeded } from "../server/src/sources/corpus-for-tests.ts";

function manyTrials(count: number, seed = 1): Trial[] {
  const random = seeded(seed);
  const pick = <Value>(from: readonly Value[]): Value => from[Math.floor(random() * from.length)]!;
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const lines = { inclusion: new Set<string>(), exclusion: new Set<string>() };
  for (const { eligibility } of starterTrials) {
    const at = eligibility.search(/exclusion criteria/i);
    const [before, after] = at === -1 ? [eligibility, ""] : [eligibility.slice(0, at), eligibility.slice(at)];
    for (const [section, text] of [
      ["inclusion", before],
      ["exclusion", after],
    ] as const)
      for (const line of text.split("\n")) if (/^\* \S/.test(line)) lines[section].add(line);
  }
  const pools = { inclusion: [...lines.inclusion], exclusion: [...lines.exclusion] };
  const varied = (line: string) =>
    line.replace(/\d+/g, (digits) => String(Math.max(1, Number(digits) + between(-2, 3))));
  const day = (from: number, to: number) =>
    `${between(from, to)}-${String(between(1, 12)).padStart(2, "0")}-${String(between(1, 28)).padStart(2, "0")}`;
  return Array.from({ length: count }, (_, index) => {
    const base = pick(starterTrials);
    const eligibility = [
      "Inclusion Criteria:\n",
      ...Array.from({ length: between(3, 9) }, () => varied(pick(pools.inclusion))),
      "\nExclusion Criteria:\n",
      ...Array.from({ length: between(4, 12) }, () => varied(pick(pools.exclusion))),
    ].join("\n");
    const from = between(0, 12);
    const age = (years: number) => ({
      text: `${years} Years`,
      age: { amount: years, unit: "year" as const },
    });
    return {
      ...base,
      registryId: `NCT${String(1_000_000 + index * 1_979).padStart(8, "0")}`,
      url: `https://clinicaltrials.gov/study/NCT${String(1_000_000 + index * 1_979).padStart(8, "0")}`,
      title: `${base.title}: study ${between(1, 9_999)} of ${pick(starterTrials).title}`,
      status: pick(["RECRUITING", "RECRUITING", "COMPLETED", "NOT_YET_RECRUITING", "UNKNOWN"]),
      minimumAge: age(from),
      maximumAge: age(from + between(2, 18)),
      startDate: day(2008, 2026),
      completionDate: day(2020, 2031),
      lastUpdatePosted: day(2015, 2026),
      enrollment: { count: between(10, 400), type: pick(["ACTUAL", "ESTIMATED"]) },
      countries: starterTrials.flatMap(({ countries }) => countries).slice(between(0, 9), between(10, 14)),
      eligibility,
    };
  });
}

export const manyCompiled = (count: number, seed = 1): CompiledTrial[] =>
  manyTrials(count, seed).map(compileTrial);
