/** The examples of the README run as they stand, and print what it says they print. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, describe, expect, test } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!);
const folder = mkdtempSync(join(tmpdir(), "meta-readme-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the README", () => {
  test("starts with five lines after the import, blank ones not counted", () => {
    expect(examples[0]!.split("\n").filter((line) => line !== "" && !line.startsWith("import"))).toHaveLength(
      5,
    );
  });

  test.each(examples.map((code, i) => [i + 1, code] as const))(
    "example %i prints what it says",
    (i, code) => {
      const source = new URL("../src/index.ts", import.meta.url).href;
      const file = join(folder, `example-${i}.ts`);
      writeFileSync(file, code.replace('from "meta"', `from ${JSON.stringify(source)}`));
      const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
      const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, words]) => words);
      expect(said.length, stderr).toBeGreaterThan(0);
      expect(stdout.trim().split("\n"), stderr).toEqual(said);
    },
  );

  test("names only functions that the package has", async () => {
    const exported = Object.keys(await import("../src/index.ts"));
    const table = readme.slice(readme.indexOf("| metafor"), readme.indexOf("Cases in which"));
    const cells = table
      .split("\n")
      .slice(2)
      .map((row) => row.split("|")[2] ?? "");
    const named = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)[`(]/g)].map(([, name]) => name!));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !exported.includes(name))).toEqual([]);
  });
});
