// The contract is NCBI's description of the E-utilities (NBK25501) and what clients report; no test goes out to it.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { paper, startLiterature, type TestLiterature } from "./literature-for-tests.ts";
import type { World } from "./polite-requests.ts";
import { pubmedManners, searchPubmed } from "./pubmed.ts";
import { readPubmedXml } from "./pubmed-xml.ts";
import { sleepyWorld } from "./world-for-tests.ts";

let literature: TestLiterature;
let slept: readonly number[];
let world: World;

beforeEach(async () => {
  literature = await startLiterature();
  ({ world, slept } = sleepyWorld());
});
afterEach(() => literature.stop());

async function walk(since?: string, done: readonly string[] = []) {
  const pages = [];
  const manners = pubmedManners("Cordwise/test (someone@example.org)");
  const asker = { tool: "cordwise", email: "someone@example.org" };
  const resume = { done: new Set(done) };
  for await (const page of searchPubmed(
    literature.pubmedUrl,
    { query: "cord blood", since },
    asker,
    resume,
    world,
    manners,
  )) {
    pages.push(page);
  }
  return { pages, records: pages.flatMap(({ records }) => records) };
}

const many = Array.from({ length: 450 }, (_, index) => paper(index));

test("every record comes once, in pages from the history server, and each request says who asks", async () => {
  literature.papers = many;
  const { pages, records } = await walk();
  expect(pages.map((page) => page.records.length)).toEqual([200, 200, 50]);
  expect(new Set(records.map(({ pmid }) => pmid)).size).toBe(450);
  expect(pages[0]).toMatchObject({ found: 450, refused: [] });
  const fetches = literature.asked.filter(({ tool }) => tool === "efetch");
  expect(fetches.map(({ parameters }) => parameters.retstart)).toEqual(["0", "200", "400"]);
  for (const { parameters, userAgent } of literature.asked) {
    expect(parameters).toMatchObject({ db: "pubmed", tool: "cordwise", email: "someone@example.org" });
    expect(userAgent).toBe("Cordwise/test (someone@example.org)");
  }
});

test("requests keep below three a second", async () => {
  literature.papers = many;
  await walk();
  expect(slept).toHaveLength(3);
  expect(Math.min(...slept)).toBeGreaterThanOrEqual(334);
});

test("only records that came in since a day are asked for, by the day of entry", async () => {
  await walk("2026-03-01");
  expect(literature.asked[0]!.parameters).toMatchObject({
    datetype: "edat",
    mindate: "2026/03/01",
    maxdate: "3000",
  });
});

test("pages that are kept already are not asked for again", async () => {
  literature.papers = many;
  const { records } = await walk(
    undefined,
    many.slice(0, 210).map(({ pmid }) => pmid),
  );
  expect(records).toHaveLength(240);
  expect(literature.asked.filter(({ tool }) => tool === "efetch")).toHaveLength(2);
});

describe("a fault on the way is overcome by asking again:", () => {
  test.each([
    ["esearch 1", { status: 500 }],
    ["esearch 1", { status: 200, body: '{"error":"API rate limit exceeded","count":"4"}' }],
    [
      "esearch 1",
      { status: 200, body: '{"header":{},"esearchresult":{"ERROR":"Search Backend failed:\nmoment"}}' },
    ],
    ["esearch 1", "half an answer"],
    ["efetch 1", { status: 429, headers: { "retry-after": "7" } }],
    ["efetch 2", "page of HTML"],
    ["efetch 2", "half an answer"],
    ["efetch 1", "hang up"],
    ["efetch 2", { status: 200, body: '{"error":"API rate limit exceeded"}' }],
  ] as const)("%s: %j", async (at, fault) => {
    literature.papers = many;
    literature.faults.set(at, fault);
    expect((await walk()).records).toHaveLength(450);
    if (typeof fault === "object" && "headers" in fault) expect(slept).toContain(7000);
  });
});

test("a history that was lost is made anew, and nothing comes twice", async () => {
  literature.papers = many;
  literature.faults.set("efetch 2", "history lost");
  const { records } = await walk();
  expect(records).toHaveLength(450);
  expect(literature.asked.filter(({ tool }) => tool === "esearch")).toHaveLength(2);
});

