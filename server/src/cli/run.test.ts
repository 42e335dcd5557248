import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { registryManners } from "../sources/clinicaltrials-gov.ts";
import { startRegistry, study } from "../sources/registry-for-tests.ts";
import { distributedTables, distributionColumn } from "../store/citus.ts";
import { emptyStoreFolder } from "../store/embedded/folder-for-tests.ts";
import { run } from "./run.ts";
import type { World } from "./world.ts";

const example = fileURLToPath(new URL("../../../examples/age-9-gmfcs-2.json", import.meta.url));

const folder = await mkdtemp(join(tmpdir(), "cordwise-cli-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const storeFolder = await emptyStoreFolder();

/** A registry is asked without waiting in between. */
const quickly = {
  requests: { fetch, now: () => 0, sleep: async () => {}, random: () => 0 },
  manners: registryManners("Cordwise/test"),
};

/** Port 9 discards what it is sent; nobody listens there. */
const noLiterature: World["literature"] = {
  pubmed: { baseUrl: "http://127.0.0.1:9/eutils", asker: { tool: "cordwise" }, manners: quickly.manners },
  europePmc: { baseUrl: "http://127.0.0.1:9/rest", manners: quickly.manners },
  requests: quickly.requests,
};

async function* bytes(text: string) {
  yield Buffer.from(text);
}

/** What a command answers; without a store unless `changes` bring one. */
async function cordwise(args: string, changes: Partial<World> = {}) {
  let output = "";
  let told = "";
  const code = await run(args === "" ? [] : args.split(" "), {
    write: (text) => {
      output += text;
    },
    tell: (text) => {
      told += `${text}\n`;
    },
    tellsScreen: false,
    standardInput: bytes(""),
    now: () => new Date("2026-11-22T10:00:00Z"),
    today: () => "2026-11-22",
    version: "0.1.0",
    place: { kind: "embedded", folder: join(folder, "never-made") },
    hasStore: () => false,
    registry: { ...quickly, baseUrl: "http://127.0.0.1:9/api/v2" },
    literature: noLiterature,
    screeningFile: join(folder, "screening.json"),
    serve: async (port) => port,
    jobs: {
      work: async () => 0,
      addSync: async ({ scope }) => scope === "conditions",
      addPack: async () => true,
      states: async () => [{ name: "sync", waiting: 1, active: 2, failed: 0 }],
    },
    ...changes,
  });
  return { code, output, told };
}

const withStore = (): Partial<World> => ({
  place: { kind: "embedded", folder: storeFolder },
  hasStore: () => true,
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("summary", () => {
  test("says of 6e8 cells in 30 kg: 20 million per kg, and that nobody has reported on this age group", async () => {
    const { code, output } = await cordwise(`summary --child ${example}`);
    expect(code).toBe(0);
    expect(output).toMatch(/20 million/);
    expect(output).toMatch(/No one has reported results for trial children of 6 to 15 years/);
  });

  test("evaluates at least 20 trials without a store and without a network", async () => {
    const { output } = await cordwise(`summary --child ${example} --format json`);
    const { trials } = JSON.parse(output);
    expect(trials.rows.length).toBeGreaterThanOrEqual(20);
    for (const row of trials.rows) expect(row.lines.length).toBeGreaterThan(0);
  });

  test("comes as a page too, and from standard input", async () => {
    const facts = await readFile(example, "utf8");
    const { code, output } = await cordwise("summary --child - --format=html", {
      standardInput: bytes(facts),
    });
    expect([code, output.slice(0, 15)]).toEqual([0, "<!doctype html>"]);
  });

  test("counts ages on the day that is asked for", async () => {
    const path = await file("born.json", '{"birthMonth": "2016-05"}');
    expect((await cordwise(`summary --child ${path} --today 2026-06-01`)).output).toContain("10 years");
    expect((await cordwise(`summary --child ${path} --today 2024-06-01`)).output).toContain("8 years");
  });

  test("uses the trials of the store, which gets the starter trials when it is empty", async () => {
    const { code, output } = await cordwise(`summary --child ${example} --format json`, withStore());
    expect(code).toBe(0);
    const without = await cordwise(`summary --child ${example} --format json`);
    expect(JSON.parse(output)).toEqual(JSON.parse(without.output));
  });
});

describe("a child file that cannot be used ends in a sentence and exit code 2:", () => {
  test.each([
    ["that is not there", "nowhere.json", undefined, /there is no such file/],
    ["that is a folder", ".", undefined, /is a folder/],
    ["that is empty", "empty.json", " \n", /is empty/],
    ["that is a picture", "picture.json", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d]), /not a text file/],
    ["with a comma too many", "comma.json", '{\n  "ageYears": 9,\n}', /line 3, column 1/],
    ["with single quotation marks", "quotes.json", "{'ageYears': 9}", /line 1, column 2/],
    [
      "with a misspelt word",
      "word.json",
      '{"ageYears": 9,\n "weightKg": thirty,\n "sex": "male"}',
      /line 2, column 15/,
    ],
    ["that ends too early", "cut.json", '{"ageYears": 9', /line 1, column 15/],
    ["that is not about a child", "list.json", "[1, 2]", /expected/i],
    ["with a weight of 900 kg", "weight.json", '{"ageYears": 9, "weightKg": 900}', /900/],
    ["with 4.7 cells", "cells.json", '{"ageYears": 9, "cordBlood": {"totalNucleatedCells": 4.7}}', /4\.7/],
    ["with a GMFCS level in figures", "gmfcs.json", '{"ageYears": 9, "gmfcs": 2}', /\bII\b/],
    ["with a misspelt fact", "fact.json", '{"ageYears": 9, "wieghtKg": 30}', /wieghtKg/],
    ["without an age", "age.json", "{}", /birthMonth|birth|age/i],
    ["as large as a file of trials", "large.json", " ".repeat(1_100_000), /larger than 1 MB/],
  ])("one %s", async (_, name, content, sentence) => {
    const path = content === undefined ? join(folder, name) : await file(name, content);
    const { code, output, told } = await cordwise(`summary --child ${path}`);
    expect([code, output]).toEqual([2, ""]);
    expect(told).toMatch(sentence);
    expect(told).not.toMatch(/\n\s+at |Error:/);
  });

  test("every fact that is wrong is named at once", async () => {
    const path = await file("two.json", '{"ageYears": 9, "weightKg": 900, "gmfcs": "VI"}');
    const { told } = await cordwise(`summary --child ${path}`);
    expect(told.split("\n").filter((line) => line.startsWith("  "))).toHaveLength(2);
  });
});

describe("a command line that cannot be used ends in a sentence and exit code 2:", () => {
  test.each([
    ["nothing", "", /Usage: cordwise COMMAND/],
    ["an unknown command", "sumary --child x", /Did you mean "cordwise summary"/],
    ["half a command", "trials", /load, match/],
    ["a command with a wrong second word", "trials lod", /Did you mean "cordwise trials load"/],
    ["an unknown option", "summary --chld x", /Did you mean --child/],
    ["an unknown option that is like no other", "schema child --loudly", /has no options/],
    ["an option without its value", "summary --child", /--child needs a value/],
    ["an option whose value was forgotten", "summary --child --format md", /--child needs a value/],
    ["no child", "summary", /--child FILE/],
    ["a format that does not exist", `summary --child ${example} --format htm`, /Did you mean html/],
    ["a day that is none", `summary --child ${example} --today 2026-02-30`, /expected a day/],
    ["a word too many", `summary ${example}`, /does not know what to do with/],
    ["records from nowhere", "trials load", /needs a FILE/],
    ["changes of no trial", "trials changes", /needs the number of a trial/],
    ["records from two places", "trials load x --live", /not both/],
    ["a day for live records", "trials load --live --as-of 2026-01-01", /knows the day/],
    ["a port that is none", "serve --port 70000", /from 0 to 65535/],
    ["a flag with a value", "trials load --live=yes", /stands by itself/],
  ])("%s", async (_, args, sentence) => {
    const { code, output, told } = await cordwise(args);
    expect([code, output]).toEqual([2, ""]);
    expect(told).toMatch(sentence);
  });
});

describe("help", () => {
  test.each([
    "summary",
    "trials load",
    "trials match",
    "trials changes",
    "evidence list",
    "evidence export",
    "evidence changes",
    "serve",
    "schema child",
    "schema citus",
    "trials",
  ])("is there for %s", async (command) => {
    const { code, output } = await cordwise(`${command} --help`);
    expect(code).toBe(0);
    expect(output).toContain(command);
  });

  test("names every command, and the version is told", async () => {
    const { output } = await cordwise("--help");
    for (const command of [
      "summary",
      "trials load",
      "trials match",
      "evidence list",
      "evidence export",
      "serve",
      "schema child",
    ]) {
      expect(output).toContain(`\n  ${command}  `);
    }
    expect((await cordwise("--version")).output).toBe("0.1.0\n");
  });
});

describe("jobs", () => {
  test("are added, or said to be waiting already", async () => {
    expect((await cordwise("jobs add sync --drift")).output).toBe("Added.\n");
    expect((await cordwise("jobs add sync --all")).output).toBe("The same is waiting already.\n");
    expect((await cordwise("jobs add pack")).output).toBe("Added.\n");
  });

  test("are told how they stand", async () => {
    expect((await cordwise("jobs status")).output).toBe("sync: 1 waiting, 2 being done, 0 failed\n");
  });

  test.each([
    ["jobs add", /needs to know what/],
    ["jobs add summary", /no job "summary"/],
    ["jobs add pack --drift", /about a sync/],
  ])("%s ends in a sentence and exit code 2", async (typed, sentence) => {
    const { code, told } = await cordwise(typed);
    expect(code).toBe(2);
    expect(told).toMatch(sentence);
  });
});

describe("trials load", () => {
  const records = [study("NCT00000001"), study("NCT00000002")];

  test("puts a file into the store and says what became of each record", async () => {
    const path = await file(
      "records.ndjson.gz",
      gzipSync(`${records.map((one) => JSON.stringify(one)).join("\n")}\n{"half`),
    );
    const first = await cordwise(`trials load ${path}`, withStore());
    expect(first.code).toBe(0);
    expect(first.output).toContain("3 records read: 2 new, 0 changed, 0 as before, 1 refused.");
    expect(first.told).toMatch(/refused: line 3: /);
    const again = await cordwise(`trials load ${path}`, withStore());
    expect(again.output).toContain("0 new, 0 changed, 2 as before");
  });

  test("fetches from the registry", async () => {
    const registry = await startRegistry();
    registry.publish("2026-11-20T09:00:04", [study("NCT00000007")]);
    const { code, output, told } = await cordwise("trials load --live", {
      ...withStore(),
      registry: { ...quickly, baseUrl: registry.baseUrl },
    });
    await registry.stop();
    expect([code, output.split("\n")[0]]).toEqual([
      0,
      "1 new trial, 0 changed. Up to the registry's data of 2026-11-20 09:00 UTC.",
    ]);
    expect(told).toContain("all trials, search 1 of 5: 1 of 1 trial");
  });

  test("tells how far a sync has come without asking anybody", async () => {
    const registry = { ...quickly, baseUrl: "http://127.0.0.1:9/api/v2" };
    const { code, output } = await cordwise("trials sync --status", { ...withStore(), registry });
    expect([code, output.split("\n")]).toEqual([
      0,
      [
        'Trials that may matter to a child with cerebral palsy: never fetched. "cordwise trials sync" does it.',
        'All trials: never fetched. "cordwise trials sync" does it.',
        "",
      ],
    ]);
    expect((await cordwise("trials sync --status --all", withStore())).told).toMatch(/leave out --all/);
  });

  test("says what to do when the registry cannot be reached, with exit code 1", async () => {
    const { baseUrl, stop } = await startRegistry();
    await stop();
    const { code, told } = await cordwise("trials load --live", {
      ...withStore(),
      registry: { ...quickly, baseUrl },
    });
    expect(code).toBe(1);
    expect(told).toMatch(/127\.0\.0\.1:\d+ could not be reached \(ECONNREFUSED\)\. Check the network/);
  });

  test.each([
    ["an empty file", "none.json", "", /empty/],
    ["a web page", "page.html", "<!doctype html><title>x</title>", /web page/],
    ["something else than records", "other.json", '{"ageYears": 9}', /no trial records/],
    ["a picture", "photo.json", new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), /not a text file/],
    ["a gzip file cut short", "cut.gz", gzipSync("x".repeat(5000)).subarray(0, 20), /cannot be unpacked/],
  ])("refuses %s with a sentence and exit code 2", async (_, name, content, sentence) => {
    const { code, told } = await cordwise(`trials load ${await file(name, content)}`, withStore());
    expect(code).toBe(2);
    expect(told).toMatch(sentence);
  });
});

test("trials changes tells what changed in who can take part, with the days and the words of both", async () => {
  const record = (text: string) =>
    JSON.stringify(study("NCT90000001", { eligibilityModule: { eligibilityCriteria: text } }));
  const load = async (name: string, day: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, record(`Inclusion Criteria:\n\n* ${text}\n* Cerebral palsy`));
    expect((await cordwise(`trials load ${path} --as-of ${day}`, withStore())).code).toBe(0);
  };
  await load("before.json", "2026-11-01", "Age 2 to 6 years");
  expect((await cordwise("trials changes nct90000001", withStore())).output).toMatch(
    /have not changed since/,
  );
  await load("after.json", "2026-11-15", "Age 2 to 12 years \u001b[2J");
  const { output } = await cordwise("trials changes nct90000001", withStore());
  expect(output).toBe(
    "Between November 1, 2026 and November 15, 2026:\n" +
      "  About age: the highest was 6 years. It became 12 years. Before: “Age 2 to 6 years” After: “Age 2 to 12 years  [2J”\n" +
      "  1 line as before.\n",
  );
  const json = JSON.parse((await cordwise("trials changes NCT90000001 --format json", withStore())).output);
  expect(json).toMatchObject({ registryId: "NCT90000001", steps: [{ same: 1 }] });
  const missing = await cordwise("trials changes NCT00000000", withStore());
  expect([missing.code, missing.told]).toEqual([1, expect.stringContaining("no trial NCT00000000")]);
}, 120_000);

