/** What was published, content-addressed: the same content under many states of the store is kept once. */
import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

export interface Publication {
  readonly hash: string;
  readonly publishedAt: Date;
}

/** The hash published of this kind for a state of the store, or undefined. */
export async function publishedFor(
  db: Kysely<Database>,
  kind: string,
  key: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("published")
    .select("hash")
    .where("kind", "=", kind)
    .where("key", "=", key)
    .executeTakeFirst();
  return row?.hash;
}

/** Done once in effect, whoever else does it at the same time: equal states and contents are one row. */
export async function publish(
  db: Kysely<Database>,
  { kind, key, hash, content, at }: PublicationOf,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("published_content")
      .values({ hash, content })
      .onConflict((conflict) => conflict.column("hash").doNothing())
      .execute();
    await trx
      .insertInto("published")
      .values({ kind, key, hash, published_at: at })
      .onConflict((conflict) => conflict.columns(["kind", "key"]).doNothing())
      .execute();
  });
}

export interface PublicationOf {
  readonly kind: string;
  readonly key: string;
  /** SHA-256 of the content, in hexadecimal. */
  readonly hash: string;
  readonly content: string;
  readonly at: Date;
}

/** The last contents published of a kind, the newest first: each once, however many states of the store had it. */
export async function publications(db: Kysely<Database>, kind: string, most: number): Promise<Publication[]> {
  const rows = await db
    .selectFrom("published")
    .select(({ fn }) => ["hash", fn.max("published_at").as("published_at")])
    .where("kind", "=", kind)
    .groupBy("hash")
    .orderBy(({ fn }) => fn.max("published_at"), "desc")
    .orderBy("hash")
    .limit(most)
    .execute();
  return rows.map(({ hash, published_at }) => ({ hash, publishedAt: new Date(published_at) }));
}

/** Lets go of all of a kind but its last contents, for packs would otherwise pile up for as long as a store lives. */
export async function forgetOlder(db: Kysely<Database>, kind: string, most: number): Promise<void> {
  const kept = (await publications(db, kind, most)).map(({ hash }) => hash);
  if (kept.length < most) return;
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom("published").where("kind", "=", kind).where("hash", "not in", kept).execute();
    await trx
      .deleteFrom("published_content")
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("published")
              .select("published.hash")
              .whereRef("published.hash", "=", "published_content.hash"),
          ),
        ),
      )
      .execute();
  });
}

export async function publishedContent(db: Kysely<Database>, hash: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("published_content")
    .select("content")
    .where("hash", "=", hash)
    .executeTakeFirst();
  return row?.content;
}
