import { parse } from "@formatjs/icu-messageformat-parser";
import { harmCodes, harmKinds, readingPlaces, routes } from "evidence";
import { readInPlaces, thresholdCodes } from "motor";
import { reasonCodes } from "trials";
import { describe, expect, test } from "vitest";
import english from "../messages/en.json" with { type: "json" };
import { inputProblemCodes } from "./input-problem.ts";
import { say, sayFrom } from "./words.ts";

test("every message is well-formed ICU", () => {
  for (const [id, message] of Object.entries(english)) expect(() => parse(message), id).not.toThrow();
});
describe("every code of the packages below has its words", () => {
  test.each<[family: string, codes: readonly string[]]>([
    ["reason", reasonCodes],
    ["problem", inputProblemCodes],
    ["harm", harmCodes],
    ["harm.kind", harmKinds],
    ["route", routes],
    ["dose", thresholdCodes],
    ["dose.short", thresholdCodes],
    ["source.readIn", [...readingPlaces, ...readInPlaces]],
  ])("%s", (family, codes) => {
    const missing = codes.filter((code) => !(`${family}.${code}` in english));
    expect(missing).toEqual([]);
  });
});
test("no message gives a verdict or a promise", () => {
  const verdict = /\beligible\b|\bqualif|\brecommend|\bsafe\b|\bwill (gain|improve)\b|\bcure\b|\bmiracle\b/i;
  expect(Object.entries(english).filter(([, message]) => verdict.test(message))).toEqual([]);
});
test("the pseudo-locale marks the words, keeps the values, and makes texts longer", () => {
  const marked = say("en-XB")("dose.lead", { million: 600, kg: 30, dose: 20 });
  const plain = say("en")("dose.lead", { million: 600, kg: 30, dose: 20 });
  expect(marked).toMatch(/^⟦.*600.*30.*20.*⟧$/);
  expect(marked.length).toBeGreaterThan(plain.length * 1.2);
  expect(marked).not.toContain("million");
});
test("a message that does not exist is a mistake, not an empty text", () => {
  expect(() => sayFrom({ known: "Known" } as Record<string, string>, "en")("unknown")).toThrow(
    'no message "unknown"',
  );
});