test("trials match shows each line with its words and its reason, and never says eligible of a child", async () => {
  const { code, output } = await cordwise(`trials match --child ${example}`);
  expect(code).toBe(0);
  expect(output).toMatch(/NCT\d{8} {2}\S/);
  expect(output).toMatch(/For a person to read \| From/);
  const { lead, rows } = JSON.parse((await cordwise(`trials match --child ${example} --format json`)).output);
  expect(rows.map(({ standing }: { standing: string }) => standing)).toEqual(
    [...rows.map(({ standing }: { standing: string }) => standing)].sort(),
  );
  // The records' own words may hold it; ours may not.
  const ours = JSON.stringify([lead, rows], (key, value) =>
    ["quote", "title"].includes(key) ? undefined : value,
  );
  expect(ours).not.toMatch(/\beligible\b/i);
});

test("evidence changes tells what is new since a released version, in words and as data", async () => {
  const { output } = await cordwise("evidence changes --since 0.1.0");
  expect(output).toContain("set beside version 0.1.0 of November 22, 2026");
  expect(output).toContain("New: “Cord blood is not a cure.”: True (Moderate certainty)");
  const { from, to, changes } = JSON.parse(
    (await cordwise("evidence changes --since 0.1.0 --format json")).output,
  );
  expect(from).toEqual({ version: "0.1.0", date: "2026-11-22" });
  expect(to.version).not.toBe("0.1.0");
  expect(changes).toContainEqual(
    expect.objectContaining({
      of: "claim",
      id: "not-a-cure",
      is: { verdict: "true", certainty: "moderate" },
    }),
  );
});

