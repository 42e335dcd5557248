import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokensOf } from "./tokens.ts";

const texts = (line: string) => tokensOf(line).map(({ text }) => text);

describe("the words, numbers and signs of a line", () => {
  test.each([
    ["Weight ≥ 12.5 kg", ["weight", ">=", "12.5", "kg"]],
    ["age >/= 2, < =5; 3=>x", ["age", ">=", "2", ",", "<=", "5", ";", "3", ">=", "x"]],
    ["1,500/mm³ (10–20%).", ["1,500", "/", "mm", "3", "(", "10", "-", "20", "%", ")", "."]],
    ["CÔTÉ\tÀ\u00a0côté", ["côté", "à", "côté"]],
    ["GMFCS Ⅲ, 2·5", ["gmfcs", "iii", ",", "2", ".", "5"]],
    ["İnfüzyon", ["infüzyon"]],
    ["脐带血 🩸", ["脐", "带", "血", "🩸"]],
    ["", []],
  ])("%j is read as %j", (line, expected) => expect(texts(line)).toEqual(expected));

  test("digits that can be read in two ways have no value", () => {
    expect(tokensOf("1,500 1,5 1.2.3 7 0.5").map(({ value }) => value)).toEqual([
      1500,
      undefined,
      undefined,
      7,
      0.5,
    ]);
  });

  test("every token stands where it says, in order, and nothing but blanks is left between", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (line) => {
        let end = 0;
        for (const { from, to } of tokensOf(line)) {
          expect(line.slice(end, from).trim()).toBe("");
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(line.slice(end).trim()).toBe("");
      }),
    );
  });

  test("more different words than are kept, and longer ones, are all read by their letters", () => {
    const letters = (n: number) =>
      String(n).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
    const words = Array.from({ length: 70_000 }, (_, n) => letters(n));
    expect(texts(words.join(" ").toUpperCase())).toEqual(words);
    expect(texts(`${"Long".repeat(30)} Child`)).toEqual(["long".repeat(30), "child"]);
  });
});
