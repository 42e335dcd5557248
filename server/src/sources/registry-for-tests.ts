/**
 * A registry of the tests' own on a loopback port, which keeps ClinicalTrials.gov's contract for `/version`,
 * `/studies`, `/studies/{nctId}` and `/studies/metadata` as far as it is known, and has the faults it is told to have.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { describedPath, objection } from "./contract-for-tests.ts";
import { essie, type Searched } from "./essie-for-tests.ts";

/** One answer that is not the right one. */
export type Fault =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | "page of HTML"
  | "half an answer"
  | "half a gzip"
  | "hang up"
  | "empty page"
  | "token expired";

export interface Request {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly userAgent: string | undefined;
}

export interface TestStudy {
  readonly protocolSection: {
    readonly identificationModule: {
      readonly nctId: string;
      readonly nctIdAliases?: readonly string[];
      readonly [key: string]: unknown;
    };
    readonly [module: string]: unknown;
  };
  readonly [section: string]: unknown;
}

export interface TestRegistry {
  readonly baseUrl: string;
  readonly requests: readonly Request[];
  /** The data there are from now on; tokens given out for earlier ones are refused, unless `tokensSurvive`. */
  publish(dataTimestamp: string, studies: readonly unknown[]): void;
  tokensSurvive: boolean;
  /** Called before a request is answered, which is when data can be published in the middle of a walk. */
  onRequest: (request: Request, page: PageAsked | undefined) => void;
  /** Faults of `/studies`, by the number of the request to it, from 1. */
  readonly faults: Map<number, Fault>;
  /** A fault for any request, or none. */
  drawFault: (request: Request) => Fault | undefined;
  /** The page size that the server makes of any larger one, to get several pages from few studies. */
  pageSize: number;
  stop(): Promise<void>;
}

/** Where in its list a page begins. */
export interface PageAsked {
  readonly from: number;
}

export const study = (nctId: string, more: Readonly<Record<string, unknown>> = {}): TestStudy => ({
  protocolSection: {
    identificationModule: { nctId, briefTitle: `Study ${nctId} in cerebral palsy` },
    conditionsModule: { conditions: ["Cerebral Palsy"] },
    ...more,
  },
  hasResults: false,
});

/** Pieces by the path where they stand; a piece with branches brings all that is below it. */
const pieces: Readonly<Record<string, readonly string[]>> = {
  ProtocolSection: ["protocolSection"],
  DerivedSection: ["derivedSection"],
  ResultsSection: ["resultsSection"],
  HasResults: ["hasResults"],
  NCTId: ["protocolSection", "identificationModule", "nctId"],
  BriefTitle: ["protocolSection", "identificationModule", "briefTitle"],
  OverallStatus: ["protocolSection", "statusModule", "overallStatus"],
  LastUpdatePostDate: ["protocolSection", "statusModule", "lastUpdatePostDateStruct", "date"],
  StudyFirstPostDate: ["protocolSection", "statusModule", "studyFirstPostDateStruct", "date"],
  VersionHolder: ["derivedSection", "miscInfoModule", "versionHolder"],
};
const sortable = ["LastUpdatePostDate", "StudyFirstPostDate"];

const searchedIn: Readonly<Record<string, readonly string[]>> = {
  "query.cond": ["identificationModule", "conditionsModule"],
  "query.titles": ["identificationModule"],
  "query.intr": ["armsInterventionsModule"],
};

