import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { dataSet, dataSetVersion } from "evidence";
import { expect, test } from "vitest";
import { rPools, rScript } from "./r-script.ts";

const data = dataSet();
const script = rScript(data, dataSetVersion);

// R is no part of this project; where it is on the machine, it is asked.
const metafor = spawnSync("Rscript", ["-e", "cat(as.character(packageVersion('metafor')))"], {
  encoding: "utf8",
});
const here = metafor.status === 0;
const reason = here ? "" : " (skipped: R with metafor is not on this machine)";

test.skipIf(!here)(
  `R with metafor makes every pool as the engine does, to six digits${reason}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "cordwise-r-"));
    const file = join(folder, "pools.R");
    writeFileSync(file, script);
    const run = spawnSync("Rscript", [file], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(run.stderr).toBe("");
    const rows: Record<string, string>[] = parse(run.stdout, { columns: true });
    const pools = rPools(data);
    expect(rows.map(({ pool }) => pool)).toEqual(pools.map(({ id }) => id));
    for (const [i, { pool }] of pools.entries()) {
      const row = rows[i]!;
      const pairs: [string, number | undefined][] = [
        ["k", pool.k],
        ["estimate", pool.estimate],
        ["ci.low", pool.normal.low],
        ["ci.high", pool.normal.high],
        ["hksj.low", pool.hksj?.low],
        ["hksj.high", pool.hksj?.high],
        ["tau2", pool.tau2],
        ["i2", pool.i2],
        ["q", pool.q],
        ["q.p", pool.qP],
      ];
      for (const [column, ours] of pairs) {
        if (ours === undefined) expect(row[column], `${row.pool} ${column}`).toBe("NA");
        else expect(Number(row[column]), `${row.pool} ${column}`).toBeCloseTo(ours, 6);
      }
    }
  },
  60_000,
);

test("the script holds every pool of ours and the data each is made of, with version and day", () => {
  const pools = rPools(data);
  expect(pools.length).toBeGreaterThan(5);
  for (const { id, outcomes } of pools) {
    expect(script).toContain(`pool("${id}"`);
    for (const outcome of outcomes) expect(script).toContain(`"${outcome}"`);
  }
  expect(script).toContain(`${dataSetVersion.version} of ${dataSetVersion.date}`);
});
