/**
 * How many eligibility texts are read a second on one core, once warm? The answer asked for is at least 2,000.
 * The texts are the shared real records where they are present, else the restated ones that ship with the program;
 * printed with how long they are, because a text costs time in proportion to its length.
 */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { readAnnotated, starterTrials } from "trials";

const shared = new URL("../../shared/registry/", import.meta.url);

function textsOf(file: string): string[] {
  return gunzipSync(readFileSync(new URL(file, shared)))
    .toString()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).protocolSection.eligibilityModule?.eligibilityCriteria ?? "");
}

const sets: readonly (readonly [string, readonly string[]])[] = existsSync(shared)
  ? [
      ["352 whole records", textsOf("studies-v2-full.ndjson.gz")],
      ["3,736 drug trials", textsOf("studies-criteria-partial.ndjson.gz")],
    ]
  : [["restated records that ship", starterTrials.map(({ eligibility }) => eligibility)]];

for (const [name, texts] of sets) {
  for (let warm = 0; warm < 2; warm++) for (const text of texts.slice(0, 400)) readAnnotated(text);
  const repeats = Math.max(1, Math.round(3_000 / texts.length));
  let rows = 0;
  const start = process.cpuUsage();
  for (let times = 0; times < repeats; times++) for (const text of texts) rows += readAnnotated(text).length;
  const { user, system } = process.cpuUsage(start);
  // Seconds of processor time, which other programs on the machine do not stretch.
  const seconds = (user + system) / 1e6;
  const read = repeats * texts.length;
  const length = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  console.log(
    `${name}: ${Math.round(read / seconds)} texts a second (mean ${Math.round(length)} characters, ${Math.round(rows / read)} criteria; ${read} texts in ${seconds.toFixed(2)} s)`,
  );
}
