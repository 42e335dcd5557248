import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  compileTrial,
  packTrials,
  searchParameters,
  starterTrials,
  type TrialSearch,
  type TrialSearchPage,
} from "trials";
import type { VisitSummary } from "visit";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TrialPacks, trialSet } from "../answers/trial-packs.ts";
import { StoreError } from "../store/store-error.ts";
import { createApp } from "./app.ts";
import { largestBodyBytes, type PageAnswers, type Problem, paths } from "./contract.ts";

const child = {
  ageYears: 9,
  gmfcs: "II",
  weightKg: 30,
  country: "US",
  cordBlood: { own: "stored", totalNucleatedCells: 600_000_000 },
};

const nothingFound: TrialSearchPage = {
  total: { count: 0, isExact: true },
  matching: "all",
  hits: [],
  facets: { countedTrials: 0, statuses: [], phases: [], countries: [], studyTypes: [] },
  page: 1,
  pageSize: 20,
  lastPage: 3,
  ignoredWords: [],
};
let asked: TrialSearch[];
const answers: PageAnswers = {
  places: async () => ({ places: [{ name: "Laval, Canada", latitude: 45.57, longitude: -73.75 }] }),
  trial: async () => undefined,
  eligibilityHistory: async () => undefined,
  search: async (search) => {
    asked.push(search);
    return { ...nothingFound, page: search.page };
  },
  searchIsReady: () => true,
  today: () => "2026-11-22",
};
const compact = JSON.stringify(packTrials(starterTrials.map(compileTrial)));
const compactHash = createHash("sha256").update(compact).digest("hex");
const trialPacks: TrialPacks = {
  index: async () => ({ format: 2, hash: compactHash, previous: [] }),
  pack: async (hash) => (hash === compactHash ? compact : undefined),
  difference: async () => undefined,
  news: async () => [],
  trials: async () => trialSet(starterTrials.map(compileTrial)),
};

let pagesFolder: string;
let log: string[];
beforeAll(async () => {
  pagesFolder = await mkdtemp(join(tmpdir(), "cordwise-pages-"));
  await mkdir(join(pagesFolder, "about"));
  await mkdir(join(pagesFolder, "_astro"));
  await writeFile(join(pagesFolder, "index.html"), "<h1>Start</h1>");
  await writeFile(join(pagesFolder, "about", "index.html"), "<h1>About</h1>");
  await writeFile(join(pagesFolder, "404.html"), "<h1>Not here</h1>");
  await writeFile(join(pagesFolder, "_astro", "page.abc.js"), "1");
});
afterAll(() => rm(pagesFolder, { recursive: true, force: true }));
beforeEach(() => {
  log = [];
  asked = [];
});

const app = (changes: Partial<Parameters<typeof createApp>[0]> = {}) =>
  createApp({
    answers,
    trialPacks,
    now: () => new Date("2026-11-22T10:00:00Z"),
    countTrials: async () => ({ all: 35, cerebralPalsy: 35 }),
    today: () => "2026-11-22",
    version: "0.1.0",
    pagesFolder,
    log: (line) => log.push(line),
    logRequests: true,
    ...changes,
  });

const ask = (body: unknown, query = "", headers: Record<string, string> = {}) =>
  app().request(`${paths.summary}${query}`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });

describe("packs", () => {
  test.each([
    [paths.packIndex, 2],
    [paths.evidence, 1],
  ])("%s is answered with 304 while it is as before", async (path, format) => {
    const first = await app().request(path);
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({ format });
    const again = await app().request(path, { headers: { "if-none-match": first.headers.get("etag")! } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });

  test("are compressed for those who can unpack them", async () => {
    const packed = await app().request(paths.evidence, { headers: { "accept-encoding": "gzip" } });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
  });

  test("a store that does not answer is told as such, without what it said", async () => {
    const failing: TrialPacks = {
      ...trialPacks,
      index: () => Promise.reject(new StoreError("refused", { address: "db:5432" })),
    };
    const answer = await app({ trialPacks: failing }).request(paths.packIndex);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: "store-unavailable" });
  });
});

