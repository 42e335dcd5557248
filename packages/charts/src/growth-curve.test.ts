import { averageAt, gmfcsLevels } from "motor";
import { describe, expect, test } from "vitest";
import { faultsOf } from "./drawing-checks.ts";
import { type GrowthCurveInput, growthCurveChart } from "./growth-curve.ts";

const input: GrowthCurveInput = {
  idPrefix: "curve",
  level: "III",
  ageYears: 9.4,
  points: [
    { ageYears: 9, score: 54, low: 51, high: 57 },
    { ageYears: 7, score: 52 },
  ],
  labels: {
    title: "Scores & average",
    description: "Points with error bars",
    ageAxis: "Age in years",
    scoreAxis: "GMFM-66 score",
    reference: "Average at this level, unverified",
    band: "Studies disagree",
    score: "Score with 95% interval",
    scoreErrorNotKnown: "Score, error not known",
    now: "Now",
    table: {
      age: "Age",
      reference: "Average",
      score: "Score",
      interval: "95% interval",
      errorNotKnown: "not known",
      none: "–",
    },
  },
};
const circles = (svg: string) => [...svg.matchAll(/<circle [^>]*>/g)].map(([circle]) => circle);

describe("the growth curve", () => {
  test("is a safe drawing at every level, width and direction", () => {
    for (const level of gmfcsLevels) {
      for (const width of [280, 320, 720]) {
        for (const direction of ["ltr", "rtl"] as const) {
          expect(faultsOf(growthCurveChart({ ...input, level, width, direction }).svg, "curve")).toEqual([]);
        }
      }
    }
  });

  test("draws the average dashed, with its words", () => {
    const { svg } = growthCurveChart(input);
    expect(svg).toMatch(/<path d="[^"]+" fill="none" stroke="[^"]+" stroke-dasharray="7 5"/);
    expect(svg).toContain("Average at this level, unverified");
  });

  test("opens into a band where studies disagree, at III to V only", () => {
    const hasBand = (level: GrowthCurveInput["level"]) => {
      const { svg } = growthCurveChart({ ...input, level });
      return svg.includes("Studies disagree") && svg.includes("url(#curve-band)");
    };
    expect(gmfcsLevels.map(hasBand)).toEqual([false, false, true, true, true]);
  });

  test("a score without a known error is an open circle, never one with bars of no length", () => {
    const { svg } = growthCurveChart({ ...input, points: [{ ageYears: 7, score: 52 }] });
    // One on the plot, one in the key.
    expect(circles(svg)).toHaveLength(2);
    for (const circle of circles(svg)) expect(circle).toContain('fill="var(--chart-paper');
    expect(svg).toContain("Score, error not known");
    expect(svg).not.toContain("Score with 95% interval");
  });

  test("scores are not joined by a line", () => {
    const paths = (points: GrowthCurveInput["points"] & object) =>
      growthCurveChart({ ...input, points }).svg.match(/<path/g)?.length;
    expect(paths(input.points!)).toBe(paths([]));
  });

  test("time is never mirrored: right to left leaves every mark of the plot where it is", () => {
    const marks = (direction: "ltr" | "rtl") => {
      const { svg } = growthCurveChart({ ...input, direction });
      return [circles(svg).slice(0, 2), svg.match(/ d="M[^"]{60,}"/g)];
    };
    expect(marks("rtl")).toEqual(marks("ltr"));
  });

  test("has a text twin by age, with a range where studies disagree", () => {
    const { table } = growthCurveChart(input);
    expect(table.head).toEqual(["Age", "Average", "Score", "95% interval"]);
    expect(table.rows.map(([age]) => age)).toEqual(["3", "6", "7", "9", "9", "12", "15", "18"]);
    expect(table.rows[1]).toEqual(["6", averageAt("III", 6).scorePoints.toFixed(0), "–", "–"]);
    expect(table.rows[2]).toEqual(["7", "53.6", "52", "not known"]);
    expect(table.rows.find(([age, , score]) => age === "9" && score === "54")).toEqual([
      "9",
      "53.5–54.1",
      "54",
      "51–57",
    ]);
  });

  test("draws no average beyond 21 years, where nobody was followed", () => {
    const { table } = growthCurveChart({ ...input, points: [], ageYears: 25 });
    expect(table.rows.at(-1)?.[0]).toBe("21");
  });

  test.each([
    [{ points: [{ ageYears: 9, score: 120 }] }, "A score from 0 to 100"],
    [{ points: [{ ageYears: 9, score: 50, low: 51, high: 57 }] }, "inside its interval"],
    [{ ageYears: 90 }, "Ages from 0 to 30 years"],
    [{ width: 100 }, "280 pixels or more"],
  ])("%j is refused", (wrong, sentence) => {
    expect(() => growthCurveChart({ ...input, ...wrong })).toThrow(sentence);
  });
});
