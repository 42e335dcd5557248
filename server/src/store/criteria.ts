/**
 * What was read of the trials' criteria while they were loaded in bulk, kept beside their records so that a pack made
 * afterwards need not read them again.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Kysely } from "kysely";
import type { CompactLine } from "trials";
import { copyLine } from "./copy-in.ts";
import type { Database } from "./database.ts";

let reader: number | undefined;

/**
 * Names the reader by its very source: what was read by any other one is read again, and nobody has to remember to
 * raise a number. 31 bits of SHA-256.
 */
export function criteriaReader(): number {
  if (reader !== undefined) return reader;
  const folder = dirname(createRequire(import.meta.url).resolve("trials"));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .sort();
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update("\0");
  reader = hash.digest().readUInt32BE() >>> 1;
  return reader;
}

/** A line of COPY. @param lines as `compactLines` gives them. */
export const criteriaCopyLine = (
  { registryId, contentHash }: { readonly registryId: string; readonly contentHash: string },
  lines: readonly CompactLine[],
) => copyLine([registryId, contentHash, criteriaReader(), deflated(lines)]);

/** As COPY writes bytes. */
const deflated = (lines: readonly CompactLine[]) =>
  `\\x${deflateRawSync(JSON.stringify(lines)).toString("hex")}`;

/** By registry number, of the trials about cerebral palsy, where neither the record nor the reader has changed since. */
export async function storedCriteria(
  db: Kysely<Database>,
): Promise<ReadonlyMap<string, readonly CompactLine[]>> {
  const rows = await db
    .selectFrom("trial")
    .innerJoin("trial_criteria", (join) =>
      join
        .onRef("trial_criteria.registry_id", "=", "trial.registry_id")
        .onRef("trial_criteria.content_hash", "=", "trial.content_hash"),
    )
    .select(["trial.registry_id", "lines"])
    .where("is_cerebral_palsy", "=", true)
    .where("is_hidden", "=", false)
    .where("reader", "=", criteriaReader())
    .execute();
  return new Map(rows.map(({ registry_id, lines }) => [registry_id, inflated(lines)]));
}

const inflated = (lines: Uint8Array): readonly CompactLine[] => JSON.parse(inflateRawSync(lines).toString());

/** Of one trial; undefined where none are stored of this record by this reader. */
export async function storedCriteriaOf(
  db: Kysely<Database>,
  { registryId, contentHash }: { readonly registryId: string; readonly contentHash: string },
): Promise<readonly CompactLine[] | undefined> {
  const row = await db
    .selectFrom("trial_criteria")
    .select("lines")
    .where("registry_id", "=", registryId)
    .where("content_hash", "=", contentHash)
    .where("reader", "=", criteriaReader())
    .executeTakeFirst();
  return row && inflated(row.lines);
}
