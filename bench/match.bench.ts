/**
 * Promise: one child is matched against 3,000 trials in under 20 ms in Chromium, the pack already unpacked: every line
 * judged and counted, trials put in order, the next best question found. The first time is cold, as on opening the page;
 * the median is what each further answer costs.
 */
import { packTrials } from "trials";
import { bundled, entryOf, measuredInBrowser } from "./in-browser.ts";
import { manyCompiled } from "./many-trials.ts";

const promised = 20;
const count = Number(process.env.TRIALS ?? 3_000);
const pack = packTrials(manyCompiled(count));
const child = {
  age: { low: 108, high: 108 },
  ...{ gmfcs: "II", sex: "female", country: "US", weightKg: 30, topography: "diplegia", mobility: "walks" },
  motorTypes: ["spastic"],
  seizures: { ever: false },
  cellTherapy: [],
  botulinumToxin: [{ date: "2026-09", words: "calf" }],
  operations: [{ date: "2024-05", words: "hip" }],
};

const code = await bundled(
  `import { matchTrials, nextQuestions, orderMatches, readyTrials, unpackTrials } from ${entryOf("trials")};
globalThis.measure = (pack, child) => {
  const ready = readyTrials(unpackTrials(pack));
  const times = { match: [], all: [] };
  for (let run = 0; run < 41; run++) {
    const weighing = { ...child, weightKg: child.weightKg + run / 10 };
    const started = performance.now();
    const matches = matchTrials(ready, weighing, "2026-11-26");
    times.match.push(performance.now() - started);
    nextQuestions(orderMatches(matches));
    times.all.push(performance.now() - started);
  }
  const told = (all) => ({ first: all[0], fastest: Math.min(...all), median: [...all].sort((a, b) => a - b)[20] });
  return { match: told(times.match), all: told(times.all), criteria: ready.criteria.length };
};`,
);
interface Times {
  readonly first: number;
  /** Far below the median where the machine is busy with other work. */
  readonly fastest: number;
  readonly median: number;
}
const { match, all, criteria } = await measuredInBrowser<{
  readonly match: Times;
  readonly all: Times;
  readonly criteria: number;
}>(code, pack, child);
const ms = ({ first, median, fastest }: Times) =>
  `first ${first.toFixed(1)} ms, median of 41 ${median.toFixed(1)} ms, fastest ${fastest.toFixed(1)} ms`;
console.log(`Chromium: ${count} trials, ${pack.kinds.length} lines of text, ${criteria} different criteria`);
console.log(`matching: ${ms(match)}`);
console.log(`with order and next question: ${ms(all)}`);
const kept = match.median < promised;
console.log(`Promised: under ${promised} ms for each further answer: ${kept ? "kept" : "BROKEN"}`);
process.exitCode = kept ? 0 : 1;