test("a version of the evidence that is not kept is refused with those that are", async () => {
  const { code, told } = await cordwise("evidence changes --since 9.9.9");
  expect(code).toBe(2);
  expect(told).toContain('--since cannot be "9.9.9"; the versions kept are 0.1.0');
});

describe("trials search", () => {
  test("finds trials of the store by words and fields, as text and as JSON", async () => {
    const asText = await cordwise("trials search cord blood --condition cerebral", withStore());
    expect(asText.code).toBe(0);
    expect(asText.output).toMatch(/^\d+ trials? found\.\n\nNCT\d{8} {2}/);
    const { output } = await cordwise("trials search cord blood --format json --page-size 1", withStore());
    expect(JSON.parse(output)).toMatchObject({ pageSize: 1, hits: [{ registryId: expect.any(String) }] });
  });

  test("names what could not be read, with exit code 2", async () => {
    const { code, told } = await cordwise("trials search cord --country Canada --age nine", withStore());
    expect(code).toBe(2);
    expect(told).toContain("country was Canada");
    expect(told).toContain("ageYears was nine");
  });
});

describe("evidence export", () => {
  test.each([
    ["json", /^\{\n "name": "Cordwise evidence data set"/],
    ["schema", /^\{\n "\$schema": "https:\/\/json-schema\.org\/draft\/2020-12\/schema"/],
    ["csv", /^data_set_version,data_set_date,id,/],
    ["ris", /^TY {2}- /],
    ["bibtex", /^% Cordwise evidence data set/],
    ["r", /^# Cordwise evidence data set/],
    ["fhir", /^\{\n "resourceType": "Bundle"/],
  ])("gives %s", async (format, beginning) => {
    const { code, output } = await cordwise(`evidence export --format ${format}`);
    expect(code).toBe(0);
    expect(output).toMatch(beginning);
  });

  test("writes a new file, and never over one that is there", async () => {
    const path = join(folder, "harms.csv");
    const asked = `evidence export --format csv --table harms --out ${path}`;
    expect(await cordwise(asked)).toMatchObject({ code: 0, output: "" });
    const written = await readFile(path, "utf8");
    expect(written).toContain("sun-2017-autologous.sae");
    const { code, told } = await cordwise(asked);
    expect([code, told]).toEqual([2, expect.stringContaining("is there already")]);
    expect(await readFile(path, "utf8")).toBe(written);
  });

  test.each([
    ["evidence export --format xlsx", /xlsx/],
    ["evidence export --format csv --table people", /people/],
    ["evidence export --table harms", /--table goes with --format csv only/],
    ["evidence export --out /nowhere/at/all/x.json", /could not be written \(ENOENT\)/],
  ])("refuses %s in a sentence", async (args, sentence) => {
    const { code, output, told } = await cordwise(args);
    expect([code, output]).toEqual([2, ""]);
    expect(told).toMatch(sentence);
  });
});

test("evidence list shows no figure without how far it was checked", async () => {
  const { output } = await cordwise("evidence list");
  const rows = JSON.parse((await cordwise("evidence list --format json")).output);
  expect(output.match(/least checked figure: (full text|abstract|secondary|unverified)/g)).toHaveLength(
    rows.length,
  );
  for (const line of output
    .split("\n")
    .filter((text) => /^ {2}(\d+ children|.*: difference \d)/.test(text))) {
    expect(line).toMatch(/\[[^\]]*(full text|abstract|secondary|unverified)\]/);
  }
});

test("schema citus prints a statement for every table that is spread over machines", async () => {
  const { output } = await cordwise("schema citus");
  for (const table of distributedTables)
    expect(output).toContain(`select create_distributed_table('${table}', '${distributionColumn}'`);
  expect(
    output
      .trim()
      .split("\n")
      .every((line) => line.endsWith(";")),
  ).toBe(true);
});

test("schema child prints JSON Schema with units and ranges", async () => {
  const { output } = await cordwise("schema child");
  expect(JSON.parse(output)).toMatchObject({
    properties: {
      weightKg: { description: expect.stringContaining("kilograms"), maximum: expect.any(Number) },
    },
  });
});

test("a PostgreSQL server that does not answer is told without its password, with exit code 1", async () => {
  const { code, told } = await cordwise(`summary --child ${example}`, {
    place: { kind: "server", url: "postgres://me:secret@127.0.0.1:9/trials" },
    hasStore: () => true,
  });
  expect(code).toBe(1);
  expect(told).toMatch(/PostgreSQL server at 127\.0\.0\.1:9\/trials does not answer/);
  expect(told).not.toContain("secret");
});
