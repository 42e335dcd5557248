import { availableParallelism } from "node:os";
import { bulkLoad } from "../ingest/bulk-load.ts";
import type { LoadOptions, LoadReport } from "../ingest/load.ts";
import { loadRecords } from "../ingest/load.ts";
import { type CopyDay, recordLines, recordsIn, UnreadableFile } from "../ingest/record-file.ts";
import type { Store } from "../store/open.ts";
import { CliProblem } from "./cli-problem.ts";
import { day, readCommandLine } from "./command-line.ts";
import { type GivenFile, openGiven } from "./given-file.ts";
import { because, progressLine, tellReport } from "./load-report.ts";
import { syncStore } from "./sync-command.ts";
import { withStore } from "./trials-in-hand.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

export async function loadCommand(args: readonly string[], world: World): Promise<void> {
  const typed = readCommandLine("trials load", args, {
    values: ["as-of"],
    flags: ["live", "restated", "whole-registry"],
    operands: 1,
  });
  const [path] = typed.operands;
  const asOf = typed.values["as-of"];
  const live = typed.flags.has("live");
  if (live && path !== undefined) throw new CliProblem(2, words.recordsTwice);
  if (live && asOf !== undefined) throw new CliProblem(2, words.notWithLive("--as-of"));
  for (const flag of ["restated", "whole-registry"]) {
    if (live && typed.flags.has(flag)) throw new CliProblem(2, words.notWithLive(`--${flag}`));
  }
  if (live)
    return withStore(world, (store) => syncStore(store, world, { scope: "conditions", drift: false }));
  if (path === undefined) throw new CliProblem(2, words.missingRecords);
  const given = asOf === undefined ? undefined : day("--as-of", asOf);
  const file = await openGiven(path, world);
  const origin = typed.flags.has("restated") ? "restated" : "registry";
  const way = typed.flags.has("whole-registry") ? inThreads : oneByOne;
  return withStore(world, (store) => loadFile(store, file, { origin, given, way }, world));
}

/** How a file comes in: the same records end as the same store either way. */
type Way = (store: Store, file: GivenFile, day: CopyDay, options: LoadOptions) => Promise<LoadReport>;

const oneByOne: Way = ({ db }, { bytes }, day, options) => loadRecords(db, recordsIn(bytes, day), options);

const inThreads: Way = (store, { bytes }, day, options) =>
  bulkLoad(store, recordLines(bytes), { ...options, day, threads: availableParallelism() });

async function loadFile(
  store: Store,
  file: GivenFile,
  { origin, given, way }: { origin: "registry" | "restated"; given: string | undefined; way: Way },
  world: World,
): Promise<void> {
  const { name, written } = file;
  const copyDay = { origin, fileDay: written.toISOString().slice(0, 10), ...(given && { given }) };
  const progress = progressLine(world);
  let report: LoadReport;
  try {
    const { now } = world;
    report = await way(store, file, copyDay, {
      source: name,
      origin,
      now,
      onProgress: ({ read, refused }) => progress.tell(words.progress(read, read - refused, refused)),
    });
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    const sentence = cause.problem.code === "file-not-text" ? words.recordsNotText : words.recordsNotUnpacked;
    throw new CliProblem(2, sentence(name), { cause });
  } finally {
    progress.end();
  }
  const [whole] = report.refusals;
  if (whole && whole.at === undefined) throw new CliProblem(2, words.noRecords(name, because(whole)));
  await tellReport(store.db, report, words.loaded(report), world);
  if (report.read === report.refused) throw new CliProblem(2, words.noRecords(name, ""));
}
