import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { paper, startLiterature, type TestLiterature } from "../sources/literature-for-tests.ts";
import { pubmedManners } from "../sources/pubmed.ts";
import { emptyStoreFolder } from "../store/embedded/folder-for-tests.ts";
import { openStore } from "../store/open.ts";
import { run } from "./run.ts";
import type { World } from "./world.ts";

const folder = await mkdtemp(join(tmpdir(), "cordwise-review-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const storeFolder = await emptyStoreFolder();
/** Held open throughout, so that each command joins it rather than starting the database anew. */
const store = await openStore({ kind: "embedded", folder: storeFolder });
afterAll(() => store.close());
let literature: TestLiterature;
beforeEach(async () => {
  literature = await startLiterature();
  await sql`truncate review_search, review_record, review_found, review_link, review_decision restart identity`.execute(
    store.db,
  );
  return () => literature.stop();
}, 60_000);

/** What a command answers. */
async function cordwise(args: string) {
  let output = "";
  let told = "";
  const manners = pubmedManners("Cordwise/test");
  const requests = { fetch, now: () => 0, sleep: async () => {}, random: () => 0 };
  const world: World = {
    write: (text) => {
      output += text;
    },
    tell: (text) => {
      told += `${text}\n`;
    },
    tellsScreen: false,
    standardInput: (async function* () {})(),
    now: () => new Date("2026-11-22T10:00:00Z"),
    today: () => "2026-11-22",
    version: "0.1.0",
    place: { kind: "embedded", folder: storeFolder },
    hasStore: () => true,
    registry: { baseUrl: "http://127.0.0.1:9/api/v2", requests, manners },
    literature: {
      pubmed: { baseUrl: literature.pubmedUrl, asker: { tool: "cordwise" }, manners },
      europePmc: { baseUrl: literature.europePmcUrl, manners },
      requests,
    },
    screeningFile: join(folder, "screening.json"),
    serve: async (port) => port,
    jobs: {
      work: async () => 0,
      addSync: async () => true,
      addPack: async () => true,
      states: async () => [],
    },
  };
  const code = await run(args.split(" "), world);
  return { code, output, told };
}

/** One paper both databases have, one that the data set has, and four more. */
const known = paper(5, { pmid: "35811372", doi: "10.1111/dmcn.15325" });
const papers = [paper(1), paper(2), paper(3), paper(4), known];

describe("review search", () => {
  test("asks both databases, joins what both have, and recognises what the data set has", async () => {
    literature.papers = papers;
    const { code, output, told } = await cordwise("review search");
    expect([code, told]).toEqual([0, expect.stringContaining("5 of 5 records in the store")]);
    expect(output).toMatch(
      /5 records found and kept\.\n.*5 records found and kept, 5 pairs of records joined\.\n/,
    );
    expect(output).toContain("The queue holds 5 reports: 1 known already, 4 to be screened.");
    const queries = literature.asked.flatMap(({ parameters }) => parameters.term ?? parameters.query ?? []);
    for (const query of queries) expect(query).toContain('"cerebral palsy"');
  });

  test("goes on where the source failed it, and asks for nothing twice", async () => {
    literature.papers = papers;
    for (const count of [2, 3, 4, 5, 6]) literature.faults.set(`search ${count}`, { status: 503 });
    const failed = await cordwise("review search --source europe-pmc");
    expect(failed.code).toBe(1);
    expect(failed.told).toContain("has a fault of its own (status 503)");
    const { code, told } = await cordwise("review search --source europe-pmc");
    expect(code).toBe(0);
    expect(told).toContain("going on with a search that was broken off; 2 records of it are in the store");
    expect(literature.asked.filter(({ parameters }) => parameters.cursorMark === "*")).toHaveLength(1);
  });

  test.each([
    ["review search --source pubmet", 2, "Did you mean pubmed?"],
    ["review search --since yesterday", 2, "expected a day such as"],
    ["review", 2, "needs a further word: search, screen, status"],
    ["review serch", 2, 'Did you mean "cordwise review search"?'],
  ])("%s ends in a sentence", async (args, exit, sentence) => {
    const { code, told } = await cordwise(args);
    expect([code, told]).toEqual([exit, expect.stringContaining(sentence)]);
  });
});

describe("review screen", () => {
  beforeEach(async () => {
    literature.papers = papers;
    await cordwise("review search --source pubmed");
  }, 60_000);
  const decide = async (...all: string[]) => {
    let last = await cordwise(`review screen ${all[0]}`);
    for (const args of all.slice(1)) last = await cordwise(`review screen ${args}`);
    return last;
  };

  test("lists what waits, and not what is known", async () => {
    const { output } = await cordwise("review screen --as ada");
    expect(output).toContain("4 of 4 reports that wait for ada");
    expect(output).not.toContain("35811372");
  });

  test("two people decide, neither sees the other's word before, and a third settles what they do not agree on", async () => {
    await decide("1 --as ada --include");
    expect((await cordwise("review screen 1 --as bo")).output).not.toContain("ada");
    const second = await decide("1 --as bo --exclude not-in-people");
    expect(second.output).toContain("The two do not agree");
    expect((await cordwise("review screen --as cy --conflicts")).output).toMatch(
      /ada: include\nbo: exclude, not-in-people/,
    );
    expect((await decide("1 --as cy --include")).output).toContain("by the third person's decision");
    expect((await decide("1 --as dora --include")).output).toContain("It is included");
  });

  test("learns an order once one report is settled as excluded, the data set's own works being included", async () => {
    const { told } = await decide("2 --as ada --exclude no-new-data", "2 --as bo --exclude no-new-data");
    expect(told).toContain("The order of the queue was learnt anew.");
    expect((await cordwise("review screen --as cy")).output).toContain("most promising first");
  });

  test("an undone decision opens the report again", async () => {
    await decide("3 --as ada --include", "3 --as bo --include");
    expect((await cordwise("review screen --as bo")).output).toContain("3 of 3");
    await decide("3 --as bo --undo");
    expect((await cordwise("review screen --as bo")).output).toContain("4 of 4");
  });

  test("two spellings of a name are one person", async () => {
    await decide("1 --as Ada --include");
    expect((await decide("1 --as ADA --include")).output).toContain("waits for another person");
  });

  test("what was joined can be taken apart, and stays so", async () => {
    await cordwise("review search --source europe-pmc");
    expect((await cordwise("review screen 1 --as ada")).output).toContain("found as 2 records");
    const { code } = await cordwise("review screen 1 --as ada --apart");
    expect(code).toBe(0);
    await cordwise("review search --source europe-pmc");
    expect((await cordwise("review screen 1 --as ada")).output).toContain("found as 1 record:");
  });

  test.each([
    ["--as ada --include", "--include needs the number of a report"],
    ["1 --include", "needs to know who decides"],
    ["1 --as ada --include --undo", "not several"],
    ["1 --as ada --exclude not-in-poeple", "Did you mean not-in-people?"],
    ["99 --as ada --include", "no report with the number 99"],
    ["one --as ada", "is not the number of a report"],
    ["1 --as ada --undo", "ada has no decision about report 1"],
    ["1 --as ada --apart", "is not joined with another"],
    ["5 --as ada --include", "is in the data set already, as sun-2022"],
    ["1 --as ada --conflicts", "--conflicts lists reports"],
    ["--as ada --limit 0", "expected a whole number from 1 to 1000"],
    ["--as <b>", "--as needs a name"],
  ])("%s ends in a sentence", async (args, sentence) => {
    const { code, told } = await cordwise(`review screen ${args}`);
    expect([code, told]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe("review status", () => {
  test("of an empty queue says that nothing was searched, and how the works came in", async () => {
    const { output } = await cordwise("review status");
    expect(output).toContain("No search was run yet");
    expect(output).toContain("No search has been run yet, so nothing is known");
    expect(output).toMatch(/\d+ studies in this review/);
    expect(output).not.toMatch(/\b0 records/);
  });

  test("counts as PRISMA does, in words, as data and as a picture, and publishes no names", async () => {
    literature.papers = papers;
    await cordwise("review search");
    await cordwise("review screen 1 --as ada --exclude not-in-people");
    await cordwise("review screen 1 --as bo --exclude not-in-people");
    await cordwise("review screen 2 --as ada --include");
    const { output } = await cordwise("review status --publish");
    for (const line of [
      "10 records found",
      "5 are second copies of a report",
      "1 is in this review already",
    ]) {
      expect(output).toContain(line);
    }
    expect(output).toContain("ada: 2 decisions");
    const { flow } = JSON.parse((await cordwise("review status --format json")).output);
    expect(flow.databases).toMatchObject({
      duplicates: 5,
      toScreen: 5,
      alreadyKnown: 1,
      screened: 1,
      waiting: 3,
      included: 0,
    });
    expect((await cordwise("review status --format svg")).output).toMatch(
      /^<svg [\s\S]*10 records found[\s\S]*<\/svg>\n$/,
    );
    const published = await readFile(join(folder, "screening.json"), "utf8");
    expect(JSON.parse(published)).toMatchObject({
      searches: [{ source: "pubmed", finished: "2026-11-22", records: 5 }, { source: "europe-pmc" }],
    });
    expect(published).not.toMatch(/ada|bo"/);
  });
});
