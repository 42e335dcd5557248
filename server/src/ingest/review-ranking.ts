/** The order in which the queue should be read, learnt from what two people have settled and what is known already. */
import type { Kysely } from "kysely";
import { isExcluded, isIncluded, type Readable, rankerOf, type Standing } from "screening";
import type { Database } from "../store/database.ts";
import { setPriorities } from "../store/review.ts";

export interface RankedReport {
  readonly key: number;
  readonly shown: Readable;
  readonly knownWork: string | undefined;
  readonly standing: Standing;
}

/**
 * A single person's word is not learnt from: the order would tell the second one of it.
 * @returns whether there was enough to learn from: one report of either kind.
 */
export async function rankQueue(db: Kysely<Database>, reports: readonly RankedReport[]): Promise<boolean> {
  const places = (is: (report: RankedReport) => boolean) =>
    reports.flatMap((report, index) => (is(report) ? [index] : []));
  const included = places(({ knownWork, standing }) => knownWork !== undefined || isIncluded(standing));
  const excluded = places(({ knownWork, standing }) => knownWork === undefined && isExcluded(standing));
  const enough = included.length > 0 && excluded.length > 0;
  const scores = enough ? rankerOf(reports.map(({ shown }) => shown))({ included, excluded }) : undefined;
  const priorities = new Map(scores ? reports.map(({ key }, index) => [key, scores[index]!]) : []);
  await db.transaction().execute((trx) => setPriorities(trx, priorities));
  return enough;
}
