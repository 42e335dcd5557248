/** The HTTP surface: parse, ask, serialise. No address here takes a fact about a child but `/api/summary`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { secureHeaders } from "hono/secure-headers";
import { parseAccept } from "hono/utils/accept";
import { childJsonSchema, problemWords, readChild, say } from "visit";
import { publishedEvidence } from "../answers/published-evidence.ts";
import type { TrialPacks } from "../answers/trial-packs.ts";
import { rendered, visitSummary } from "../answers/visit-summary.ts";
import { isConnectionLost } from "../store/connections.ts";
import {
  largestBodyBytes,
  type PageAnswers,
  paths,
  type RenderOnDemand,
  type SummaryFormat,
  summaryFormats,
} from "./contract.ts";
import { describedFeedRoutes, feedRoutes } from "./feed-routes.ts";
import { describedPackRoutes, packRoutes } from "./pack-routes.ts";
import { problem } from "./problem.ts";
import { EvidencePackSchema, HealthSchema, PlacesSchema, ProblemSchema, SummarySchema } from "./schemas.ts";
import { trialRoutes } from "./trial-routes.ts";

export interface AppOptions {
  readonly answers: PageAnswers;
  readonly trialPacks: TrialPacks;
  readonly now: () => Date;
  countTrials(): Promise<{ readonly all: number; readonly cerebralPalsy: number }>;
  /** The day on which ages count where a request does not say, yyyy-MM-dd. */
  today(): string;
  readonly version: string;
  /** The built pages; without them only the API is there. */
  readonly pagesFolder: string;
  /** Pages that need the store. */
  readonly renderOnDemand?: RenderOnDemand;
  /** One line about a failure or, where wanted, a request: never an address's query, never a body. */
  log(line: string): void;
  readonly logRequests: boolean;
}

export function createApp(options: AppOptions) {
  const { version } = options;
  const app = new OpenAPIHono();
  app.use(requestLog(options));
  app.use((c, next) => (c.req.path === paths.summary ? sheetHeaders(c, next) : pageHeaders(c, next)));
  app.use(compress());
  app.get("*", etag());

  app.get(paths.evidence, (c) => {
    const { json, hash } = publishedEvidence();
    return c.body(json, 200, packHeaders(hash));
  });
  app.get(paths.places, async (c) =>
    c.json(await options.answers.places(), 200, { "cache-control": "no-cache" }),
  );
  app.route("/", packRoutes(options.trialPacks));
  app.route("/", feedRoutes(options));
  app.get(paths.childSchema, (c) => c.body(JSON.stringify(childJsonSchema()), 200, jsonSchemaHeaders));
  app.get(paths.health, async (c) => c.json({ status: "ok", version, trials: await options.countTrials() }));

  const limit = bodyLimit({ maxSize: largestBodyBytes, onError: () => problem("body-too-large") });
  app.post(paths.summary, limit, (c) => answerSummary(c, options));
  trialRoutes(app, options.answers);
  for (const route of described) app.openAPIRegistry.registerPath(route);
  app.doc31(paths.openApi, {
    openapi: "3.1.0",
    info: {
      title: "Cordwise",
      version,
      description:
        "What research says about cord blood for a child with cerebral palsy. Packs are the same for everybody; " +
        "Cordwise's own pages send no fact about a child. It gives information for a talk with a clinician, never a verdict.",
    },
  });
  app.all("/api/*", (c) => {
    const known = Object.values(paths).find((path) => isAt(path, c.req.path));
    if (known === undefined) return problem("not-found");
    return problem("not-allowed", {}, { allow: known === paths.summary ? "POST" : "GET, HEAD" });
  });

  if (existsSync(options.pagesFolder)) app.get("*", pageCaching, serveStatic({ root: options.pagesFolder }));
  app.get("*", pageCaching, async (c, next) => {
    const page = await options.renderOnDemand?.(c.req.raw, options.answers);
    if (page && page.status !== 404) return page;
    const whole = new URL(c.req.url);
    // Sent back, an address with two strokes in front would be that of another server.
    if (whole.pathname.endsWith("/") || whole.pathname.startsWith("//")) return next();
    // Addresses lose their last stroke when they are typed or passed on.
    whole.pathname += "/";
    const found = await options.renderOnDemand?.(new Request(whole, c.req.raw), options.answers);
    return found && found.status < 400 ? c.redirect(`${whole.pathname}${whole.search}`, 301) : next();
  });
  app.notFound((c) => {
    const page = join(options.pagesFolder, "404.html");
    if (c.req.path.startsWith("/api/") || !existsSync(page)) return problem("not-found");
    return c.html(readFileSync(page, "utf8"), 404);
  });
  app.onError((error, c) => {
    options.log(`${c.req.method} ${c.req.routePath}: ${whereFailed(error)}`);
    return problem(isConnectionLost(error) || error.name === "StoreError" ? "store-unavailable" : "failed");
  });
  return app;
}