export async function startRegistry(): Promise<TestRegistry> {
  const requests: Request[] = [];
  let data = { dataTimestamp: "2026-11-20T09:00:04", studies: [] as readonly TestStudy[] };
  const registry = {
    tokensSurvive: false,
    faults: new Map<number, Fault>(),
    onRequest: (() => {}) as TestRegistry["onRequest"],
    drawFault: (() => undefined) as TestRegistry["drawFault"],
    pageSize: 2,
    publish(dataTimestamp: string, studies: readonly unknown[]) {
      data = { dataTimestamp, studies: studies as readonly TestStudy[] };
    },
  };
  let asked = 0;

  function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", "http://registry");
    const path = url.pathname.replace(/^\/api\/v2/, "");
    const parameters = Object.fromEntries(url.searchParams);
    const told = { path, parameters, userAgent: request.headers["user-agent"] };
    requests.push(told);
    registry.onRequest(told, path === "/studies" ? { from: startOf(parameters.pageToken) } : undefined);
    const gzip = /\bgzip\b/.test(String(request.headers["accept-encoding"]));
    const json = (value: unknown) => {
      response.setHeader("content-type", "application/json");
      const body = JSON.stringify(value);
      if (!gzip) return response.end(body);
      response.setHeader("content-encoding", "gzip");
      return response.end(gzipSync(body));
    };
    // The registry's refusals are plain text.
    const refuse = (text: string, status = 400) =>
      response.writeHead(status, { "content-type": "text/plain" }).end(text);

    const fault =
      (path === "/studies" ? registry.faults.get(++asked) : undefined) ?? registry.drawFault(told);
    if (fault === "hang up") return request.socket.destroy();
    if (fault === "page of HTML") {
      return response.setHeader("content-type", "text/html").end("<!doctype html><title>Moment</title>");
    }
    if (fault === "half an answer") return response.end('{"studies": [{"protocolSection":');
    if (fault === "half a gzip") {
      response.setHeader("content-encoding", "gzip");
      return response.end(gzipSync(JSON.stringify(data)).subarray(0, 40));
    }
    if (typeof fault === "object") {
      return response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? "");
    }
    const where = describedPath(path);
    if (where === undefined) return refuse("not found", 404);
    const wrong = objection(path, url.searchParams);
    if (wrong !== undefined) return refuse(wrong);
    if (where === "/version") return json({ apiVersion: "2.0.5", dataTimestamp: data.dataTimestamp });
    if (where === "/studies/metadata") return json(fieldTree());

    const fields = parameters.fields?.split(/[|,]/);
    // An unknown name makes the registry fail rather than refuse.
    if (fields?.some((name) => !(name in pieces))) return refuse("Internal Server Error", 500);
    const given = (one: TestStudy) => (fields ? only(one, fields) : one);
    if (where === "/studies/{nctId}") {
      const id = decodeURIComponent(path.slice("/studies/".length)).toUpperCase();
      const found = data.studies.find((one) => idOf(one) === id);
      if (found) return json(given(found));
      const now = data.studies.find((one) => identification(one)?.nctIdAliases?.includes(id));
      if (!now) return refuse(`NCT number ${id} not found`, 404);
      return response.writeHead(301, { location: `/api/v2/studies/${idOf(now)}${url.search}` }).end();
    }

    const { pageToken, countTotal, pageSize, ...question } = parameters;
    let found: readonly TestStudy[];
    try {
      found = sorted(select(data.studies, question), question.sort);
    } catch (cause) {
      return refuse((cause as Error).message);
    }
    const version = registry.tokensSurvive ? "" : data.dataTimestamp;
    const seal = createHash("sha256")
      .update(JSON.stringify(question) + version)
      .digest("hex")
      .slice(0, 8);
    const from = startOf(pageToken);
    const isForeign = pageToken !== undefined && tokenOf(from, seal) !== pageToken;
    if (isForeign || (fault === "token expired" && pageToken !== undefined)) {
      return refuse("Invalid value in parameter `pageToken`");
    }
    const end = fault === "empty page" ? from : from + Math.min(registry.pageSize, Number(pageSize) || 10);
    return json({
      ...(countTotal === "true" && pageToken === undefined && { totalCount: found.length }),
      studies: found.slice(from, end).map(given),
      ...(end < found.length && { nextPageToken: tokenOf(end, seal) }),
    });
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the test registry has no port");
  return Object.assign(registry, {
    baseUrl: `http://127.0.0.1:${address.port}/api/v2`,
    requests,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

const tokenOf = (from: number, seal: string) => Buffer.from(`${from}-${seal}`).toString("base64url");
const startOf = (token: string | undefined) =>
  token === undefined ? 0 : Number.parseInt(Buffer.from(token, "base64url").toString(), 10) || 0;

const identification = (one: TestStudy) => one.protocolSection?.identificationModule;
const idOf = (one: TestStudy) => identification(one)?.nctId;

function valueAt(one: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], one);
}

function select(studies: readonly TestStudy[], question: Readonly<Record<string, string>>) {
  const queries = Object.entries(question).filter(([name]) => name.startsWith("query."));
  const tests = queries.map(([name, expression]) => ({ name, term: essie(expression) }));
  // A query of nothing but numbers sets all filters aside.
  const numbersOnly = queries.some(([, text]) => /^(\s*NCT\d{8}[\s,]*)+$/i.test(text));
  const { "filter.ids": ids, "filter.advanced": advanced } = numbersOnly ? {} : question;
  const wanted = ids && new Set(ids.toUpperCase().split(/[|,]/));
  const filter = advanced === undefined ? undefined : essie(advanced);
  return studies.filter((one) => {
    if (wanted && !wanted.has(idOf(one))) return false;
    if (filter && !filter(searched(one, undefined))) return false;
    return tests.every(({ name, term }) => term(searched(one, searchedIn[name])));
  });
}

function searched(one: TestStudy, modules: readonly string[] | undefined): Searched {
  const protocol = one.protocolSection ?? {};
  const parts = modules ? modules.map((name) => protocol[name] ?? "") : protocol;
  return {
    text: JSON.stringify(parts).toLowerCase(),
    piece: (name) => {
      const value = valueAt(one, pieces[name] ?? [name]);
      return typeof value === "string" ? value : undefined;
    },
  };
}

function sorted(studies: readonly TestStudy[], sort: string | undefined): readonly TestStudy[] {
  if (sort === undefined) return studies;
  const [field = "", direction = "desc"] = sort.split(":");
  if (!sortable.includes(field)) throw new SyntaxError(`Field \`${field}\` cannot be used for sorting`);
  const value = (one: TestStudy) => valueAt(one, pieces[field]!) as string | undefined;
  return [...studies].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    // Studies without the field come last in either direction.
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    return (left < right ? -1 : left > right ? 1 : 0) * (direction === "asc" ? 1 : -1);
  });
}

/** The record cut down to what was asked for. */
function only(one: TestStudy, fields: readonly string[]): unknown {
  const cut: Record<string, unknown> = {};
  for (const path of fields.map((name) => pieces[name]!)) {
    const value = valueAt(one, path);
    if (value === undefined) continue;
    let at = cut;
    for (const key of path.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[path.at(-1)!] = value;
  }
  return cut;
}

function fieldTree() {
  interface Node {
    name: string;
    piece: string;
    sourceType: string;
    type: string;
    children?: Node[];
  }
  const roots: Node[] = [];
  for (const [piece, path] of Object.entries(pieces)) {
    let level = roots;
    for (const [depth, name] of path.entries()) {
      const isLast = depth === path.length - 1;
      let node = level.find((other) => other.name === name);
      if (!node) {
        node = {
          name,
          piece: name[0]!.toUpperCase() + name.slice(1),
          sourceType: "STRUCT",
          type: "Struct",
        };
        level.push(node);
      }
      if (isLast) node.piece = piece;
      else {
        node.children ??= [];
        level = node.children;
      }
    }
  }
  return roots;
}
