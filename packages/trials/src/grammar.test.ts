import { expect, test } from "vitest";
import { count, map, oneOf, phrase } from "./grammar.ts";
import { tokensOf } from "./tokens.ts";

const more = map(phrase("more than | over"), () => ">");
const least = map(phrase("more than or equal to | at least"), () => ">=");
const read = (words: string) => oneOf(more, least)(tokensOf(words), 0);

test("of phrases in several lists the longest wins, whichever list comes first", () => {
  expect(read("more than or equal to 5")).toEqual({ value: ">=", next: 5 });
  expect(read("more than 5")).toEqual({ value: ">", next: 2 });
  expect(read("more")).toBeUndefined();
});
test("a phrase whose meaning is refused does not fit", () => {
  const known = map(phrase("one | two"), (word) => (word === "one" ? 1 : undefined));
  expect(known(tokensOf("two"), 0)).toBeUndefined();
  expect(oneOf<string | number>(known, phrase("three"))(tokensOf("three"), 0)).toEqual({
    value: "three",
    next: 1,
  });
});
test("numbers are read in digits, and in words up to twenty and round ones to ninety", () => {
  const value = (words: string) => count(tokensOf(words), 0)?.value;
  expect(["12", "1,500", "nineteen", "thirty", "ninety", "dozen"].map(value)).toEqual([
    12,
    1500,
    19,
    30,
    90,
    undefined,
  ]);
});
test("a multiplication sign before letters is a sign of its own", () => {
  expect(tokensOf("≤1.5×ULN").map(({ text }) => text)).toEqual(["<=", "1.5", "x", "uln"]);
});
