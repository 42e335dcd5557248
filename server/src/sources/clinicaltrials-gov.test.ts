// The contract is the registry's OpenAPI description, v2.0.0, and what clients of it report; no test goes out to it.
import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type RegistryPage,
  recordState,
  registryAt,
  registryManners,
  scopes,
  searches,
  wholeRecord,
} from "./clinicaltrials-gov.ts";
import { described, objection } from "./contract-for-tests.ts";
import { corpus } from "./corpus-for-tests.ts";
import type { World } from "./polite-requests.ts";
import { startRegistry, study, type TestRegistry } from "./registry-for-tests.ts";
import { sleepyWorld } from "./world-for-tests.ts";

let registry: TestRegistry;
let slept: readonly number[];
let world: World;

beforeEach(async () => {
  registry = await startRegistry();
  ({ world, slept } = sleepyWorld());
});
afterEach(() => registry.stop());

const manners = registryManners("Cordwise/test (someone@example.org)");
const here = () => registryAt(registry.baseUrl, world, manners);
const ids = (studies: readonly unknown[]) =>
  (studies as ReturnType<typeof study>[]).map((one) => one.protocolSection.identificationModule.nctId);
const five = [1, 2, 3, 4, 5].map((number) => study(`NCT0000000${number}`));
const question = { query: { "query.cond": "cerebral palsy" }, fields: wholeRecord, pageSize: 1000 };

/** Every page of a question, one after the other. */
async function walk(more: { updatedSince?: string } = {}) {
  const source = here();
  const pages: RegistryPage[] = [];
  let token: string | undefined;
  do {
    const page = await source.page({ ...question, ...more, token });
    pages.push(page);
    token = page.nextToken;
  } while (token !== undefined);
  return { pages, ids: pages.flatMap(({ studies }) => ids(studies)) };
}

const publish = (...studies: unknown[]) => registry.publish("2026-11-20T09:00:04", studies);

test("a page without studies is not the end, a missing token is", async () => {
  publish(...five);
  registry.faults.set(2, "empty page");
  const { pages, ids } = await walk();
  expect(pages[1]?.studies).toEqual([]);
  expect(ids).toHaveLength(5);
});

test("from page to page everything but the token stays the same, and the count is asked for once", async () => {
  publish(...five);
  const { pages } = await walk();
  expect(pages.map(({ total }) => total)).toEqual([5, undefined, undefined]);
  const [first, ...others] = registry.requests;
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
  publish(...five);
  await walk();
  expect(slept).toEqual([1000, 1000]);
  expect(new Set(registry.requests.map(({ userAgent }) => userAgent))).toEqual(
    new Set(["Cordwise/test (someone@example.org)"]),
  );
});

test("what was updated since a day is asked for by that day, and nothing else comes", async () => {
  const updated = (id: string, date: string) =>
    study(id, { statusModule: { lastUpdatePostDateStruct: { date } } });
  publish(updated("NCT00000001", "2026-11-17"), updated("NCT00000002", "2026-11-18"), study("NCT00000003"));
  expect((await walk({ updatedSince: "2026-11-18" })).ids).toEqual(["NCT00000002"]);
  expect(registry.requests.at(-1)?.parameters["filter.advanced"]).toBe(
    "AREA[LastUpdatePostDate]RANGE[2026-11-18,MAX]",
  );
});

test("only what was asked for comes of a record", async () => {
  publish(...corpus(1, 1, "2026-11-20"));
  const { studies } = await here().page({ ...question, query: {}, fields: recordState });
  const [{ protocolSection, ...rest }] = studies as [ReturnType<typeof study>];
  expect(rest).toEqual({});
  expect(Object.keys(protocolSection)).toEqual(["identificationModule", "statusModule"]);
  expect(protocolSection.identificationModule).toEqual({ nctId: "NCT20000000" });
});

test("one trial is found under an earlier number of it, and none under a number that there never was", async () => {
  publish(
    study("NCT00000009", { identificationModule: { nctId: "NCT00000009", nctIdAliases: ["NCT00000008"] } }),
  );
  expect(ids([await here().one("NCT00000008")])).toEqual(["NCT00000009"]);
  expect(await here().one("NCT00000001")).toBeUndefined();
});

test("an answer that is no study is a fault, and no sign that a trial is gone", async () => {
  registry.drawFault = () => ({ status: 200, body: '{"studies": "none"}' });
  await expect(here().one("NCT00000001")).rejects.toMatchObject({ code: "unexpected-shape" });
});

test("several trials are found by their numbers; those that there are not are left out", async () => {
  publish(...five);
  const found = await here().byNumber(["NCT00000004", "NCT00000002", "NCT99999999"]);
  expect(ids(found)).toEqual(["NCT00000002", "NCT00000004"]);
});