/** The one address that takes facts about a child; they are read, answered and forgotten. */
async function answerSummary(
  c: Context,
  { today: todayHere, trialPacks, version }: AppOptions,
): Promise<Response> {
  const format = formatWanted(c.req.query("format"), c.req.header("accept"));
  if (!format) return problem("not-acceptable");
  const today = c.req.query("today") ?? todayHere();
  if (!isDay(today)) return problem("bad-day");
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch {
    return problem("not-json");
  }
  const reading = readChild(body, today);
  if (reading.status === "refused") {
    const words = say("en");
    const problems = reading.problems.map((one) => ({
      pointer: one.field === "" ? "" : `/${one.field.replaceAll(".", "/")}`,
      code: one.code,
      detail: problemWords(one, words),
    }));
    return problem("bad-child", { problems });
  }
  const trials = await trialPacks.trials();
  const evidence = publishedEvidence().pack;
  const summary = visitSummary({ child: reading.child, trials, evidence, today, version });
  return c.body(rendered(summary, format), 200, {
    "content-type": `${mediaTypes[format]}; charset=utf-8`,
    "cache-control": "no-store",
  });
}

const problemContent = { content: { "application/problem+json": { schema: ProblemSchema } } };
const evidenceRoute = createRoute({
  method: "get",
  path: paths.evidence,
  summary: "Evidence about cord blood for cerebral palsy",
  responses: {
    200: {
      description: "Studies, results and certainty, each figure with its source.",
      content: { "application/json": { schema: EvidencePackSchema } },
    },
    304: { description: "As before: the ETag sent as If-None-Match still holds." },
  },
});

const placesRoute = createRoute({
  method: "get",
  path: paths.places,
  summary: "Towns where trials about cerebral palsy have a site",
  description: "For distances that a page works out on the device: where a family lives is never asked.",
  responses: {
    200: { description: "Each town once.", content: { "application/json": { schema: PlacesSchema } } },
  },
});

const healthRoute = createRoute({
  method: "get",
  path: paths.health,
  summary: "Whether the store answers, and how many trials it holds",
  responses: {
    200: { description: "It does.", content: { "application/json": { schema: HealthSchema } } },
    503: { description: "It does not.", ...problemContent },
  },
});

const childSchemaRoute = createRoute({
  method: "get",
  path: paths.childSchema,
  summary: "What a child file may hold, as JSON Schema with units and ranges",
  responses: {
    200: {
      description: "JSON Schema, draft 2020-12.",
      content: { "application/schema+json": { schema: { type: "object" } } },
    },
  },
});

const mediaTypes: Readonly<Record<SummaryFormat, string>> = {
  json: "application/json",
  markdown: "text/markdown",
  html: "text/html",
};

