import { sql } from "kysely";
import { expect, test } from "vitest";
import { citusStatements, distributedTables, distributionColumn, referenceTables } from "./citus.ts";
import { emptyStore } from "./embedded/folder-for-tests.ts";

const store = await emptyStore();

test("every unique key of a distributed table holds the column it is distributed by", async () => {
  const { rows } = await sql<{ table: string; key: string; columns: string[] }>`
    select relation.relname as table, key.relname as key, array_agg(attname::text) as columns
    from pg_index
    join pg_class relation on relation.oid = indrelid
    join pg_class key on key.oid = indexrelid
    join pg_attribute on attrelid = indrelid and attnum = any(indkey)
    where indisunique and relation.relnamespace = 'public'::regnamespace
    group by 1, 2`.execute(store.db);
  for (const table of distributedTables) {
    const keys = rows.filter((row) => row.table === table);
    expect(keys, table).not.toEqual([]);
    for (const { key, columns } of keys) expect(columns, key).toContain(distributionColumn);
  }
});

test("every table with a trial's number is distributed, so that none is forgotten", async () => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class join pg_attribute on attrelid = pg_class.oid
    where relkind = 'r' and relnamespace = 'public'::regnamespace and attname = ${distributionColumn}`.execute(
    store.db,
  );
  expect(rows.map(({ name }) => name).sort()).toEqual([...distributedTables].sort());
});

test("no foreign key leaves a distributed table, for it would have to be one to a reference table", async () => {
  const { rows } = await sql<{ table: string }>`
    select relname as table from pg_constraint join pg_class on pg_class.oid = conrelid where contype = 'f'`.execute(
    store.db,
  );
  expect(rows.filter(({ table }) => distributedTables.some((name) => name === table))).toEqual([]);
});

test("there is a statement for each of them", () => {
  for (const table of [...distributedTables, ...referenceTables]) {
    expect(citusStatements.filter((statement) => statement.includes(`'${table}'`)).length).toBeGreaterThan(0);
  }
});