test("a field the registry no longer has is noticed before it makes the registry fail", async () => {
  await expect(here().requireFields([...wholeRecord, ...recordState])).resolves.toBeUndefined();
  await expect(here().requireFields(["NCTId", "ConditionList"])).rejects.toMatchObject({
    code: "field-unknown",
    values: { field: "ConditionList" },
  });
});

describe("a passing fault does not end a walk:", () => {
  test.each([
    ["too many requests", { status: 429 }],
    ["a server that fails", { status: 500 }],
    ["a server that is away", { status: 503 }],
    ["a page of HTML with status 200", "page of HTML"],
    ["half an answer", "half an answer"],
    ["a packed answer that breaks off", "half a gzip"],
    ["a connection that breaks", "hang up"],
  ] as const)("%s", async (_, fault) => {
    publish(...five);
    for (const request of [1, 2, 4]) registry.faults.set(request, fault);
    expect((await walk()).ids).toHaveLength(5);
  });
});

test("Retry-After is kept to, in seconds and as a date", async () => {
  registry.faults.set(1, { status: 429, headers: { "retry-after": "17" } });
  registry.faults.set(2, { status: 503, headers: { "retry-after": "Sun, 22 Nov 2026 10:01:00 GMT" } });
  await walk();
  expect(slept).toEqual([17_000, 43_000]);
});

test("waiting grows from about a second and is never the same for everybody", async () => {
  for (const request of [1, 2, 3]) registry.faults.set(request, { status: 503 });
  await walk();
  // With chance in the middle of its range: three quarters of 1, 2 and 4 s, the rest of a second's pace on top.
  expect(slept).toEqual([750, 250, 1500, 3000]);
});

describe("a lasting fault ends with its code:", () => {
  const always = (fault: Parameters<TestRegistry["faults"]["set"]>[1]) => {
    registry.drawFault = () => fault;
  };

  test("told to wait longer than we would", async () => {
    always({ status: 429, headers: { "retry-after": "3600" } });
    await expect(walk()).rejects.toMatchObject({ code: "rate-limited", values: { seconds: 3600 } });
    expect(registry.requests).toHaveLength(1);
  });

  test("a server that fails every time, after four tries", async () => {
    always({ status: 502 });
    await expect(walk()).rejects.toMatchObject({ code: "failing", values: { status: 502 } });
    expect(registry.requests).toHaveLength(4);
  });

  test("a refusal at once, with the registry's plain words", async () => {
    always({ status: 400, body: "sortt is unknown parameter" });
    await expect(walk()).rejects.toMatchObject({
      code: "refused",
      values: { status: 400, answer: "sortt is unknown parameter" },
    });
    expect(registry.requests).toHaveLength(1);
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

describe("the registry's description", () => {
  test("allows every search there is", async () => {
    publish(...corpus(1, 30, "2026-11-20"));
    for (const scope of scopes) {
      for (const { query } of searches[scope]) {
        await here().page({ ...question, query, updatedSince: "2026-01-01" });
      }
    }
    await here().byNumber(["NCT20000001", "NCT20000002"]);
    await here().one("NCT20000003");
    for (const { path, parameters } of registry.requests) {
      expect(objection(path, new URLSearchParams(parameters))).toBeUndefined();
    }
  });

  test.each([
    ["filter.phase=PHASE3", "`filter.phase` is unknown parameter"],
    ["filter.ids=NCT1", "Invalid value in parameter `filter.ids`"],
    ["sort=a|b|c", "Invalid value in parameter `sort`"],
    ["query.cond=a&query.cond=b", "Parameter `query.cond` must not be repeated"],
  ])("refuses %s", (query, words) => {
    expect(objection("/studies", new URLSearchParams(query))).toBe(words);
  });

  const file = new URL("../../../../shared/registry/ctg-oas-v2.yaml", import.meta.url);
  test.skipIf(!existsSync(file))(
    "is repeated truly here: paths, parameters, patterns, lists (skipped where the OpenAPI file is not at hand)",
    () => {
      const paths = readFileSync(file, "utf8")
        .split(/^components:/m)[0]!
        .split(/^ {2}(?=\/)/m)
        .slice(1);
      for (const [path, parameters] of Object.entries(described)) {
        const text = paths.find((one) => one.startsWith(`${path}:`));
        const written = text!.split(/^ {6}- (?=name: )/m).slice(1);
        const inQuery = written.filter((one) => /^ +in: "query"/m.test(one));
        const names = inQuery.map((one) => /name: "([^"]+)"/.exec(one)![1]!);
        expect([path, names.sort()]).toEqual([path, Object.keys(parameters).sort()]);
        for (const one of inQuery) {
          const parameter = parameters[/name: "([^"]+)"/.exec(one)![1]!]!;
          expect(parameter.isList ?? false).toBe(/type: "array"/.test(one));
          const most = /maxItems: (\d+)/.exec(one)?.[1];
          expect(parameter.mostItems).toBe(most === undefined ? undefined : Number(most));
        }
      }
    },
  );
});
