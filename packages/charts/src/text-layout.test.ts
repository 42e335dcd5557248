import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boldTextSize, textSize, textWidth, wrapText } from "./text-layout.ts";

describe("wrapping", () => {
  test("breaks between words", () => {
    expect(wrapText("named by one bank only", 90)).toEqual(["named by", "one bank", "only"]);
  });
  test("breaks a word only where it has no line to fit on", () => {
    expect(wrapText("Einwilligungsfähigkeit", 100).join("")).toBe("Einwilligungsfähigkeit");
    expect(wrapText("Einwilligungsfähigkeit", 100).length).toBeGreaterThan(1);
  });
  test("breaks a script without spaces", () => {
    expect(wrapText("脐带血每公斤体重的细胞数", 70)).toEqual(["脐带血每公", "斤体重的细", "胞数"]);
  });
  test("never parts a vowel sign from its letter", () => {
    for (const line of wrapText("की".repeat(20), 60)) expect(line).not.toMatch(/^\p{M}/u);
  });
  test("loses no sign, adds none, and keeps to the width", () => {
    const words = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(words, fc.integer({ min: 40, max: 400 }), (words, width) => {
        const text = words.join(" ");
        const lines = wrapText(text, width);
        expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        for (const line of lines) {
          // One sign wider than a line stands alone, having nowhere else to go.
          if ([...line.replace(/\p{M}/gu, "")].length > 1) expect(textWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});

describe("the estimate of a width is not below the true one in a wide font", () => {
  // In ems, measured by Chromium 153 (canvas measureText, 100 px) in DejaVu Sans 2.37, plain and bold.
  test.each([
    ["20 million: a cut made after one trial; an access programme asks for more", 37.31, 41.97],
    ["What a unit comes to per kilogram now and in three years", 29.24, 32.94],
    ["GMFM-66 SCORE, 0 TO 100 POINTS", 17.68, 19.69],
    ["Wat een eenheid per kilogram oplevert", 19.6, 22.12],
    ["14.3–16.7", 4.95, 5.43],
    ["100", 1.91, 2.09],
    ["Миллион клеток на килограмм веса", 19.06, 20.96],
    ["Không biết: hãy hỏi ngân hàng", 15.41, 17.34],
    ["Εκατομμύρια κύτταρα ανά κιλό", 15.86, 17.62],
  ])("%s", (text, plain, bold) => {
    expect(textWidth(text, 1)).toBeGreaterThanOrEqual(plain);
    expect(textWidth(text, boldTextSize / textSize)).toBeGreaterThanOrEqual(bold);
    // Nor so generous that lines break far too early.
    expect(textWidth(text, 1)).toBeLessThan(plain * 1.25);
  });
});
