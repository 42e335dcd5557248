/** How many trials a search will match, as far as counts of single words can tell, and so how far back to look. */
import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";
import { markKinds } from "./search-marks.ts";
import type { Phrase, Term } from "./search-terms.ts";

export interface Share {
  /** Of all trials, 0 to 1. */
  readonly head: number;
  readonly body: number;
}

export interface Counts {
  /** All trials; 0 where nothing was counted yet. */
  readonly trials: number;
  readonly of: ReadonlyMap<string, Share>;
  /** Marks of months and years, newest first. */
  readonly months: readonly Period[];
  readonly years: readonly Period[];
}

/** Beginnings of words are counted together, under the beginning with a star. */
const prefixKey = (lexeme: string) => `${lexeme}*`;

export async function countsFor(
  db: Kysely<Database>,
  terms: readonly Term[],
  marks: readonly (readonly string[])[],
): Promise<Counts> {
  const phrases = terms.flatMap(({ own, synonyms }) => [...own, ...synonyms]);
  const words = phrases.flatMap(({ lexemes, name }) => [
    ...lexemes.map(({ lexeme }) => lexeme),
    ...(name ? [name] : []),
  ]);
  const beginnings = phrases.filter(({ isPrefix }) => isPrefix).map(({ lexemes }) => lexemes.at(-1)!.lexeme);
  const keys = ["", ...new Set([...words, ...marks.flat()])];
  const { rows } = await sql<{ key: string; head: number; body: number }>`
    select key, head, body from search_count where key = any(${keys}::text[])
    union all
    select beginning || '*', coalesce(sum(head), 0)::integer, coalesce(sum(body), 0)::integer
      from unnest(${beginnings}::text[]) as beginning
      left join search_count on key >= beginning and key < beginning || chr(1114111)
      group by beginning`.execute(db);
  const trials = rows.find(({ key }) => key === "")?.body ?? 0;
  return {
    trials,
    of: new Map(
      rows.map(({ key, head, body }) => [
        key,
        { head: Math.min(1, head / Math.max(1, trials)), body: Math.min(1, body / Math.max(1, trials)) },
      ]),
    ),
    ...(await periodsOf(db, trials)),
  };
}

interface Period {
  readonly mark: string;
  readonly trials: number;
}

interface Periods {
  readonly months: readonly Period[];
  readonly years: readonly Period[];
}

const known = new WeakMap<Kysely<Database>, Periods & { readonly trials: number }>();

/** Read again when the number of trials has changed: some hundred rows that are the same for every search. */
async function periodsOf(db: Kysely<Database>, trials: number): Promise<Periods> {
  const before = known.get(db);
  if (before?.trials === trials) return before;
  const counted = async (kind: string): Promise<Period[]> => {
    const rows = await db
      .selectFrom("search_count")
      .select(["key as mark", "body as trials"])
      .where("key", ">=", `${kind}:`)
      .where("key", "<", `${kind};`)
      .orderBy("key", "desc")
      .execute();
    return rows;
  };
  const found = {
    trials,
    months: await counted(markKinds.updatedMonth),
    years: await counted(markKinds.updatedYear),
  };
  known.set(db, found);
  return found;
}

const nothing: Share = { head: 0, body: 0 };

/** In what share of trials a term stands at most; a phrase stands no oftener than its rarest word. */
export function shareOfTerm({ own, synonyms }: Term, counts: Counts): Share {
  return either([...own, ...synonyms].map((phrase) => shareOfPhrase(phrase, counts)));
}

export function shareOfPhrase({ lexemes, name, isPrefix }: Phrase, { of }: Counts): Share {
  if (name !== undefined) return of.get(name) ?? nothing;
  const shares = lexemes.map(
    ({ lexeme }, at) => of.get(isPrefix && at === lexemes.length - 1 ? prefixKey(lexeme) : lexeme) ?? nothing,
  );
  return {
    head: Math.min(...shares.map(({ head }) => head)),
    body: Math.min(...shares.map(({ body }) => body)),
  };
}

export function either(shares: readonly Share[]): Share {
  return {
    head: Math.min(
      1,
      shares.reduce((sum, { head }) => sum + head, 0),
    ),
    body: Math.min(
      1,
      shares.reduce((sum, { body }) => sum + body, 0),
    ),
  };
}

/**
 * Things asked for together. Words of one search go together in trials more often than chance has it, so the rarest
 * counts whole, the next for the root of its share, the next for the fourth root, and so on.
 */
export function together(shares: readonly Share[]): Share {
  const of = (side: "head" | "body") =>
    shares
      .map((share) => share[side])
      .sort((a, b) => a - b)
      .reduce((product, share, at) => product * share ** (0.5 ** at), 1);
  return { head: of("head"), body: of("body") };
}

/** A list of hundreds of months costs more to look up than it saves. */
const mostMonths = 24;

/**
 * The marks of the newest months, or years, that hold so many trials of a share; undefined where it takes all of them,
 * or where there are no counts to tell by.
 */
export function newestMarks(
  { trials, months, years }: Counts,
  share: number,
  wanted: number,
): readonly string[] | undefined {
  if (trials === 0 || share * trials <= wanted) return undefined;
  for (const [periods, most] of [
    [months, mostMonths],
    [years, years.length - 1],
  ] as const) {
    let held = 0;
    for (const [at, period] of periods.slice(0, most).entries()) {
      held += period.trials * share;
      if (held >= wanted) return periods.slice(0, at + 1).map((one) => one.mark);
    }
  }
  return undefined;
}
