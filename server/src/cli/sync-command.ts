import { sync, syncState } from "../ingest/sync.ts";
import { type Scope, scopes } from "../sources/clinicaltrials-gov.ts";
import type { Store } from "../store/open.ts";
import { CliProblem } from "./cli-problem.ts";
import { readCommandLine } from "./command-line.ts";
import { progressLine, tellReport } from "./load-report.ts";
import { withStore } from "./trials-in-hand.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

export async function syncCommand(args: readonly string[], world: World): Promise<void> {
  const { flags } = readCommandLine("trials sync", args, { flags: ["all", "drift", "status"] });
  const other = ["all", "drift"].find((flag) => flags.has(flag));
  if (flags.has("status")) {
    if (other) throw new CliProblem(2, words.notWithStatus(`--${other}`));
    return withStore(world, (store) => tellStatus(store, world));
  }
  const scope = flags.has("all") ? "all" : "conditions";
  return withStore(world, (store) => syncStore(store, world, { scope, drift: flags.has("drift") }));
}

export async function syncStore(
  { db }: Store,
  world: World,
  { scope, drift }: { readonly scope: Scope; readonly drift: boolean },
): Promise<void> {
  const { baseUrl, requests, manners } = world.registry;
  world.tell(words.searching(new URL(baseUrl).host));
  const line = progressLine(world);
  try {
    const report = await sync(db, {
      baseUrl,
      world: requests,
      manners,
      scope,
      drift,
      now: world.now,
      onProgress(progress) {
        if (progress.kind === "page") {
          const { walk, search, of, given, total } = progress;
          line.tell(words.page(walk, search, of, given, total));
        } else if (progress.kind === "compared") {
          line.tell(words.compared(progress.confirmed, progress.due));
        } else line.tell(words.walkRestarted);
      },
    });
    line.end();
    await tellReport(db, report, words.synced(report, report.complete, report.gone), world);
  } finally {
    line.end();
  }
}

async function tellStatus({ db }: Store, world: World): Promise<void> {
  for (const scope of scopes) {
    const { state, savedAt } = await syncState(db, world.registry.baseUrl, scope);
    const what = words.syncScope(scope);
    const { complete, drifted, underWay } = state;
    const told = { complete, drifted, underWay: underWay && words.syncStep(underWay.kind) };
    world.write(`${savedAt ? words.syncStatus(what, told) : words.syncNever(what)}\n`);
  }
}
