import { STATUS_CODES } from "node:http";
import type { Problem, ProblemCode } from "./contract.ts";

/** What the API cannot answer, with its status and its sentence: what was wrong, expected, and to do. */
const problems: Readonly<Record<ProblemCode, readonly [status: number, detail: string]>> = {
  "bad-child": [
    422,
    "Some facts about the child could not be read. Correct those listed under problems and send them again.",
  ],
  "bad-day": [422, "The parameter today was not a day. It should look like 2026-11-22, or be left out."],
  "bad-search": [
    400,
    "Some parameters of the search could not be read. Correct those listed under problems and ask again.",
  ],
  "body-too-large": [
    413,
    "The body is larger than 64 KiB. A child's facts take less than 1 KiB; send those and nothing else.",
  ],
  failed: [
    500,
    "The server made a mistake. Nothing of the request was kept. Please try again, and report it if it stays.",
  ],
  "not-acceptable": [
    406,
    "No summary exists in the format asked for. Ask for application/json, text/markdown or text/html, or for format=json, markdown or html.",
  ],
  "not-allowed": [405, "This address answers to another method. See /api/openapi.json."],
  "not-found": [404, "There is nothing at this address. See /api/openapi.json for what there is."],
  "not-json": [400, "The body was not JSON. Send a child's facts as described in /api/schema/child.json."],
  "store-unavailable": [
    503,
    "The store of trials does not answer at the moment. Please try again in a minute.",
  ],
};

export function problem(
  code: ProblemCode,
  more: Partial<Pick<Problem, "detail" | "problems">> = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  const [status, detail] = problems[code];
  const body: Problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Problem",
    status,
    code,
    detail,
    ...more,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "content-type": "application/problem+json; charset=utf-8" },
  });
}