describe("a search", () => {
  test("asks the store for what the address says, and names the pages before and after", async () => {
    const answer = await app().request("/api/trials?words=cord+blood&ageYears=9&status=open&page=2");
    expect(answer.status).toBe(200);
    expect(asked[0]).toMatchObject({ words: "cord blood", ageMonths: 108, page: 2 });
    expect(answer.headers.get("link")).toMatch(/page=1>; rel="prev", <.*page=3>; rel="next"/);
    const again = await app().request("/api/trials?words=cord+blood&ageYears=9&status=open&page=2", {
      headers: { "if-none-match": answer.headers.get("etag")! },
    });
    expect(again.status).toBe(304);
  });

  test("with parameters that cannot be read names each, and asks nothing", async () => {
    const answer = await app().request("/api/trials?colour=red&country=Canada");
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    const { code, problems } = (await answer.json()) as Problem;
    expect(code).toBe("bad-search");
    expect(problems?.map(({ pointer }) => pointer)).toEqual(["/colour", "/country"]);
    expect(problems?.[1]?.detail).toBe(
      "country was Canada. It should be a country’s two letters, such as CA.",
    );
    expect(asked).toEqual([]);
  });

  test("is never written to the log", async () => {
    await app().request("/api/trials?words=secret");
    expect(log.join()).not.toContain("secret");
  });

  test("for a trial the store does not have ends in a sentence", async () => {
    const answer = await app().request("/api/trials/NCT00000000");
    expect(answer.status).toBe(404);
    expect(((await answer.json()) as Problem).detail).toContain("no trial of that number");
    expect((await app().request("/api/trials/NCT00000000/eligibility-changes")).status).toBe(404);
  });

  test("says while trials are still being brought into it", async () => {
    const readying = app({ answers: { ...answers, searchIsReady: () => false } });
    expect(await (await readying.request(paths.search)).json()).toMatchObject({
      note: expect.stringContaining("not in it yet"),
    });
    expect(await (await app().request(paths.search)).json()).not.toHaveProperty("note");
  });

  test("for a trial by an older number of it leads to the present one", async () => {
    const eligibilityHistory = async () => ({ registryId: "NCT00000009", steps: [], hasOlder: false });
    const renumbered = app({ answers: { ...answers, eligibilityHistory } });
    const answer = await renumbered.request("/api/trials/nct00000002/eligibility-changes");
    expect(answer.status).toBe(301);
    expect(answer.headers.get("location")).toBe("/api/trials/NCT00000009/eligibility-changes");
    const present = await renumbered.request("/api/trials/nct00000009/eligibility-changes");
    expect(present.status).toBe(200);
  });

  test("is described in the OpenAPI document with every parameter", async () => {
    const { paths: described } = (await (await app().request(paths.openApi)).json()) as {
      paths: Record<string, { get: { parameters: { name: string }[] } }>;
    };
    expect(described["/api/trials"]?.get.parameters.map(({ name }) => name)).toEqual([...searchParameters]);
    expect(described).toHaveProperty(["/api/trials/{registryId}"]);
    expect(described).toHaveProperty(["/api/trials/{registryId}/eligibility-changes"]);
  });
});

describe("a summary", () => {
  test("comes as JSON, Markdown or HTML, by Accept or by the parameter", async () => {
    const types = async (query: string, accept: string) =>
      (await ask(child, query, { accept })).headers.get("content-type");
    expect(await types("", "*/*")).toBe("application/json; charset=utf-8");
    expect(await types("", "text/html,application/xhtml+xml;q=0.9")).toBe("text/html; charset=utf-8");
    expect(await types("", "text/markdown")).toBe("text/markdown; charset=utf-8");
    expect(await types("?format=markdown", "text/html")).toBe("text/markdown; charset=utf-8");
  });

  test("holds the dose arithmetic of the facts that were sent: 6e8 cells in 30 kg are 20 million per kg", async () => {
    const answer = await ask(child, "?format=markdown");
    expect(await answer.text()).toMatch(/20 million/);
  });

  test("counts ages on the day that is asked for", async () => {
    const born = { birthMonth: "2017-03" };
    const facts = async (today: string) => {
      const { child } = (await (await ask(born, `?today=${today}`)).json()) as VisitSummary;
      return child;
    };
    expect(await facts("2026-11-22")).not.toEqual(await facts("2020-11-22"));
  });

  test("is kept by nobody on the way and cannot load or run anything", async () => {
    const answer = await ask(child, "?format=html");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("etag")).toBeNull();
  });

  test.each([
    ["facts that cannot be read", { ageYears: 9, weightKg: 900 }, "", {}, 422, "bad-child"],
    ["no facts at all", [], "", {}, 422, "bad-child"],
    ["a body that is no JSON", "{ageYears: 9}", "", {}, 400, "not-json"],
    ["an empty body", "", "", {}, 400, "not-json"],
    ["a day that is not in the calendar", child, "?today=2026-02-30", {}, 422, "bad-day"],
    ["a format that does not exist", child, "?format=pdf", {}, 406, "not-acceptable"],
    ["only formats that do not exist", child, "", { accept: "image/png" }, 406, "not-acceptable"],
    ["more than any facts take", "x".repeat(largestBodyBytes + 1), "", {}, 413, "body-too-large"],
  ])("is refused for %s, with a sentence", async (_, body, query, headers, status, code) => {
    const answer = await ask(body, query, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
    expect(await answer.json()).toMatchObject({ status, code, detail: expect.stringMatching(/\.$/) });
  });

  test("that is refused points to each fact, with what was expected of it", async () => {
    const answer = await ask({ ageYears: 9, weightKg: 900, cordBlood: { totalNucleatedCells: 4.7 } });
    const { problems } = (await answer.json()) as Problem;
    expect(problems).toMatchObject([
      { pointer: "/weightKg", code: "out-of-range", detail: expect.stringContaining("900") },
      { pointer: "/cordBlood/totalNucleatedCells", code: "count-too-small" },
    ]);
  });
});

