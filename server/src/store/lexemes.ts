/** What the database makes of a word ("palsies": palsi), kept in memory because the same words come again and again. */
import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";
import { prepared } from "./prepared.ts";

/** Some megabytes at most; a search needs a few words, the marks in its results a few hundred. */
const mostKept = 60_000;
const kept = new WeakMap<Kysely<Database>, Map<string, string>>();

/** @returns the lexeme of each folded word; an empty text for words that are not indexed ("the"). */
export async function lexemesOf(
  db: Kysely<Database>,
  words: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const known = kept.get(db) ?? new Map<string, string>();
  if (known.size > mostKept) known.clear();
  kept.set(db, known);
  const unknown = [...new Set(words)].filter((word) => !known.has(word));
  if (unknown.length > 0) {
    const { rows } = await sql<{ word: string; lexeme: string | null }>`
      ${prepared} select word, (tsvector_to_array(to_tsvector('english', word)))[1] as lexeme
      from unnest(${unknown}::text[]) as word`.execute(db);
    for (const { word, lexeme } of rows) known.set(word, lexeme ?? "");
  }
  return known;
}
