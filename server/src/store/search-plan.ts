/** How many trials a search will match, as far as counts of single words can tell, and so how far back to look. */
import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";
import { prepared } from "./prepared.ts";
import { type MarkKind, mark } from "./search-marks.ts";
import type { Phrase, Term } from "./search-terms.ts";

export interface Share {
  /** Of all trials, 0 to 1. */
  readonly head: number;
  readonly body: number;
}

export interface Counts {
  readonly version: string;
  /** All trials; 0 where nothing was counted yet. */
  readonly trials: number;
  readonly of: ReadonlyMap<string, Share>;
  /** Of beginnings of words, the words that stand in most trials. */
  readonly forms: ReadonlyMap<string, readonly string[]>;
  /** Marks of the newest days, and of all months and years; newest first. */
  readonly days: readonly Period[];
  readonly months: readonly Period[];
  readonly years: readonly Period[];
}

/** Of a beginning of words, as many are looked for where not all trials need be found. */
const mostForms = 8;

/** Beginnings of words are counted together, under the beginning with a star. */
const prefixKey = (lexeme: string) => `${lexeme}*`;

interface Period {
  readonly mark: string;
  readonly trials: number;
}

interface Kept extends Pick<Counts, "version" | "trials" | "days" | "months" | "years"> {
  readonly of: Map<string, Share>;
  readonly forms: Map<string, readonly string[]>;
}

/** Words come again and again, and counts change with loads only. */
const kept = new WeakMap<Kysely<Database>, Kept>();
const mostKept = 60_000;

/** Changes with every counting, for then the row that counts all trials is written anew. */
export const countsVersion = sql<string>`coalesce((select xmin::text from search_count where key = ''), '')`;

/** To be called where the version was found to be another by now. */
export const forgetCounts = (db: Kysely<Database>) => kept.delete(db);

export async function countsFor(
  db: Kysely<Database>,
  terms: readonly Term[],
  marks: readonly (readonly string[])[],
): Promise<Counts> {
  const known = kept.get(db) ?? (await begun(db));
  if (known.of.size > mostKept) known.of.clear();
  kept.set(db, known);
  const words = terms
    .flatMap(({ own }) => own)
    .flatMap(({ lexemes, name, group, isPrefix }) => [
      ...lexemes.map(({ lexeme }, at) =>
        isPrefix && at === lexemes.length - 1 ? prefixKey(lexeme) : lexeme,
      ),
      ...(name ? [name] : []),
      ...(group ? [group] : []),
    ]);
  const unknown = [...new Set([...words, ...marks.flat()])].filter((key) => !known.of.has(key));
  if (unknown.length > 0) {
    const beginnings = unknown.filter((key) => key.endsWith("*")).map((key) => key.slice(0, -1));
    const { rows } = await sql<{ key: string; head: number; body: number; forms: string[] | null }>`
      ${prepared} select key, head, body, null as forms from search_count where key = any(${unknown}::text[])
      union all
      select beginning || '*', coalesce(sum(head), 0)::integer, coalesce(sum(body), 0)::integer,
        (array_agg(key order by body desc, key))[1:${sql.lit(mostForms)}]
        from unnest(${beginnings}::text[]) as beginning
        left join search_count on key >= beginning and key < beginning || chr(1114111)
        group by beginning`.execute(db);
    for (const key of unknown) known.of.set(key, nothing);
    const share = (count: number) => Math.min(1, count / Math.max(1, known.trials));
    for (const { key, head, body, forms } of rows) {
      known.of.set(key, { head: share(head), body: share(body) });
      if (forms) known.forms.set(key, forms);
    }
  }
  return known;
}

/** Some hundred rows that are the same for every search. */
async function begun(db: Kysely<Database>): Promise<Kept> {
  const like = (kind: MarkKind) => sql`key like ${mark(kind, "%")}`;
  const { rows } = await sql<{ key: string; trials: number; version: string }>`
    select key, body as trials, ${countsVersion} as version from search_count
    where key = '' or ${like("updatedMonth")} or ${like("updatedYear")} or key in (
      select key from search_count where ${like("updatedDay")} order by key desc limit ${sql.lit(mostDays)})
    order by key desc`.execute(db);
  const counted = (kind: MarkKind): Period[] =>
    rows
      .filter(({ key }) => key.startsWith(mark(kind, "")))
      .map(({ key, trials }) => ({ mark: key, trials }));
  return {
    version: rows[0]?.version ?? "",
    trials: rows.find(({ key }) => key === "")?.trials ?? 0,
    of: new Map(),
    forms: new Map(),
    days: counted("updatedDay"),
    months: counted("updatedMonth"),
    years: counted("updatedYear"),
  };
}

const nothing: Share = { head: 0, body: 0 };

/** In what share of trials a term stands at most; a phrase stands no oftener than its rarest word. */
export function shareOfTerm({ own }: Term, counts: Counts): Share {
  return either(
    own.map((phrase) => {
      const alone = shareOfPhrase(phrase, counts);
      const any = counts.of.get(phrase.group ?? "") ?? nothing;
      return { head: Math.max(alone.head, any.head), body: Math.max(alone.body, any.body) };
    }),
  );
}

/**
 * The same with the usual words in place of their beginning, for where any of the trials will do: the index has to
 * read all there is of every word that begins so, before it can leave anything out.
 */
export function inUsualForms(term: Term, { forms }: Counts): Term {
  const own = term.own.flatMap((phrase) => {
    const [first, ...more] = phrase.lexemes;
    if (!phrase.isPrefix || more.length > 0) return [phrase];
    const found = forms.get(prefixKey(first!.lexeme)) ?? [];
    return found.map((lexeme) => ({ ...phrase, lexemes: [{ lexeme, at: 0 }], isPrefix: false }));
  });
  return own.length === 0 ? term : { ...term, own };
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

/** Things that have nothing to do with one another, as a trial's words and its status or its country. */
export function byChance(shares: readonly Share[]): Share {
  const of = (side: "head" | "body") => shares.reduce((product, share) => product * share[side], 1);
  return { head: of("head"), body: of("body") };
}

const mostDays = 31;

/** Beyond this share of all trials a list of months leaves out less than it costs. */
const mostHeld = 0.4;

/**
 * The marks of the newest days or months, whole years as years, that hold so many trials of a share; undefined where it
 * takes most of all months, or where there are no counts to tell by.
 */
export function newestMarks(
  { trials, days, months, years }: Counts,
  share: number,
  wanted: number,
): readonly string[] | undefined {
  let held = 0;
  for (const [at, { trials: more }] of days.entries()) {
    held += more;
    if (held * share >= wanted) return days.slice(0, at + 1).map((one) => one.mark);
  }
  held = 0;
  for (const [at, { mark, trials: more }] of months.entries()) {
    held += more;
    if (held > trials * mostHeld) return undefined;
    if (held * share < wanted) continue;
    const year = mark.slice(2, 6);
    return [
      ...years.filter((one) => one.mark.slice(2) > year).map((one) => one.mark),
      ...months.slice(0, at + 1).flatMap((one) => (one.mark.slice(2, 6) === year ? one.mark : [])),
    ];
  }
  return undefined;
}
