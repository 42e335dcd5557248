/** Where the program meets the machine: the only place that reads the environment and opens connections. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import { eligibilityHistory } from "./answers/eligibility-history.ts";
import { inTurn } from "./answers/in-turn.ts";
import { placesOf } from "./answers/places.ts";
import { trialPage } from "./answers/stored-trial.ts";
import { trialPacksOf } from "./answers/trial-packs.ts";
import { createApp } from "./api/app.ts";
import type { PageAnswers, RenderOnDemand } from "./api/contract.ts";
import { CliProblem } from "./cli/cli-problem.ts";
import { reviewWords } from "./cli/review-words.ts";
import { run } from "./cli/run.ts";
import { words } from "./cli/words.ts";
import type { World } from "./cli/world.ts";
import { readySearch, type SearchReadying } from "./ingest/search-readying.ts";
import { ensureStarterTrials } from "./ingest/starter.ts";
import { type JobQueue, openQueue } from "./jobs/queues.ts";
import { handlersOf } from "./jobs/worker.ts";
import { ownMachineManners, registryManners, registryUrl } from "./sources/clinicaltrials-gov.ts";
import { europePmcManners, europePmcUrl } from "./sources/europe-pmc.ts";
import { pubmedManners, pubmedUrl } from "./sources/pubmed.ts";
import { openStore, type Place, type Store } from "./store/open.ts";
import { searchTrials } from "./store/trial-search.ts";
import { countTrials } from "./store/trials.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { env } = process;
const about = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
  homepage?: string;
};

const place: Place = env.DATABASE_URL
  ? { kind: "server", url: env.DATABASE_URL, ...replicas() }
  : { kind: "embedded", folder: resolve(env.CORDWISE_DATA || join(root, ".cordwise")) };

function replicas(): Pick<Place & { kind: "server" }, "readUrls" | "maxLagMs"> {
  const readUrls = (env.DATABASE_READ_URL ?? "")
    .split(",")
    .map((url) => url.trim())
    .filter(Boolean);
  const seconds = Number(env.DATABASE_READ_LAG_SECONDS);
  return { readUrls, ...(seconds > 0 && { maxLagMs: seconds * 1000 }) };
}

function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Text to a stream; a reader that has gone, as `head` does, is no fault. */
function writer(stream: NodeJS.WriteStream) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return (text: string) => {
    stream.write(text);
  };
}

const write = writer(process.stdout);
const writeError = writer(process.stderr);
// Progress that begins by going back to the start of its line is not ended, so that the next can take its place.
const tell = (text: string) => writeError(text.startsWith("\r") ? text : `${text}\n`);

