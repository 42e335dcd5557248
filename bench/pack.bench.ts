/**
 * Promise: a pack of 3,000 trials, criteria and words included, is at most 600 kB as it is sent (brotli, made once by
 * the server). Measured on the project's own records varied and numbered up; and, where PACK_RECORDS names a gzip NDJSON
 * file of real records, on as many different real ones, for which nothing is promised: their texts alone are longer.
 */
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import {
  type CompiledTrial,
  compileTrial,
  packDifference,
  packTrials,
  readRecords,
  unpackTrials,
} from "trials";
import { manyCompiled } from "./many-trials.ts";

const promised = 600_000;
const count = Number(process.env.TRIALS ?? 3_000);

function measure(name: string, trials: readonly CompiledTrial[]): number {
  const json = JSON.stringify(packTrials(trials));
  const plain = JSON.stringify(trials).length;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const sent = brotliCompressSync(json, { params }).length;
  const started = performance.now();
  unpackTrials(JSON.parse(json));
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
  console.log(
    `${name}: ${trials.length} trials, ${kB(plain)} as plain JSON, ${kB(json.length)} packed, ` +
      `${kB(sent)} sent (brotli 9; gzip 9 ${kB(gzipSync(json, { level: 9 }).length)}), ` +
      `unpacked in ${(performance.now() - started).toFixed(0)} ms`,
  );
  return sent;
}

const trials = manyCompiled(count);
const size = measure("varied records", trials);
const changed = trials.map((trial, at) =>
  at % 100 === 0 ? compileTrial({ ...trial.trial, status: "COMPLETED" }) : trial,
);
const difference = JSON.stringify(packDifference(trials, changed));
console.log(
  `a day on which 1 in 100 trials changed: ${(brotliCompressSync(difference).length / 1000).toFixed(1)} kB sent`,
);
const { PACK_RECORDS: file } = process.env;
if (file) {
  const text = gunzipSync(readFileSync(file)).toString();
  const seen = new Set<string>();
  const real = readRecords(text, { origin: "registry", asOf: "2026-11-22" }).trials.filter(
    ({ registryId }) => !seen.has(registryId) && seen.add(registryId),
  );
  measure("different real records", real.slice(0, count).map(compileTrial));
}
const kept = size <= promised;
console.log(`Promised: at most ${promised / 1000} kB: ${kept ? "kept" : "BROKEN"}`);
process.exitCode = kept ? 0 : 1;
