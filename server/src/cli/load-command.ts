import { reasonWords, say } from "visit";
import type { LoadCounts, LoadReport } from "../ingest/load.ts";
import { loadRecords } from "../ingest/load.ts";
import type { Refusal } from "../ingest/placed-record.ts";
import { recordsIn, UnreadableFile } from "../ingest/record-file.ts";
import { syncLive } from "../ingest/sync.ts";
import type { Store } from "../store/open.ts";
import { countTrials } from "../store/trials.ts";
import { CliProblem } from "./cli-problem.ts";
import { day, readCommandLine } from "./command-line.ts";
import { type GivenFile, openGiven } from "./given-file.ts";
import { withStore } from "./trials-in-hand.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

/** Of refused records, after which the rest is only counted. */
const mostToldOf = 20;

export async function loadCommand(args: readonly string[], world: World): Promise<void> {
  const typed = readCommandLine("trials load", args, {
    values: ["as-of"],
    flags: ["live", "restated"],
    operands: 1,
  });
  const [path] = typed.operands;
  const asOf = typed.values["as-of"];
  const live = typed.flags.has("live");
  if (live && path !== undefined) throw new CliProblem(2, words.recordsTwice);
  if (live && asOf !== undefined) throw new CliProblem(2, words.notWithLive("--as-of"));
  if (live && typed.flags.has("restated")) throw new CliProblem(2, words.notWithLive("--restated"));
  if (live) return withStore(world, (store) => loadLive(store, world));
  if (path === undefined) throw new CliProblem(2, words.missingRecords);
  const given = asOf === undefined ? undefined : day("--as-of", asOf);
  const file = await openGiven(path, world);
  const origin = typed.flags.has("restated") ? "restated" : "registry";
  return withStore(world, (store) => loadFile(store, file, origin, given, world));
}

async function loadFile(
  { db }: Store,
  { name, bytes, written }: GivenFile,
  origin: "registry" | "restated",
  given: string | undefined,
  world: World,
): Promise<void> {
  const copyDay = { origin, fileDay: written.toISOString().slice(0, 10), ...(given && { given }) };
  const progress = tellProgress(world);
  let report: LoadReport;
  try {
    const { now } = world;
    report = await loadRecords(db, recordsIn(bytes, copyDay), {
      source: name,
      origin,
      now,
      onProgress: progress.tell,
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
  await tellReport(db, report, world);
  if (report.read === report.refused) throw new CliProblem(2, words.noRecords(name, ""));
}

async function loadLive({ db }: Store, world: World): Promise<void> {
  const { baseUrl, requests, manners } = world.registry;
  world.tell(words.searching(new URL(baseUrl).host));
  const progress = tellProgress(world);
  let told = 0;
  try {
    const report = await syncLive(db, {
      baseUrl,
      world: requests,
      manners,
      now: world.now,
      onProgress: progress.tell,
      onPage({ search, of, found }) {
        if (search !== told) world.tell(words.page(search, of, found));
        told = search;
      },
    });
    progress.end();
    await tellReport(db, report, world);
  } finally {
    progress.end();
  }
}

/** Written over on a screen; a line of its own elsewhere, so that a log shows what was kept when. */
function tellProgress(world: World) {
  let open = false;
  return {
    tell({ read, refused }: LoadCounts) {
      const text = words.progress(read, read - refused, refused);
      world.tell(world.tellsScreen ? `\r${text}\u001b[K` : text);
      open = world.tellsScreen;
    },
    end() {
      if (open) world.tell("");
      open = false;
    },
  };
}

async function tellReport(db: Store["db"], report: LoadReport, world: World): Promise<void> {
  for (const refusal of report.refusals.slice(0, mostToldOf)) {
    world.tell(words.refused(placeOf(refusal), because(refusal)));
  }
  const more = report.refusals.length - mostToldOf;
  if (more > 0) world.tell(words.moreRefused(more));
  const { all, cerebralPalsy } = await countTrials(db);
  world.write(`${words.loaded(report)}\n${words.storeHolds(all, cerebralPalsy)}\n`);
}

function placeOf({ at }: Refusal): string {
  if (at === undefined) return "";
  return "line" in at ? words.atLine(at.line) : words.atIndex(at.index);
}

const because = (refusal: Refusal) => reasonWords(refusal.because, say("en"), "en");