function registry(): World["registry"] {
  const contact = env.CORDWISE_CONTACT || about.homepage;
  const baseUrl = (env.CORDWISE_REGISTRY_URL || registryUrl).replace(/\/+$/, "");
  if (!/^https?:\/\//.test(baseUrl) || !URL.canParse(baseUrl)) throw new CliProblem(2, words.badRegistryUrl);
  const manners = isOwnMachine(baseUrl) ? ownMachineManners : registryManners;
  return {
    baseUrl,
    requests: { fetch, now: Date.now, sleep, random: Math.random },
    manners: manners(`Cordwise/${about.version}${contact ? ` (${contact})` : ""}`),
  };
}

function literature(): World["literature"] {
  const contact = env.CORDWISE_CONTACT || about.homepage;
  const userAgent = `Cordwise/${about.version}${contact ? ` (${contact})` : ""}`;
  const email = contact && /^[^\s@]+@[^\s@]+$/.test(contact) ? { email: contact } : {};
  const source = (
    name: string,
    given: string | undefined,
    usual: string,
    usualManners: typeof pubmedManners,
  ) => {
    const baseUrl = (given || usual).replace(/\/+$/, "");
    if (!/^https?:\/\//.test(baseUrl) || !URL.canParse(baseUrl)) {
      throw new CliProblem(2, reviewWords.badLiteratureUrl(name));
    }
    return { baseUrl, manners: (isOwnMachine(baseUrl) ? ownMachineManners : usualManners)(userAgent) };
  };
  const pubmed = source("CORDWISE_PUBMED_URL", env.CORDWISE_PUBMED_URL, pubmedUrl, pubmedManners);
  return {
    pubmed: { ...pubmed, asker: { tool: "cordwise", ...email } },
    europePmc: source("CORDWISE_EUROPE_PMC_URL", env.CORDWISE_EUROPE_PMC_URL, europePmcUrl, europePmcManners),
    requests: { fetch, now: Date.now, sleep, random: Math.random },
  };
}

const isOwnMachine = (url: string) => ["127.0.0.1", "[::1]", "localhost"].includes(new URL(url).hostname);

/** Enough to keep the processors of a machine busy that this one thread can keep busy. */
const searchesAtOnce = 3;

async function serve(port: number): Promise<number> {
  const hostname = env.HOST || "127.0.0.1";
  const built = resolve(env.CORDWISE_PAGES || join(root, "web", "dist"));
  const pagesFolder = join(built, "client");
  const stopped = stopSignal();
  const existed = hasStore();
  tell(existed ? words.openingStore : words.makingStore);
  const store = await openStore(place);
  let readying: SearchReadying | undefined;
  try {
    const { db, reads } = store;
    const added = await ensureStarterTrials(db, () => new Date());
    if (added > 0) tell(words.starterLoaded(added));
    readying = await readySearch(db, {
      progress: (done, all) => tell(words.readyingSearch(done, all)),
      failed: (cause) => tell(words.searchNotReadied((cause as Error).message)),
    });
    const { isReady } = readying;
    if (!existsSync(join(pagesFolder, "index.html"))) tell(words.pagesMissing);
    const render = await onDemandPages(join(built, "server", "entry.mjs"));
    const answers: PageAnswers = {
      trial: (registryId) => trialPage(reads, registryId),
      eligibilityHistory: (registryId) => eligibilityHistory(reads, registryId),
      search: inTurn(searchesAtOnce, (search) => searchTrials(reads, search)),
      searchIsReady: isReady,
      places: placesOf(reads),
      today,
    };
    const app = createApp({
      answers,
      trialPacks: trialPacksOf(db, () => new Date()),
      now: () => new Date(),
      countTrials: () => countTrials(reads),
      today,
      version: about.version,
      pagesFolder,
      ...(render && { renderOnDemand: render }),
      log: tell,
      logRequests: env.CORDWISE_LOG === "requests",
    });
    const server = createAdaptorServer({ fetch: app.fetch });
    await new Promise<void>((listening, failed) => {
      server.once("error", (cause: NodeJS.ErrnoException) => failed(listenProblem(cause, hostname, port)));
      server.listen(port, hostname, listening);
    });
    const bound = server.address();
    const boundPort = typeof bound === "object" && bound ? bound.port : port;
    write(`${words.serving(`http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${boundPort}`)}\n`);
    await stopped;
    tell(words.stopping);
    await new Promise<void>((closed) => {
      server.close(() => closed());
      // Answers under way are finished; connections that only wait are not waited for.
      if ("closeIdleConnections" in server) server.closeIdleConnections();
    });
  } finally {
    await readying?.stop();
    await store.close();
  }
  return 0;
}

/** The function that the build of the pages left for those that need the store. */
async function onDemandPages(file: string): Promise<RenderOnDemand | undefined> {
  if (!existsSync(file)) return undefined;
  const { render } = (await import(pathToFileURL(file).href)) as { render: RenderOnDemand };
  return render;
}

/**
 * The first signal asks; a later one does not wait. One that comes at once is the same one again: a terminal sends
 * Ctrl+C to every process of a command, and those that started this one pass theirs on.
 */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.on(signal, () => {
        if (askedAt !== undefined && Date.now() - askedAt > 1000) process.exit(130);
        askedAt ??= Date.now();
        resolve();
      });
    }
  });
}

function listenProblem(cause: NodeJS.ErrnoException, host: string, port: number): unknown {
  switch (cause.code) {
    case "EADDRINUSE":
      return new CliProblem(1, words.portTaken(port), { cause });
    case "EACCES":
      return new CliProblem(1, words.portForbidden(port), { cause });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new CliProblem(2, words.badHost(host), { cause });
    default:
      return cause;
  }
}

async function work(): Promise<number> {
  const stopped = stopSignal();
  return withQueue(async (queue, db) => {
    const onDone = (name: "sync" | "pack", what: string) => write(`${words.jobDone(name, what)}\n`);
    await queue.work(handlersOf(db, { registry: registry(), now: () => new Date(), onDone }));
    write(`${words.working}\n`);
    await stopped;
    tell(words.stopping);
    return 0;
  });
}

async function withQueue<Result>(
  use: (queue: JobQueue, db: Store["db"]) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(place);
  try {
    const queue = await openQueue(store, (cause) => tell(words.jobFailed((cause as Error).message)));
    try {
      return await use(queue, store.db);
    } finally {
      await queue.stop();
    }
  } finally {
    await store.close();
  }
}

function hasStore(): boolean {
  return place.kind === "server" || existsSync(join(place.folder, "pg-is-complete"));
}

try {
  process.exitCode = await run(process.argv.slice(2), {
    write,
    tell,
    tellsScreen: process.stderr.isTTY === true,
    standardInput: process.stdin,
    now: () => new Date(),
    today,
    version: about.version,
    place,
    hasStore,
    get literature() {
      return literature();
    },
    screeningFile: join(root, "packages", "evidence", "data", "screening.json"),
    get registry() {
      return registry();
    },
    serve,
    jobs: {
      work,
      addSync: (job) => withQueue((queue) => queue.add("sync", job)),
      addPack: () => withQueue((queue) => queue.add("pack")),
      states: () => withQueue((queue) => queue.state()),
    },
  });
} catch (cause) {
  const { message, stack } = cause instanceof Error ? cause : new Error(String(cause));
  tell(env.CORDWISE_DEBUG ? String(stack) : words.failed(message));
  process.exitCode = 1;
}
