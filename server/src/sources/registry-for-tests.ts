/**
 * A registry of the tests' own on a loopback port, which keeps ClinicalTrials.gov's contract for `/version` and
 * `/studies` as far as it is known, and has the faults it is told to have.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** One answer that is not the right one; they are used up in the order they are given. */
export type Fault =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | "page of HTML"
  | "half an answer"
  | "hang up"
  | "empty page";

export interface Request {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly userAgent: string | undefined;
}

export interface TestRegistry {
  readonly baseUrl: string;
  readonly requests: readonly Request[];
  /** Studies that each kind of search finds, by the name of its parameter. */
  studies: Readonly<Record<string, readonly unknown[]>>;
  /** Given out in turn; the last one stays. */
  dataTimestamps: string[];
  /** Faults of `/studies`, by the number of the request to it, from 1. */
  readonly faults: Map<number, Fault>;
  /** The page size that the server makes of any asked for, to get several pages from few studies. */
  pageSize: number;
  stop(): Promise<void>;
}

export const study = (nctId: string, more: Readonly<Record<string, unknown>> = {}) => ({
  protocolSection: {
    identificationModule: { nctId, briefTitle: `Study ${nctId} in cerebral palsy` },
    conditionsModule: { conditions: ["Cerebral Palsy"] },
    ...more,
  },
  hasResults: false,
});

const known = [
  ...["query.cond", "query.titles", "query.term", "filter.advanced", "fields", "sort"],
  ...["pageSize", "pageToken", "countTotal"],
];

export async function startRegistry(): Promise<TestRegistry> {
  const requests: Request[] = [];
  const registry = {
    studies: {} as Readonly<Record<string, readonly unknown[]>>,
    dataTimestamps: ["2026-11-20T09:00:04"],
    faults: new Map<number, Fault>(),
    pageSize: 2,
  };
  let asked = 0;

  function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", "http://registry");
    const parameters = Object.fromEntries(url.searchParams);
    requests.push({ path: url.pathname, parameters, userAgent: request.headers["user-agent"] });
    const json = (value: unknown) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(value));
    };
    // The registry's refusals are plain text.
    const refuse = (text: string) => {
      response.writeHead(400, { "content-type": "text/plain" }).end(text);
    };
    if (url.pathname === "/api/v2/version") {
      const [timestamp, ...later] = registry.dataTimestamps;
      if (later.length > 0) registry.dataTimestamps = later;
      return json({ apiVersion: "2.0.5", dataTimestamp: timestamp });
    }
    if (url.pathname !== "/api/v2/studies") return response.writeHead(404).end("not found");
    asked++;
    const fault = registry.faults.get(asked);
    if (fault === "hang up") return request.socket.destroy();
    if (fault === "page of HTML") {
      return response.setHeader("content-type", "text/html").end("<!doctype html><title>Moment</title>");
    }
    if (fault === "half an answer") return response.end('{"studies": [{"protocolSection":');
    if (typeof fault === "object") {
      return response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? "");
    }

    const unknown = Object.keys(parameters).find((name) => !known.includes(name));
    if (unknown) return refuse(`${unknown} is unknown parameter`);
    const { pageToken, countTotal, pageSize: _, ...question } = parameters;
    const kind = Object.keys(question).find((name) => name.startsWith("query.")) ?? "";
    const found = registry.studies[question["filter.advanced"] ? `changed ${kind}` : kind] ?? [];
    const seal = createHash("sha256").update(JSON.stringify(question)).digest("hex").slice(0, 8);
    const [start = "0", sealed = seal] = pageToken?.split("-") ?? [];
    if (sealed !== seal) return refuse("Invalid value in parameter `pageToken`");
    const end = fault === "empty page" ? Number(start) : Number(start) + registry.pageSize;
    json({
      ...(countTotal === "true" && { totalCount: found.length }),
      studies: found.slice(Number(start), end),
      ...(end < found.length && { nextPageToken: `${end}-${seal}` }),
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
