/** Carries out the sync's plan: asks the registry, and saves each answer together with how far it has brought us. */
import type { Kysely, Transaction } from "kysely";
import { readPartialDate } from "trials";
import * as z from "zod";
import {
  largestPage,
  mostIds,
  type Registry,
  type RegistryPage,
  recordState,
  registryAt,
  type Scope,
  searches,
  wholeRecord,
} from "../sources/clinicaltrials-gov.ts";
import type { Manners, World } from "../sources/polite-requests.ts";
import { SourceError } from "../sources/source-error.ts";
import type { Database } from "../store/database.ts";
import { backAgain, type KnownCopy, noteFoundBy, saveKnown } from "../store/keeping-up.ts";
import { finishLoad, noteBatch, startLoad } from "../store/loads.ts";
import {
  askAlone,
  compareSightings,
  dueTrials,
  forgetSightings,
  markGone,
  noteSightings,
  type Sighting,
  SyncMoved,
  savedSync,
  saveSync,
  settleDue,
} from "../store/syncs.ts";
import { analyzeTrials, type Outcomes } from "../store/trials.ts";
import { type LoadReport, repeated, sum } from "./load.ts";
import { eligibilityOf, type Refusal, readForStore } from "./placed-record.ts";
import {
  afterComparing,
  afterFetching,
  afterPage,
  afterVersion,
  dayOf,
  nextStep,
  type Owed,
  restarted,
  type SyncState,
  untouched,
  type Walk,
} from "./sync-plan.ts";

export interface SyncOptions {
  readonly baseUrl: string;
  readonly world: World;
  readonly manners: Manners;
  readonly scope: Scope;
  /** Also compares every stored trial with the registry's list, to find what was missed, vanished or withheld. */
  readonly drift?: boolean;
  now(): Date;
  onProgress?(progress: SyncProgress): void;
}

export type SyncProgress =
  | {
      readonly kind: "page";
      readonly walk: Walk["kind"];
      readonly search: number;
      readonly of: number;
      readonly given: number;
      readonly total: number | undefined;
    }
  | { readonly kind: "compared"; readonly confirmed: number; readonly due: number }
  | { readonly kind: "restarted" };

/** What became of the trials asked for, and up to which moment of the registry's data the store is complete. */
export interface SyncReport extends LoadReport {
  readonly complete: string;
  /** Trials that the registry no longer has under their number. */
  readonly gone: number;
}

/** In one run; the data change once a day and a walk takes less than an hour. */
const mostRestarts = 5;

/**
 * Brings the store up to the registry's data. Killed at any moment and called again, it goes on where it was.
 * @throws SourceError when the registry cannot be read; what came before is in the store.
 */
export async function sync(db: Kysely<Database>, options: SyncOptions): Promise<SyncReport> {
  const run = new SyncRun(db, options);
  return run.toItsEnd();
}

const walkOf = z.object({
  kind: z.enum(["full", "delta", "drift"]),
  dataTimestamp: z.string(),
  since: z.string().optional(),
  search: z.number().int().min(0),
  token: z.string().optional(),
  total: z.number().optional(),
  given: z.number(),
});
const SavedState = z.object({
  format: z.literal(1),
  complete: z.string().optional(),
  drifted: z.string().optional(),
  underWay: z
    .union([walkOf, z.object({ kind: z.enum(["comparing", "fetching"]), dataTimestamp: z.string() })])
    .optional(),
});

/** @throws Error when the store holds something else than a state, which only a mistake can bring about. */
export async function syncState(
  db: Kysely<Database>,
  source: string,
  scope: Scope,
): Promise<{ readonly state: SyncState; readonly revision: number; readonly savedAt: Date | undefined }> {
  const saved = await savedSync(db, { source, scope });
  if (!saved) return { state: untouched, revision: 0, savedAt: undefined };
  const state = SavedState.parse(JSON.parse(saved.state)) as SyncState;
  return { state, revision: saved.revision, savedAt: saved.savedAt };
}

const nothing: Outcomes = { added: 0, changed: 0, confirmed: 0, same: 0, kept: 0 };

class SyncRun {
  readonly #db: Kysely<Database>;
  readonly #options: SyncOptions;
  readonly #registry: Registry;
  readonly #source: string;
  #state: SyncState = untouched;
  #revision = 0;
  #owed: Owed;
  #load: number | undefined;
  #report: LoadReport = { read: 0, added: 0, changed: 0, same: 0, kept: 0, refused: 0, refusals: [] };
  #gone = 0;
  #restarts = 0;
  #fieldsChecked = false;
  /** Grows smaller when an answer is too large to be taken in, and is the largest again with the next page. */
  #pageSize = largestPage;

  constructor(db: Kysely<Database>, options: SyncOptions) {
    this.#db = db;
    this.#options = options;
    this.#registry = registryAt(options.baseUrl, options.world, options.manners);
    this.#source = options.baseUrl;
    this.#owed = { update: true, drift: options.drift ?? false };
  }

