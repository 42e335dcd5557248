/**
 * Does the search put what is looked for first? nDCG@10 over judged queries (data/search-judged.json), of plain BM25 over
 * every word of a record, of PostgreSQL's own ts_rank_cd, and of ours; all over the same records and the same word
 * stems. Asked for: better than plain BM25. Needs the shared records; without them there is nothing to search in.
 */
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { readSearchQuery } from "trials";
import { bulkLoad } from "../server/src/ingest/bulk-load.ts";
import { lexemesOf } from "../server/src/store/lexemes.ts";
import { openStore } from "../server/src/store/open.ts";
import { searchTrials } from "../server/src/store/trial-search.ts";
import { countTrials } from "../server/src/store/trials.ts";
import { sourceRecords } from "./registry-records.ts";
import { benchServer } from "./registry-server.ts";

interface Judged {
  readonly query: string;
  readonly kind: string;
  readonly grades: Readonly<Record<string, number>>;
}

const { queries } = JSON.parse(readFileSync(new URL("data/search-judged.json", import.meta.url), "utf8")) as {
  queries: readonly Judged[];
};
const { texts, from } = sourceRecords();
if (texts.length < 1_000) {
  console.log("search quality: left out, because the shared records are not here.");
} else {
  await compare();
}

async function compare(): Promise<void> {
  const given = process.env.CORDWISE_BENCH_POSTGRES;
  const server = given === undefined ? await benchServer() : undefined;
  const store = await openStore({ kind: "server", url: given ?? server!.url });
  const { db } = store;
  try {
    if ((await countTrials(db)).all < texts.length / 2) {
      await bulkLoad(
        store,
        texts.map((text, at) => ({ number: at + 1, text })),
        {
          source: "shared records",
          origin: "registry",
          now: () => new Date(),
          day: { origin: "registry", fileDay: "2026-11-22" },
          threads: 2,
        },
      );
    }
    const rankings: Readonly<Record<string, (query: string) => Promise<readonly string[]>>> = {
      "plain BM25": await plainBm25(),
      ts_rank_cd: tsRankCd,
      ours: async (words) =>
        (await searchTrials(db, { words, sort: "relevance", page: 1, pageSize: 10 })).hits.map(
          ({ registryId }) => registryId,
        ),
    };
    console.log(
      `${from}, ${queries.length} judged queries; nDCG@10, mean (of topics, of known items), and how many are better and worse than plain BM25`,
    );
    const scores = new Map<string, readonly number[]>();
    for (const [name, ranking] of Object.entries(rankings)) {
      const found: number[] = [];
      for (const judged of queries) found.push(ndcg(await ranking(judged.query), judged.grades));
      scores.set(name, found);
      const of = (kind: string) => mean(found.filter((_, at) => queries[at]!.kind === kind));
      const plain = scores.get("plain BM25")!;
      const better = found.filter((score, at) => score > plain[at]! + 0.01).length;
      const worse = found.filter((score, at) => score < plain[at]! - 0.01).length;
      console.log(
        `${name.padEnd(12)} ${mean(found).toFixed(3)} (${of("topic").toFixed(3)}, ${of("known item").toFixed(3)}) ${better} better, ${worse} worse`,
      );
    }
    for (const [at, { query }] of queries.entries()) {
      const each = [...scores.values()].map((found) => found[at]!.toFixed(2)).join("  ");
      console.log(`  ${each}  ${query}`);
    }
  } finally {
    await store.close();
    await server?.stop();
  }

  async function tsRankCd(query: string): Promise<readonly string[]> {
    const { rows } = await sql<{ registry_id: string }>`
      select registry_id from trial_search, plainto_tsquery('english', ${query}) as asked
      where body @@ asked order by ts_rank_cd(body, asked) desc, registry_id limit 10`.execute(db);
    return rows.map(({ registry_id }) => registry_id);
  }

  /** Robertson's BM25 with k1 = 1.2 and b = 0.75, over the same stems; every word of the query may be missing. */
  async function plainBm25() {
    const parsed = queries.map(({ query }) => readSearchQuery(query).required.flatMap(([own]) => own!.words));
    const lexemes = await lexemesOf(db, parsed.flat());
    const wanted = [...new Set(parsed.flat().map((word) => lexemes.get(word) ?? ""))].filter(Boolean);
    const { rows: lengths } = await sql<{ id: string; length: number }>`
      select registry_id as id, sum(cardinality(positions))::integer as length
      from trial_search, unnest(body) where lexeme not like 'any0%' group by 1`.execute(db);
    const { rows: postings } = await sql<{ id: string; lexeme: string; count: number }>`
      select registry_id as id, lexeme, cardinality(positions) as count
      from trial_search, unnest(body) where body @@ ${wanted.map((one) => `'${one}'`).join(" | ")}::tsquery
      and lexeme = any(${wanted}::text[])`.execute(db);
    const length = new Map(lengths.map((row) => [row.id, row.length]));
    const average = mean([...length.values()]);
    const by = Map.groupBy(postings, ({ lexeme }) => lexeme);
    return async (query: string) => {
      const words = readSearchQuery(query).required.flatMap(([own]) => own!.words);
      const scores = new Map<string, number>();
      for (const word of words) {
        const found = by.get(lexemes.get(word) ?? "") ?? [];
        const idf = Math.log(1 + (length.size - found.length + 0.5) / (found.length + 0.5));
        for (const { id, count } of found) {
          const tf = (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length.get(id)!) / average));
          scores.set(id, (scores.get(id) ?? 0) + idf * tf);
        }
      }
      return [...scores]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, 10)
        .map(([id]) => id);
    };
  }
}

/** Järvelin and Kekäläinen (2002): gains 2^grade - 1, discounted by log2 of the place. */
function ndcg(found: readonly string[], grades: Readonly<Record<string, number>>): number {
  const gain = (sorted: readonly number[]) =>
    sorted.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const ideal = gain(Object.values(grades).sort((a, b) => b - a));
  return gain(found.map((id) => grades[id] ?? 0)) / ideal;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
