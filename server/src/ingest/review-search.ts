/** Searches of literature databases into the screening queue; one that is killed goes on where it was. */
import type { Kysely } from "kysely";
import { linksOf, type SearchedSource } from "screening";
import type { FoundPage, Question, Resume } from "../sources/found-page.ts";
import { SourceError } from "../sources/source-error.ts";
import type { Database } from "../store/database.ts";
import {
  describedRecords,
  finishSearch,
  forgetMark,
  foundBy,
  keepLinks,
  keepRecords,
  noteProgress,
  openSearch,
  takeTurn,
} from "../store/review.ts";

export interface ReviewSearchOptions {
  readonly source: SearchedSource;
  /** The version of the search strategy. */
  readonly strategy: string;
  readonly question: Question;
  /** Asks the source, from where it was broken off. */
  pages(question: Question, resume: Resume): AsyncIterable<FoundPage>;
  now(): Date;
  /** Told after every page, when it is in the store. */
  onPage?(progress: { readonly kept: number; readonly found: number }): void;
  onResume?(kept: number): void;
}

export interface ReviewSearchReport {
  /** Records that this search has in the store, those of an earlier start included. */
  readonly kept: number;
  readonly found: number;
  /** Pairs of records that were joined. */
  readonly joined: number;
  readonly refused: FoundPage["refused"];
}

/** @throws SourceError when the source cannot be read; pages told of before are in the store. */
export async function searchIntoQueue(
  db: Kysely<Database>,
  { source, strategy, question, pages, now, onPage, onResume }: ReviewSearchOptions,
): Promise<ReviewSearchReport> {
  const key = { source, strategy, query: question.query, since: question.since };
  const search = await db.transaction().execute((trx) => openSearch(trx, key, now()));
  const done = await foundBy(db, search.id);
  if (search.resumed) onResume?.(done.size);
  const refused: FoundPage["refused"][number][] = [];
  let found = done.size;
  let kept = done.size;
  let joined = 0;
  try {
    for await (const page of pages(question, { mark: search.mark, done })) {
      joined += await db.transaction().execute(async (trx) => {
        await takeTurn(trx);
        const keys = await keepRecords(trx, search.id, page.records, now());
        const fresh = new Set(keys);
        const described = await describedRecords(trx);
        const links = linksOf(
          described.filter((record) => !fresh.has(record.key)),
          described.filter((record) => fresh.has(record.key)),
        );
        await keepLinks(trx, links, now());
        await noteProgress(trx, search.id, {
          mark: page.mark,
          found: page.found,
          refused: page.refused.length,
        });
        return links.length;
      });
      kept += page.records.length;
      found = page.found;
      refused.push(...page.refused);
      onPage?.({ kept, found });
    }
  } catch (cause) {
    if (cause instanceof SourceError && cause.code === "incomplete") await forgetMark(db, search.id);
    throw cause;
  }
  await finishSearch(db, search.id, now());
  return { kept, found, joined, refused };
}
