/** The real program, killed and given faults again and again. `npm run bench sync-faults` does it at full length. */
import { expect, test } from "vitest";
import { emptyStoreFolder } from "../store/embedded/folder-for-tests.ts";
import { live } from "./survival-for-tests.ts";

const place = async () => ({ kind: "embedded", folder: await emptyStoreFolder() }) as const;

test("30 faults and 6 kills later the store is the same, record by record, as one that was left in peace", async () => {
  const ordeal = { seed: 20261126, records: 90, pageSize: 12 };
  const troubled = await live(await place(), { ...ordeal, faults: 30, kills: 6 });
  expect(troubled.faults).toBeGreaterThanOrEqual(30);
  expect(troubled.kills).toBeGreaterThanOrEqual(6);
  const peaceful = await live(await place(), { ...ordeal, faults: 0, kills: 0, days: troubled.days });
  expect(troubled.contents.trials.length).toBeGreaterThan(50);
  expect(troubled.contents).toEqual(peaceful.contents);
}, 180_000);
