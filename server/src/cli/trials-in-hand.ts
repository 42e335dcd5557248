import { compileTrial, starterTrials } from "trials";
import type { TrialSet } from "visit";
import { compiledTrials } from "../answers/stored-trial.ts";
import { trialSet } from "../answers/trial-packs.ts";
import { ensureStarterTrials } from "../ingest/starter.ts";
import { openStore, type Store } from "../store/open.ts";
import { countTrials } from "../store/trials.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

/** The store, for as long as `use` takes; always closed, since an embedded one keeps Node from ending. */
export async function withStore<Result>(
  world: World,
  use: (store: Store) => Promise<Result>,
): Promise<Result> {
  if (!world.hasStore()) world.tell(words.makingStore);
  const store = await openStore(world.place);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The trials to match: those of the store or, where none was ever made, those that come with the program. */
export async function trialsInHand(world: World): Promise<TrialSet> {
  if (!world.hasStore()) return trialSet(starterTrials.map(compileTrial));
  return withStore(world, async ({ db }) => {
    const { all } = await countTrials(db);
    if (all === 0) await ensureStarterTrials(db, world.now);
    return trialSet(await compiledTrials(db));
  });
}