test("no log line holds a query or anything of a body, also when the server fails", async () => {
  const failing: TrialPacks = {
    ...trialPacks,
    trials: () => Promise.reject(new Error("something about secretweight 30")),
  };
  await ask(child, "?today=2026-11-21");
  await app().request("/?weight=secretweight");
  const answer = await app({ trialPacks: failing }).request(`${paths.summary}?today=2026-11-21`, {
    method: "POST",
    body: JSON.stringify(child),
  });
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain("secretweight");
  expect(log).toHaveLength(4);
  expect(log.join("\n")).not.toMatch(/secretweight|2026-11-21|600|\?/);
});

describe("pages", () => {
  test("are served as built, and what is not there is told by the page for it", async () => {
    expect(await (await app().request("/")).text()).toBe("<h1>Start</h1>");
    expect(await (await app().request("/about/")).text()).toBe("<h1>About</h1>");
    const missing = await app().request("/nowhere/");
    expect([missing.status, await missing.text()]).toEqual([404, "<h1>Not here</h1>"]);
  });

  test("may load nothing from elsewhere and run nothing that stands in the page", async () => {
    const policy = (await app().request("/")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe|http/);
  });

  test("are asked about anew each time, but for files whose name changes with their content", async () => {
    expect((await app().request("/")).headers.get("cache-control")).toBe("no-cache");
    expect((await app().request("/_astro/page.abc.js")).headers.get("cache-control")).toContain("immutable");
  });

  test("never lead out of their folder", async () => {
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json"]) {
      expect((await app().request(path)).status).toBe(404);
    }
  });
});

test("an address of the API that does not exist, and a wrong method, are problems and not pages", async () => {
  const missing = await app().request("/api/nothing");
  expect(await missing.json()).toMatchObject({ status: 404, code: "not-found" });
  const method = await app().request(paths.packIndex, { method: "DELETE" });
  expect(await method.json()).toMatchObject({ status: 405, code: "not-allowed" });
  expect(method.headers.get("allow")).toBe("GET, HEAD");
  const ofOne = await app().request("/api/trials/NCT00000000", { method: "PUT" });
  expect([ofOne.status, ofOne.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  const summary = await app().request(paths.summary);
  expect([summary.status, summary.headers.get("allow")]).toEqual([405, "POST"]);
});

test("an address of a page that lost its last stroke leads to the page", async () => {
  const renderOnDemand = async ({ url }: Request) =>
    new Response("a trial", { status: new URL(url).pathname === "/trials/NCT00000001/" ? 200 : 404 });
  const served = app({ renderOnDemand });
  const answer = await served.request("/trials/NCT00000001?from=a-friend");
  expect(answer.status).toBe(301);
  expect(answer.headers.get("location")).toBe("/trials/NCT00000001/?from=a-friend");
  expect((await served.request("/trials/nothing")).status).toBe(404);
});

test("no address sends anybody to another server", async () => {
  const renderOnDemand = async ({ url }: Request) =>
    new Response("a page", { status: url.endsWith("/") ? 200 : 404 });
  const served = app({ renderOnDemand });
  for (const path of ["//elsewhere.example/page", "//elsewhere.example", "/\\elsewhere.example/page"]) {
    const location = (await served.request(`http://localhost${path}`)).headers.get("location") ?? "/";
    expect(new URL(location, "http://localhost").host).toBe("localhost");
  }
});

test("the description of the API is OpenAPI 3.1 and names every address", async () => {
  const description = await (await app().request(paths.openApi)).json();
  const { openApi: _, ...described } = paths;
  expect(description).toMatchObject({
    openapi: "3.1.0",
    paths: Object.fromEntries(Object.values(described).map((path) => [path, {}])),
  });
  expect(description).toHaveProperty(
    [
      "paths",
      paths.summary,
      "post",
      "requestBody",
      "content",
      "application/json",
      "schema",
      "properties",
      "weightKg",
      "description",
    ],
    expect.stringContaining("kilograms"),
  );
});

test("the child's schema is the one that every reader uses", async () => {
  const schema = await (await app().request(paths.childSchema)).json();
  expect(schema).toMatchObject({ properties: { gmfcs: { enum: ["I", "II", "III", "IV", "V"] } } });
});

test("health tells how many trials there are", async () => {
  expect(await (await app().request(paths.health)).json()).toEqual({
    status: "ok",
    version: "0.1.0",
    trials: { all: 35, cerebralPalsy: 35 },
  });
});
