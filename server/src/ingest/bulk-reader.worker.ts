/** A thread that reads lines of NDJSON into everything the store keeps of a trial, its criteria included. */
import { parentPort, workerData } from "node:worker_threads";
import { compactLines, compileTrial, readRecord } from "trials";
import { type ReadyTrial, readyTrial } from "../store/bulk.ts";
import { searchRow } from "../store/trial-search-rows.ts";
import { type Refusal, readForStore } from "./placed-record.ts";
import { type CopyDay, fromLine, type Line } from "./record-file.ts";

export interface ReadLines {
  readonly ready: readonly ReadyTrial[];
  readonly refusals: readonly Refusal[];
}

const day = workerData as CopyDay;

parentPort?.on("message", (lines: readonly Line[]) => {
  const ready: ReadyTrial[] = [];
  const refusals: Refusal[] = [];
  for (const line of lines) {
    const found = fromLine(line, day);
    if (found.kind === "refusal") {
      refusals.push(found.refusal);
      continue;
    }
    const reading = readForStore(found.record);
    if (reading.status === "refused") {
      refusals.push(reading.refusal);
      continue;
    }
    const { trial } = reading;
    const whole = readRecord(found.record.json, found.record.copy);
    const criteria =
      whole.status === "read" ? compactLines(compileTrial(whole.trial).lines, whole.trial.eligibility) : [];
    ready.push(readyTrial(trial, searchRow(trial.registryId, trial.record), criteria));
  }
  parentPort?.postMessage({ ready, refusals } satisfies ReadLines);
});
