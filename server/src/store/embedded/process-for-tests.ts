/**
 * A process with a store of its own, for tests that kill it: `node process-for-tests.ts FOLDER DO`.
 * It says "open" once the store is, then does what it was asked to and says "done".
 */
import { sql } from "kysely";
import { openStore } from "../open.ts";

const [folder, task] = process.argv.slice(2);
const { db, close } = await openStore({ kind: "embedded", folder: folder! });
console.log("open");
switch (task) {
  case "wait":
    process.stdin.once("data", async () => {
      await close();
      console.log("done");
      process.stdin.destroy();
    });
    break;
  case "leave a transaction open":
    await db.transaction().execute(async (trx) => {
      await sql`insert into kysely_migration values ('half', 'done')`.execute(trx);
      console.log("done");
      await new Promise((resolve) => setTimeout(resolve, 1_000_000));
    });
    break;
  case "ask a lot":
    for (let asked = 0; asked < 400; asked++) {
      const { rows } = await sql<{ answer: number }>`select ${asked}::int as answer`.execute(db);
      if (rows[0]?.answer !== asked) throw new Error(`asked ${asked}, was told ${rows[0]?.answer}`);
    }
    await close();
    console.log("done");
    break;
}