  async toItsEnd(): Promise<SyncReport> {
    const { scope, now } = this.#options;
    await this.#readState();
    for (;;) {
      const step = nextStep(this.#state, this.#owed, searches[scope]);
      if (step.do === "nothing") break;
      try {
        if (step.do === "ask the version") await this.#askVersion();
        else if (step.do === "ask for a page") await this.#askPage(step.walk, step.search);
        else if (step.do === "compare") await this.#compare(step.settling);
        else await this.#fetchDue(step.settling);
      } catch (cause) {
        // Another process does the same sync: what it has done is as good, and this one goes on from there.
        if (!(cause instanceof SyncMoved)) throw cause;
        await this.#readState();
      }
    }
    if (this.#load !== undefined) {
      await analyzeTrials(this.#db);
      await finishLoad(this.#db, this.#load, now());
    }
    return { ...this.#report, complete: this.#state.complete!, gone: this.#gone };
  }

  async #readState(): Promise<void> {
    const { state, revision } = await syncState(this.#db, this.#source, this.#options.scope);
    const known = searches[this.#options.scope].length;
    const { underWay } = state;
    // A later version may have other searches; a walk through the earlier ones is begun again.
    const stale = underWay !== undefined && "search" in underWay && underWay.search >= known;
    this.#state = stale ? withoutWalk(state) : state;
    this.#revision = revision;
  }

  async #askVersion(): Promise<void> {
    const dataTimestamp = await this.#registry.dataTimestamp();
    const before = this.#state;
    const { state, owed } = afterVersion(before, this.#owed, dataTimestamp);
    if (state.underWay !== undefined && !this.#fieldsChecked) {
      await this.#registry.requireFields([...wholeRecord, ...recordState, "StudyFirstPostDate"]);
      this.#fieldsChecked = true;
    }
    this.#owed = owed;
    if (state === before) return;
    await this.#move(state, async (trx) => {
      if (state.underWay?.kind === "drift") await forgetSightings(trx, this.#options.scope);
    });
  }

  async #askPage(walk: Walk, search: (typeof searches)[Scope][number]): Promise<void> {
    const { scope, onProgress } = this.#options;
    const { query } = search;
    const fields = walk.kind === "drift" ? recordState : wholeRecord;
    let page: RegistryPage;
    try {
      page = await this.#registry.page({
        query,
        fields,
        pageSize: this.#pageSize,
        updatedSince: walk.since,
        token: walk.token,
      });
    } catch (cause) {
      if (!(cause instanceof SourceError)) throw cause;
      if (cause.code === "too-large" && this.#pageSize > 1) {
        this.#pageSize = Math.max(1, Math.floor(this.#pageSize / 10));
        return;
      }
      // A token belongs to one state of the data and can break at the daily refresh.
      const tokenBroke = walk.token !== undefined && cause.code === "refused";
      if (!tokenBroke || ++this.#restarts > mostRestarts) throw cause;
      const dataTimestamp = await this.#registry.dataTimestamp();
      await this.#move(restarted(this.#state, walk, dataTimestamp), async (trx) => {
        if (walk.kind === "drift") await forgetSightings(trx, scope);
      });
      onProgress?.({ kind: "restarted" });
      return;
    }
    this.#pageSize = largestPage;
    const { studies, nextToken, total } = page;
    const seen = {
      studies: studies.length,
      ...(nextToken !== undefined && { nextToken }),
      ...(total !== undefined && { total }),
    };
    const next = afterPage(this.#state, walk, seen, searches[scope].length);
    const day = dayOf(walk.dataTimestamp);
    if (walk.kind === "drift") {
      const sightings = studies.flatMap((study) => sightingOf(study) ?? []);
      await this.#move(next, async (trx) => {
        await noteSightings(trx, scope, sightings);
        await this.#noteFound(trx, search.name, sightings, day);
      });
    } else await this.#save(next, studies, day, walk.given, search.name);
    onProgress?.({
      kind: "page",
      walk: walk.kind,
      search: walk.search + 1,
      of: searches[scope].length,
      given: walk.given + studies.length,
      total: walk.total ?? total,
    });
  }

  async #compare(settling: { kind: "comparing" | "fetching"; dataTimestamp: string }): Promise<void> {
    const { scope, onProgress } = this.#options;
    const names = scope === "all" ? undefined : searches[scope].map(({ name }) => name);
    let found = { confirmed: 0, due: 0 };
    await this.#move(afterComparing(this.#state, settling), async (trx) => {
      found = await compareSightings(trx, scope, dayOf(settling.dataTimestamp), names);
      await this.#count(trx, { ...nothing, confirmed: found.confirmed }, []);
    });
    onProgress?.({ kind: "compared", ...found });
  }

  async #fetchDue(settling: { kind: "comparing" | "fetching"; dataTimestamp: string }): Promise<void> {
    const { scope } = this.#options;
    const day = dayOf(settling.dataTimestamp);
    const listed = await dueTrials(this.#db, scope, "listed", mostIds);
    if (listed.length > 0) {
      const studies = await this.#registry.byNumber(listed);
      const found = new Set(studies.flatMap((study) => sightingOf(study)?.registryId ?? []));
      await this.#save(this.#state, studies, day, 0, undefined, async (trx) => {
        await settleDue(trx, scope, [...found]);
        await askAlone(
          trx,
          scope,
          listed.filter((id) => !found.has(id)),
        );
      });
      return;
    }
    const [alone] = await dueTrials(this.#db, scope, "alone", 1);
    if (alone === undefined) {
      this.#owed = { ...this.#owed, drift: false };
      await this.#move(afterFetching(this.#state, settling));
      return;
    }
    const study = await this.#registry.one(alone);
    const nowAs = sightingOf(study)?.registryId;
    await this.#save(this.#state, study === undefined ? [] : [study], day, 0, undefined, async (trx) => {
      await settleDue(trx, scope, [alone]);
      if (nowAs === alone) return;
      await markGone(trx, alone, { on: day, ...(nowAs !== undefined && { nowAs }) });
      await this.#count(trx, { ...nothing, changed: 1 }, []);
    });
    if (nowAs !== alone) this.#gone++;
  }

  /** Records and the state they lead to, in one transaction. */
  async #save(
    state: SyncState,
    studies: readonly unknown[],
    day: string,
    from: number,
    search: string | undefined,
    more?: (trx: Transaction<Database>) => Promise<void>,
  ): Promise<void> {
    const copies: KnownCopy[] = [];
    const refusals: Refusal[] = [];
    for (const [index, json] of studies.entries()) {
      const reading = readForStore({
        at: { index: from + index },
        json,
        copy: { origin: "registry", asOf: day },
      });
      if (reading.status === "read") copies.push(reading.trial);
      else refusals.push(reading.refusal);
    }
    await this.#move(state, async (trx) => {
      const outcomes = await saveKnown(trx, copies, this.#options.now(), eligibilityOf);
      await backAgain(
        trx,
        copies.map(({ registryId }) => registryId),
      );
      if (search !== undefined) await this.#noteFound(trx, search, copies, day);
      await this.#count(trx, outcomes, refusals);
      await more?.(trx);
    });
  }

  /** That everything is found in a walk through everything would be no reason. */
  async #noteFound(
    trx: Transaction<Database>,
    search: string,
    found: readonly { readonly registryId: string }[],
    day: string,
  ): Promise<void> {
    if (this.#options.scope === "all") return;
    await noteFoundBy(
      trx,
      search,
      found.map(({ registryId }) => registryId),
      day,
    );
  }

  #counted: { outcomes: Outcomes; refusals: readonly Refusal[] }[] = [];

  /** Counts within a transaction; the report follows once it is through. */
  async #count(trx: Transaction<Database>, outcomes: Outcomes, refusals: readonly Refusal[]): Promise<void> {
    if (this.#load === undefined) throw new Error("a load is counted before it began");
    await noteBatch(trx, this.#load, outcomes, refusals.length);
    this.#counted.push({ outcomes, refusals });
  }

  /** From one state to the next, with what came of it; all of it is there afterwards, or nothing. */
  async #move(state: SyncState, work?: (trx: Transaction<Database>) => Promise<void>): Promise<void> {
    const { scope, now } = this.#options;
    const key = { source: this.#source, scope };
    // Before the transaction: the embedded database has one session, and waits for the transaction to end.
    if (work) {
      const source = new URL(this.#source).host;
      this.#load ??= await startLoad(this.#db, { source, origin: "registry", startedAt: now() });
    }
    await repeated(this.#db, async (trx) => {
      this.#counted = [];
      await saveSync(trx, key, this.#revision, JSON.stringify(state), now());
      await work?.(trx);
    });
    for (const { outcomes, refusals } of this.#counted) {
      this.#report = {
        ...sum(this.#report, outcomes, refusals.length),
        refusals: [...this.#report.refusals, ...refusals],
      };
    }
    this.#counted = [];
    this.#state = state;
    this.#revision++;
  }
}

function withoutWalk({ underWay: _, ...rest }: SyncState): SyncState {
  return rest;
}

const Sighted = z.object({
  protocolSection: z.object({
    identificationModule: z.object({ nctId: z.string().regex(/^NCT\d{8}$/) }),
    statusModule: z
      .object({
        overallStatus: z.string().optional(),
        lastUpdatePostDateStruct: z.object({ date: z.string().optional() }).optional(),
      })
      .optional(),
  }),
});

function sightingOf(study: unknown): Sighting | undefined {
  const sighted = Sighted.safeParse(study);
  if (!sighted.success) return undefined;
  const { identificationModule, statusModule } = sighted.data.protocolSection;
  return {
    registryId: identificationModule.nctId,
    lastUpdate: readPartialDate(statusModule?.lastUpdatePostDateStruct?.date) ?? null,
    status: statusModule?.overallStatus?.trim() || null,
  };
}
