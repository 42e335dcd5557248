import { type Decision, exclusionReasons, roleOf, visibleTo, votes } from "screening";
import { dueFor, type QueuedReport, reviewQueue } from "../answers/review-queue.ts";
import { rankQueue } from "../ingest/review-ranking.ts";
import type { Store } from "../store/open.ts";
import { addDecision, takeApart, takeTurn } from "../store/review.ts";
import { CliProblem } from "./cli-problem.ts";
import { readCommandLine } from "./command-line.ts";
import { nearest } from "./nearest.ts";
import { reviewWords as words } from "./review-words.ts";
import { withStore } from "./trials-in-hand.ts";
import type { World } from "./world.ts";

type Asked =
  | Decision
  | { readonly kind: "withdrawn" }
  | { readonly kind: "apart" }
  | { readonly kind: "show" };

export async function reviewScreenCommand(args: readonly string[], world: World): Promise<void> {
  const { values, flags, operands } = readCommandLine("review screen", args, {
    values: ["as", "limit", "exclude"],
    flags: ["include", "undo", "apart", "conflicts"],
    operands: 1,
  });
  const name = screenerName(values.as);
  const asked = askedFor(values.exclude, flags);
  const [typed] = operands;
  if (typed === undefined) {
    if (asked.kind !== "show") throw new CliProblem(2, words.decisionWithoutNumber(optionOf(asked)));
    const limit = limitOf(values.limit);
    return withStore(world, ({ db }) =>
      flags.has("conflicts") ? listConflicts(db, world) : listDue(db, name, limit, world),
    );
  }
  for (const option of ["conflicts", "limit"]) {
    if (flags.has(option) || values[option] !== undefined) {
      throw new CliProblem(2, words.notWithNumber(`--${option}`));
    }
  }
  if (!/^\d{1,9}$/.test(typed)) throw new CliProblem(2, words.badNumber(typed));
  const key = Number(typed);
  return withStore(world, async ({ db }) => {
    if (asked.kind === "show") return show(db, key, name, world);
    if (asked.kind === "apart") return apart(db, key, name, world);
    return decide(db, key, name, asked, world);
  });
}

/** Two spellings of one name must not count as two people. */
function screenerName(typed: string | undefined): string {
  if (typed === undefined) throw new CliProblem(2, words.missingName);
  const name = typed.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
  if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .'-]{0,59}$/u.test(name)) throw new CliProblem(2, words.badName);
  return name;
}

function askedFor(exclude: string | undefined, flags: ReadonlySet<string>): Asked {
  const all: Asked[] = [];
  if (flags.has("include")) all.push({ kind: "include" });
  if (flags.has("undo")) all.push({ kind: "withdrawn" });
  if (flags.has("apart")) all.push({ kind: "apart" });
  if (exclude !== undefined) {
    const because = exclusionReasons.find((reason) => reason === exclude);
    if (!because) {
      throw new CliProblem(2, words.badReason(exclude, nearest(exclude, exclusionReasons), exclusionReasons));
    }
    all.push({ kind: "exclude", because });
  }
  if (all.length > 1) throw new CliProblem(2, words.oneDecision);
  return all[0] ?? { kind: "show" };
}

const optionOf = ({ kind }: Asked) => `--${kind === "withdrawn" ? "undo" : kind}`;

function limitOf(typed = "10"): number {
  if (!/^\d{1,4}$/.test(typed) || Number(typed) < 1 || Number(typed) > 1000) {
    throw new CliProblem(2, words.badLimit(typed));
  }
  return Number(typed);
}

async function listDue(db: Store["db"], name: string, limit: number, world: World): Promise<void> {
  const due = dueFor(name, await reviewQueue(db));
  if (due.length === 0) return world.write(`${words.nothingDue(name)}\n`);
  const shown = due.slice(0, limit);
  const ranked = shown.some(({ priority }) => priority !== undefined);
  world.write(
    `${[words.due(shown.length, due.length, name, ranked), ...shown.map(headText)].join("\n\n")}\n`,
  );
}