const summaryRoute = createRoute({
  method: "post",
  path: paths.summary,
  summary: "A visit summary from a child's facts",
  description:
    "For clinicians' own systems, which hold the facts already. Cordwise's pages never call it. Nothing of the body is " +
    "stored or written to a log. The format is chosen by Accept or by the parameter format.",
  request: {
    // Described by the definition that reads it, and read by that alone.
    body: { required: true, content: { "application/json": { schema: childJsonSchema() } } },
  },
  parameters: [
    { name: "format", in: "query", schema: { type: "string", enum: [...summaryFormats] } },
    {
      name: "today",
      in: "query",
      description: "The day on which ages count; the server's own day where left out.",
      schema: { type: "string", format: "date" },
    },
  ],
  responses: {
    200: {
      description: "The summary.",
      content: {
        "application/json": { schema: SummarySchema },
        "text/markdown": { schema: { type: "string" } },
        "text/html": { schema: { type: "string" } },
      },
    },
    400: { description: "The body is not JSON.", ...problemContent },
    406: { description: "There is no summary in that format.", ...problemContent },
    413: { description: "The body is too large.", ...problemContent },
    422: { description: "Some facts could not be read; each is named.", ...problemContent },
  },
});

const described = [
  ...describedPackRoutes,
  ...describedFeedRoutes,
  evidenceRoute,
  placesRoute,
  childSchemaRoute,
  summaryRoute,
  healthRoute,
];

/** The parameter goes before the header, since a person can write it into an address. */
function formatWanted(asked: string | undefined, accept = "*/*"): SummaryFormat | undefined {
  if (asked !== undefined) return summaryFormats.find((format) => format === asked);
  const wanted = parseAccept(accept).filter(({ q }) => q > 0);
  for (const { type } of wanted) {
    const group = type.endsWith("/*") ? type.slice(0, type === "*/*" ? 0 : -1) : undefined;
    const found = summaryFormats.find((format) =>
      group === undefined ? mediaTypes[format] === type : mediaTypes[format].startsWith(group),
    );
    if (found) return found;
  }
  return undefined;
}

/** @param path of the contract, with its parameters in braces. */
const isAt = (path: string, asked: string) =>
  new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`).test(asked);

/** A day that is in the calendar. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const packHeaders = (hash: string) => ({
  "content-type": "application/json; charset=utf-8",
  etag: `"${hash.slice(0, 32)}"`,
  // Kept, but asked about each time, so that nobody goes on with trials of last week.
  "cache-control": "no-cache",
});
const jsonSchemaHeaders = {
  "content-type": "application/schema+json; charset=utf-8",
  "cache-control": "no-cache",
};

const pageCaching: MiddlewareHandler = async (c, next) => {
  await next();
  // Astro puts a hash of the content into the names of these files.
  const forever = c.res.ok && c.req.path.startsWith("/_astro/");
  c.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
};

const nothingElse = { baseUri: ["'none'"], frameAncestors: ["'none'"], objectSrc: ["'none'"] };
const headers = {
  referrerPolicy: "no-referrer",
  // It is served without TLS on the machine itself; a promise of TLS would lock families out.
  strictTransportSecurity: false,
};
const pageHeaders = secureHeaders({
  ...headers,
  contentSecurityPolicy: { defaultSrc: ["'self'"], formAction: ["'self'"], ...nothingElse },
});
/** A sheet carries its style inside; nothing may load or run in it. */
const sheetHeaders = secureHeaders({
  ...headers,
  contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], ...nothingElse },
});

function requestLog({ log, logRequests }: AppOptions): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now();
    await next();
    if (logRequests)
      log(`${c.req.method} ${c.req.path} ${c.res.status} ${Math.round(performance.now() - began)} ms`);
  };
}

/** Not an error's message, which may quote what was sent: its name and the places in our own code. */
function whereFailed(error: Error): string {
  const places = error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  return [error.name, ...places.slice(0, 5).map((line) => line.trim())].join(" ");
}
