/** Packs by hash never change and are compressed once, by brotli; the index that names the newest is asked for each time. */
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { createRoute } from "@hono/zod-openapi";
import { Hono } from "hono";
import type { TrialPacks } from "../answers/trial-packs.ts";
import { paths } from "./contract.ts";
import { problem } from "./problem.ts";

const compressed = promisify(brotliCompress);
/** Ten times faster than the highest quality, for a tenth more bytes. */
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 9,
  [constants.BROTLI_PARAM_LGWIN]: 24,
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
};
const mostKept = 8;

export function packRoutes(packs: TrialPacks) {
  const kept = new Map<string, Promise<Buffer>>();
  const brotli = (name: string, json: string): Promise<Buffer> => {
    const made = kept.get(name) ?? compressed(json, { params });
    if (kept.size >= mostKept && !kept.has(name)) kept.clear();
    kept.set(name, made);
    return made;
  };
  const answer = async (name: string, json: string | undefined, accept: string | undefined) => {
    if (json === undefined) return problem("not-found");
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      etag: `"${name.slice(0, 32)}"`,
      vary: "accept-encoding",
    };
    if (!/\bbr\b/.test(accept ?? "")) return new Response(json, { headers });
    const body = new Uint8Array(await brotli(name, json));
    return new Response(body, { headers: { ...headers, "content-encoding": "br" } });
  };
  return new Hono()
    .get(paths.packIndex, async (c) => c.json(await packs.index(), 200, { "cache-control": "no-cache" }))
    .get("/api/packs/cerebral-palsy/:name{[0-9a-f]{64}\\.json}", async (c) => {
      const hash = c.req.param("name").slice(0, 64);
      return answer(hash, await packs.pack(hash), c.req.header("accept-encoding"));
    })
    .get("/api/packs/cerebral-palsy/:name{[0-9a-f]{64}-[0-9a-f]{64}\\.json}", async (c) => {
      const [from = "", to = ""] = c.req.param("name").slice(0, -5).split("-");
      return answer(`${from}-${to}`, await packs.difference(from, to), c.req.header("accept-encoding"));
    });
}

const hash = { type: "string", pattern: "^[0-9a-f]{64}$" } as const;
const json = (description: string, schema: object) => ({
  200: { description, content: { "application/json": { schema } } },
});
const notKept = {
  404: {
    description: "It is not kept, or not any more.",
    content: { "application/problem+json": { schema: { type: "object" as const } } },
  },
};
const named = (...names: readonly string[]) =>
  names.map((name) => ({ name, in: "path" as const, required: true, schema: hash }));

/** For the description of the API. */
export const describedPackRoutes = [
  createRoute({
    method: "get",
    path: paths.packIndex,
    summary: "Which compact pack of trials is the newest, and from which older ones a difference leads to it",
    responses: {
      ...json("To be asked for each time; what it names never changes.", {
        type: "object",
        required: ["format", "hash", "previous"],
        properties: { format: { const: 2 }, hash, previous: { type: "array", items: hash } },
      }),
      304: { description: "As before: the ETag sent as If-None-Match still holds." },
    },
  }),
  createRoute({
    method: "get",
    path: "/api/packs/cerebral-palsy/{hash}.json",
    summary: "A compact pack of trials, by the SHA-256 of its bytes",
    parameters: named("hash"),
    responses: {
      ...json("Read by unpackTrials of the package trials.", { type: "object" }),
      ...notKept,
    },
  }),
  createRoute({
    method: "get",
    path: "/api/packs/cerebral-palsy/{from}-{to}.json",
    summary: "What leads from one compact pack to another: trials gone, new and changed",
    parameters: named("from", "to"),
    responses: {
      ...json("Applied by applyDifference of the package trials.", { type: "object" }),
      ...notKept,
    },
  }),
];
