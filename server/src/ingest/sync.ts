import type { Kysely } from "kysely";
import { cerebralPalsyStudies, type RegistryPage } from "../sources/clinicaltrials-gov.ts";
import type { Manners, World } from "../sources/polite-requests.ts";
import type { Database } from "../store/database.ts";
import { type Incoming, type LoadCounts, type LoadReport, loadRecords } from "./load.ts";

export interface SyncOptions {
  readonly baseUrl: string;
  readonly world: World;
  readonly manners: Manners;
  now(): Date;
  onPage?(progress: RegistryPage["progress"]): void;
  onProgress?(counts: LoadCounts): void;
}

/**
 * Fetches every study that may be about cerebral palsy from the registry itself.
 * @throws SourceError when the registry cannot be read; what came before is in the store.
 */
export async function syncLive(
  db: Kysely<Database>,
  { baseUrl, world, manners, now, onPage, onProgress }: SyncOptions,
): Promise<LoadReport> {
  async function* incoming(): AsyncGenerator<Incoming> {
    let index = 0;
    for await (const page of cerebralPalsyStudies(baseUrl, world, manners)) {
      onPage?.(page.progress);
      for (const json of page.studies) {
        const copy = { origin: "registry", asOf: page.asOf } as const;
        yield { kind: "record", record: { at: { index: index++ }, json, copy } };
      }
    }
  }
  return loadRecords(db, incoming(), {
    source: new URL(baseUrl).host,
    origin: "registry",
    now,
    ...(onProgress && { onProgress }),
  });
}
