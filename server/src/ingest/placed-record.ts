import { createHash } from "node:crypto";
import { type Copy, type Reason, type RefusedRecord, readRecord } from "trials";
import type { KnownCopy } from "../store/keeping-up.ts";

/** A registry record as it came, with where it stood and when it was copied. */
export interface PlacedRecord {
  readonly at: NonNullable<RefusedRecord["at"]>;
  readonly json: unknown;
  /** The JSON as it was written, where it stood by itself. */
  readonly text?: string;
  readonly copy: Copy;
  /** Set where somebody chose the record for being about cerebral palsy, though it may not use the words. */
  readonly isChosen?: boolean;
}

/** What could not be read, with the reason; `at` is absent where it is the whole file. */
export type Refusal = { readonly at?: RefusedRecord["at"]; readonly because: Reason };

export type StorableReading =
  | { readonly status: "read"; readonly trial: KnownCopy }
  | { readonly status: "refused"; readonly refusal: Refusal };

/** Reads a record as far as the store has to know it. */
export function readForStore({ at, json, text, copy, isChosen = false }: PlacedRecord): StorableReading {
  const reading = readRecord(json, copy);
  if (reading.status === "refused") return { status: "refused", refusal: { at, because: reading.because } };
  const { trial } = reading;
  const reasons = [
    ...(trial.whyCerebralPalsy ? [{ name: "cerebral-palsy", ...trial.whyCerebralPalsy }] : []),
    ...(trial.whyCordBlood ? [{ name: "cord-blood", ...trial.whyCordBlood }] : []),
  ];
  return {
    status: "read",
    trial: {
      registryId: trial.registryId,
      record: text ?? JSON.stringify(json),
      origin: trial.origin,
      asOf: trial.asOf,
      asOfMeans: trial.asOfMeans,
      status: trial.status ?? null,
      lastUpdate: trial.lastUpdatePosted ?? null,
      isCerebralPalsy: isChosen || reasons.length > 0,
      contentHash: contentHash(json),
      via: trial.via ?? null,
      eligibility: trial.eligibility,
      aliases: trial.aliases,
      reasons,
    },
  };
}

/** The eligibility text of a record that was read before; none where it cannot be read any more. */
export function eligibilityOf(record: string): string {
  const reading = readRecord(JSON.parse(record), { origin: "registry", asOf: "1970" });
  return reading.status === "read" ? reading.trial.eligibility : "";
}

/**
 * SHA-256 in hexadecimal of a JSON value, whatever the order of its keys. The day of the data, which the registry
 * writes into every record each day, is no part of what a record says.
 */
export function contentHash(json: unknown): string {
  return createHash("sha256").update(JSON.stringify(json, inOrder)).digest("hex");
}

function inOrder(key: string, value: unknown): unknown {
  if (key === "versionHolder") return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // Compared by code units, since what a locale thinks of letters differs from machine to machine.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