async function listConflicts(db: Store["db"], world: World): Promise<void> {
  const found = (await reviewQueue(db)).filter(({ standing }) => standing.status === "conflict");
  if (found.length === 0) return world.write(`${words.noConflicts}\n`);
  const texts = found.map((report) => [headText(report), ...votes(report.given).map(voteText)].join("\n"));
  world.write(`${texts.join("\n\n")}\n`);
}

async function show(db: Store["db"], key: number, name: string, world: World): Promise<void> {
  const queue = await reviewQueue(db);
  const report = reportWith(queue, key);
  const together = queue.filter(({ study, key }) => study === report.study && key !== report.key);
  const { shown, records, knownWork, given } = report;
  world.write(
    `${[
      headText(report),
      "",
      shown.abstract ? plainText(shown.abstract) : words.noAbstract,
      "",
      words.copies(records.length),
      ...records.map((record) => `  ${record.key}  ${record.source} ${plainText(record.sourceId)}`),
      ...(together.length > 0 ? [words.sameStudy(together.map(({ key }) => key))] : []),
      ...(knownWork === undefined ? [] : [words.knownAs(knownWork)]),
      ...visibleTo(name, given).map(voteText),
    ].join("\n")}\n`,
  );
}

async function decide(
  db: Store["db"],
  key: number,
  name: string,
  decision: Decision | { readonly kind: "withdrawn" },
  world: World,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Two people may decide at once; whether one of them is the third depends on who came first.
    await takeTurn(trx);
    const report = reportWith(await reviewQueue(trx), key);
    if (report.knownWork !== undefined) throw new CliProblem(2, words.isKnown(key, report.knownWork));
    const role = roleOf(name, report.given);
    if (role === "settled") throw new CliProblem(2, words.settled(key));
    const resolves = role === "resolver";
    if (decision.kind === "withdrawn" && !votes(report.given, resolves).some(({ by }) => by === name)) {
      throw new CliProblem(2, words.nothingToUndo(key, name));
    }
    await addDecision(trx, { record: report.key, by: name, decision, resolves }, world.now());
  });
  const queue = await reviewQueue(db);
  const { standing } = reportWith(queue, key);
  world.write(`${words.decided(key, name, decisionText(decision))} ${words.standing[standing.status]}\n`);
  if (standing.status !== "waiting" || decision.kind === "withdrawn") {
    if (await rankQueue(db, queue)) world.tell(words.ranked);
  }
}

async function apart(db: Store["db"], key: number, name: string, world: World): Promise<void> {
  const joined = await db.transaction().execute(async (trx) => {
    const queue = await reviewQueue(trx);
    if (!queue.some(({ records }) => records.some((record) => record.key === key))) {
      throw new CliProblem(2, words.noSuchReport(key));
    }
    return takeApart(trx, key, name, world.now());
  });
  if (joined === 0) throw new CliProblem(2, words.nothingApart(key));
  world.write(`${words.tookApart(key, joined)}\n`);
}

/** By the number of any of its copies. */
function reportWith(queue: readonly QueuedReport[], key: number): QueuedReport {
  const report = queue.find(({ records }) => records.some((record) => record.key === key));
  if (!report) throw new CliProblem(2, words.noSuchReport(key));
  return report;
}

function headText({ key, shown }: QueuedReport): string {
  const { title, firstAuthor, journal, year, doi, pmid, pmcid, registry } = shown;
  const ids = [doi && `doi:${doi}`, pmid && `PMID ${pmid}`, pmcid, ...registry].filter(Boolean).join("; ");
  const where = [firstAuthor, journal, year].filter(Boolean).join(", ");
  return [`${key}  ${title}`, where, ids].filter(Boolean).map(plainText).join("\n    ");
}

const voteText = ({ by, decision }: { readonly by: string; readonly decision: Decision }) =>
  words.vote(by, decisionText(decision));

function decisionText(decision: Decision | { readonly kind: "withdrawn" }): string {
  if (decision.kind === "exclude") return words.exclude(decision.because);
  return words[decision.kind];
}

/** What databases send may hold anything, also codes that would move the cursor of a terminal. */
const plainText = (text: string) => text.replace(/[^\P{Cc}\n]/gu, " ");
