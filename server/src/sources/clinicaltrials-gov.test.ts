// The contract is the registry's OpenAPI description, v2.0.0, and what clients of it report; no test goes out to it.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cerebralPalsyStudies, registryManners, searches } from "./clinicaltrials-gov.ts";
import type { World } from "./polite-requests.ts";
import { startRegistry, study, type TestRegistry } from "./registry-for-tests.ts";

let registry: TestRegistry;
let slept: number[];
let world: World;

beforeEach(async () => {
  registry = await startRegistry();
  slept = [];
  let now = Date.parse("2026-11-22T10:00:00Z");
  world = {
    fetch,
    now: () => now,
    async sleep(ms) {
      slept.push(ms);
      now += ms;
    },
    random: () => 0.5,
  };
});
afterEach(() => registry.stop());

const ids = (studies: readonly unknown[]) =>
  (studies as ReturnType<typeof study>[]).map((one) => one.protocolSection?.identificationModule.nctId);

async function walk() {
  const pages = [];
  const manners = registryManners("Cordwise/test (someone@example.org)");
  for await (const page of cerebralPalsyStudies(registry.baseUrl, world, manners)) pages.push(page);
  return { pages, ids: pages.flatMap(({ studies }) => ids(studies)) };
}

const five = ["NCT00000001", "NCT00000002", "NCT00000003", "NCT00000004", "NCT00000005"].map((id) =>
  study(id),
);

test("every study is given once, whichever searches find it, with the day of the registry's data", async () => {
  registry.studies = {
    "query.cond": five.slice(0, 3),
    "query.titles": five.slice(1, 4),
    "query.term": [five[0], five[4]],
  };
  const { ids, pages } = await walk();
  expect(ids).toEqual(["NCT00000001", "NCT00000002", "NCT00000003", "NCT00000004", "NCT00000005"]);
  expect(new Set(pages.map(({ asOf }) => asOf))).toEqual(new Set(["2026-11-20"]));
  expect(pages[0]?.progress).toEqual({ search: 1, of: searches.length, found: 3 });
});

test("a page without studies is not the end, a missing token is", async () => {
  registry.studies = { "query.cond": five };
  registry.faults.set(2, "empty page");
  expect((await walk()).ids).toHaveLength(5);
});

test("from page to page everything but the token stays the same, and the count is asked for once", async () => {
  registry.studies = { "query.cond": five };
  await walk();
  const [first, ...others] = registry.requests.filter(({ parameters }) => parameters["query.cond"]);
  expect(others).toHaveLength(2);
  const { countTotal, ...constant } = first!.parameters;
  expect(countTotal).toBe("true");
  for (const { parameters } of others) {
    const { pageToken, ...rest } = parameters;
    expect(pageToken).toBeTruthy();
    expect(rest).toEqual(constant);
  }
});

test("requests come a second apart and say who asks", async () => {
  registry.studies = { "query.cond": five };
  await walk();
  expect(slept).toEqual(Array(registry.requests.length - 1).fill(1000));
  expect(new Set(registry.requests.map(({ userAgent }) => userAgent))).toEqual(
    new Set(["Cordwise/test (someone@example.org)"]),
  );
});

test("what changed while the pages were read is asked for again, two days of overlap included", async () => {
  const changed = study("NCT00000001", { statusModule: { overallStatus: "COMPLETED" } });
  registry.studies = { "query.cond": five, "changed query.cond": [changed] };
  registry.dataTimestamps = ["2026-11-20T09:00:04", "2026-11-23T09:00:01"];
  const { pages } = await walk();
  expect(pages.at(-3)).toMatchObject({ asOf: "2026-11-23", studies: [changed] });
  expect(registry.requests.at(-1)?.parameters["filter.advanced"]).toBe(
    "AREA[LastUpdatePostDate]RANGE[2026-11-18,MAX]",
  );
});

test("a token that broke starts its search again, and no study comes twice", async () => {
  registry.studies = { "query.cond": five };
  registry.faults.set(2, { status: 400, body: "Invalid value in parameter `pageToken`" });
  expect((await walk()).ids).toEqual(five.map((one) => one.protocolSection.identificationModule.nctId));
});

test("a study whose number cannot be read is passed on for whoever reads it to refuse", async () => {
  registry.studies = { "query.cond": [{ odd: true }, five[0]] };
  const { pages } = await walk();
  expect(pages[0]?.studies).toEqual([{ odd: true }, five[0]]);
});

describe("a passing fault does not end the walk:", () => {
  test.each([
    ["too many requests", { status: 429 }],
    ["a server that fails", { status: 500 }],
    ["a server that is away", { status: 503 }],
    ["a page of HTML with status 200", "page of HTML"],
    ["half an answer", "half an answer"],
    ["a connection that breaks", "hang up"],
  ] as const)("%s", async (_, fault) => {
    registry.studies = { "query.cond": five };
    for (const request of [1, 2, 4]) registry.faults.set(request, fault);
    expect((await walk()).ids).toHaveLength(5);
  });
});

test("Retry-After is kept to, in seconds and as a date", async () => {
  registry.faults.set(1, { status: 429, headers: { "retry-after": "17" } });
  registry.faults.set(2, { status: 503, headers: { "retry-after": "Sun, 22 Nov 2026 10:01:00 GMT" } });
  await walk();
  // One second of pace after the question about the version and 17 of waiting have passed by then.
  expect(slept.slice(0, 3)).toEqual([1000, 17_000, 42_000]);
});

test("waiting grows from about a second and is never the same for everybody", async () => {
  for (const request of [1, 2, 3]) registry.faults.set(request, { status: 503 });
  await walk();
  // With chance in the middle of its range: three quarters of 1, 2 and 4 s, the rest of a second's pace on top.
  expect(slept.slice(0, 6)).toEqual([1000, 750, 250, 1500, 3000, 1000]);
});

describe("a lasting fault ends with its code:", () => {
  const always = (fault: Parameters<TestRegistry["faults"]["set"]>[1]) => {
    for (let request = 1; request <= 9; request++) registry.faults.set(request, fault);
  };

  test("told to wait longer than we would", async () => {
    always({ status: 429, headers: { "retry-after": "3600" } });
    await expect(walk()).rejects.toMatchObject({ code: "rate-limited", values: { seconds: 3600 } });
    expect(registry.requests).toHaveLength(2);
  });

  test("a server that fails every time, after four tries", async () => {
    always({ status: 502 });
    await expect(walk()).rejects.toMatchObject({ code: "failing", values: { status: 502 } });
    expect(registry.requests).toHaveLength(5);
  });

  test("a refusal at once, with the registry's plain words", async () => {
    always({ status: 400, body: "sortt is unknown parameter" });
    await expect(walk()).rejects.toMatchObject({
      code: "refused",
      values: { status: 400, answer: "sortt is unknown parameter" },
    });
    expect(registry.requests).toHaveLength(2);
  });

  test("a page of HTML every time", async () => {
    always("page of HTML");
    await expect(walk()).rejects.toMatchObject({
      code: "not-json",
      values: { start: expect.stringContaining("<!doctype") },
    });
  });

  test("data in another shape, with the place", async () => {
    always({ status: 200, body: '{"studies": "none"}' });
    await expect(walk()).rejects.toMatchObject({
      code: "unexpected-shape",
      values: { reason: expect.stringContaining("studies") },
    });
  });

  test("nobody there", async () => {
    const { baseUrl } = registry;
    await registry.stop();
    await expect(walk()).rejects.toMatchObject({
      code: "unreachable",
      source: baseUrl,
      values: { reason: "ECONNREFUSED" },
    });
    registry = await startRegistry();
  });
});
