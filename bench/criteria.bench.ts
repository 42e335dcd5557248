/**
 * How many eligibility texts are read a second on one core, once warm? The answer asked for is at least 2,000.
 * The texts are the shared real records where they are present, else the restated ones that ship with the program,
 * varied; printed with how long they are, because a text costs time in proportion to its length. The second table
 * asks whether it does: each doubling of a hostile line should double the time, and no more.
 */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { readAnnotated, starterTrials } from "trials";

const asked = 2_000;
const shared = new URL("../../shared/registry/", import.meta.url);

function textsOf(file: string): string[] {
  return gunzipSync(readFileSync(new URL(file, shared)))
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).protocolSection.eligibilityModule?.eligibilityCriteria ?? "");
}

/** The same criteria with other numbers, so that no text is read twice. */
function varied(texts: readonly string[], times: number): string[] {
  return Array.from({ length: times }, (_, by) =>
    texts.map((text) => text.replace(/\d+/g, (digits) => String(Number(digits.slice(0, 6)) + by))),
  ).flat();
}

const sets: readonly (readonly [string, readonly string[]])[] = existsSync(shared)
  ? [
      ["352 whole records", textsOf("studies-v2-full.ndjson.gz")],
      ["3,736 drug trials", textsOf("studies-criteria-partial.ndjson.gz")],
    ]
  : [
      [
        "restated records that ship, varied",
        varied(
          starterTrials.map(({ eligibility }) => eligibility),
          60,
        ),
      ],
    ];

/** Seconds of processor time, which other programs on the machine stretch less than the clock. */
function secondsOf(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

// Warm is a program that has read some thousand texts, as one that loads a registry soon has.
for (const [, texts] of sets) for (const text of texts) readAnnotated(text);

for (const [name, texts] of sets) {
  let rows = 0;
  const rounds = Array.from({ length: 6 }, () =>
    secondsOf(() => {
      rows = 0;
      for (const text of texts) rows += readAnnotated(text).length;
    }),
  ).sort((a, b) => a - b);
  const rate = (seconds: number) => Math.round(texts.length / seconds);
  const length = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
  console.log(
    `${name}: ${rate(rounds[2]!)} texts a second (best round ${rate(rounds[0]!)}; mean ${length} characters, ${Math.round(rows / texts.length)} criteria)   asked ${asked}`,
  );
}

const hostile: readonly (readonly [string, (size: number) => string])[] = [
  ["limits in one line", (size) => ">= 5 or ".repeat(size)],
  ["open brackets", (size) => "( age ".repeat(size)],
  ["short lines", (size) => "* within 3 months or\n".repeat(size)],
  [
    "nested bullets",
    (size) => Array.from({ length: size }, (_, at) => `${" ".repeat(at % 40)}* a:`).join("\n"),
  ],
  ["blanks", (size) => `a${" ".repeat(20 * size)}:`],
];
console.log("\nHostile texts: seconds for a size, and for twice, four and eight times it");
for (const [name, text] of hostile) {
  const seconds = [1, 2, 4, 8].map((times) => {
    const whole = text(8_000 * times);
    return Math.min(...Array.from({ length: 3 }, () => secondsOf(() => readAnnotated(whole))));
  });
  console.log(`  ${name.padEnd(20)}${seconds.map((one) => one.toFixed(3)).join("  ")}`);
}