test("records that were listed but not delivered are told, not passed over", async () => {
  literature.papers = many.slice(0, 3);
  literature.faults.set("efetch 1", "empty page");
  const { pages } = await walk();
  expect(pages[0]!.refused).toEqual(
    many.slice(0, 3).map(({ pmid }) => ({ sourceId: pmid, because: "not-delivered" })),
  );
});

test("more than PubMed gives out is refused with both numbers, not cut short", async () => {
  const answer = { esearchresult: { count: "12000", idlist: [], webenv: "x", querykey: "1" } };
  literature.faults.set("esearch 1", { status: 200, body: JSON.stringify(answer) });
  await expect(walk()).rejects.toMatchObject({ code: "too-many", values: { found: 12000, most: 9999 } });
});

test("fewer numbers than were counted are no complete answer", async () => {
  const answer = { esearchresult: { count: "5", idlist: ["1"], webenv: "x", querykey: "1" } };
  literature.faults.set("esearch 1", { status: 200, body: JSON.stringify(answer) });
  await expect(walk()).rejects.toMatchObject({ code: "incomplete", values: { found: 5, got: 1 } });
});

test("an answer of an unknown shape names the field", async () => {
  literature.faults.set("esearch 1", { status: 200, body: '{"esearchresult":{"count":"many","idlist":[]}}' });
  await expect(walk()).rejects.toMatchObject({ code: "unexpected-shape" });
});

test("a refusal is not repeated", async () => {
  literature.faults.set("esearch 1", { status: 400, body: "term is missing" });
  await expect(walk()).rejects.toMatchObject({ code: "refused", values: { status: 400 } });
  expect(literature.asked).toHaveLength(1);
});

test("nothing found is an answer", async () => {
  expect(await walk()).toEqual({ pages: [], records: [] });
});

describe("an article", () => {
  test("keeps the text of markup in titles, labels in abstracts, and its own identifiers only", () => {
    const xml = `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>
      <Journal><JournalIssue><PubDate><MedlineDate>2019 Nov-Dec</MedlineDate></PubDate></JournalIssue><Title>J</Title></Journal>
      <ArticleTitle>Effect of <i>CD34<sup>+</sup></i> cells &amp; more</ArticleTitle>
      <ELocationID EIdType="pii">x</ELocationID><ELocationID EIdType="doi">10.5555/Own.1</ELocationID>
      <Abstract><AbstractText Label="AIM">One.</AbstractText><AbstractText>Two, NCT01234567.</AbstractText></Abstract>
      <AuthorList><Author><LastName>Doe</LastName><Initials>A</Initials></Author><Author><LastName>Roe</LastName><Initials>B</Initials></Author></AuthorList>
      </Article><CommentsCorrectionsList><CommentsCorrections><PMID>2</PMID></CommentsCorrections></CommentsCorrectionsList></MedlineCitation>
      <PubmedData><ArticleIdList><ArticleId IdType="pmc">PMC77</ArticleId></ArticleIdList>
      <ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/other</ArticleId><ArticleId IdType="pmc">PMC5</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle></PubmedArticleSet>`;
    expect(readPubmedXml(xml).records).toEqual([
      {
        source: "pubmed",
        sourceId: "1",
        pmid: "1",
        title: "Effect of CD34+ cells & more",
        abstract: "AIM: One.\nTwo, NCT01234567.",
        registry: ["NCT01234567"],
        kinds: [],
        doi: "10.5555/own.1",
        pmcid: "PMC77",
        firstAuthor: "Doe A",
        journal: "J",
        year: 2019,
      },
    ]);
  });

  test("without a title in English has the one it was printed with; without any it is told", () => {
    const article = (pmid: number, title: string) =>
      `<PubmedArticle><MedlineCitation><PMID>${pmid}</PMID><Article>${title}</Article></MedlineCitation></PubmedArticle>`;
    const xml = `<PubmedArticleSet>${article(1, "<VernacularTitle>Nabelschnurblut</VernacularTitle>")}${article(2, "")}</PubmedArticleSet>`;
    const read = readPubmedXml(xml);
    expect(read.records.map(({ title }) => title)).toEqual(["Nabelschnurblut"]);
    expect(read.untitled).toEqual(["2"]);
  });

  test.each(["", "<html><body>no</body></html>", "<PubmedArticleSet><PubmedArticle>", "<PubmedArticleSet>"])(
    "is not read from %j",
    (xml) => {
      expect(() => readPubmedXml(xml)).toThrow();
    },
  );
});
