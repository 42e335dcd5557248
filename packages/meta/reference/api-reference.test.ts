import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import * as index from "../src/index.ts";
import { apiReference, docOf, exportsOf } from "./api-reference.ts";

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const exported = [...exportsOf(path("../src/index.ts")), ...exportsOf(path("../src/distributions.ts"))];

test("docs/api.md says what the doc comments say; `npm run api -w meta` writes it anew", () => {
  // Not toBe: the difference of two files of thousands of lines helps nobody.
  const isCurrent = readFileSync(path("../docs/api.md"), "utf8") === apiReference();
  expect(isCurrent, "docs/api.md is stale: run `npm run api -w meta`").toBe(true);
});

test("the reference knows every value that the package exports", () => {
  const named = new Set(exported.map(({ name }) => name));
  expect(Object.keys(index).filter((name) => !named.has(name))).toEqual([]);
});

test("every exported function says what it does, what it takes or what it throws", () => {
  const silent = exported.filter((each) => {
    const { text, params, throws } = docOf(each);
    return ts.isFunctionDeclaration(each.declaration) && text + params.join() + throws.join() === "";
  });
  expect(silent.map(({ name }) => name)).toEqual([]);
});
