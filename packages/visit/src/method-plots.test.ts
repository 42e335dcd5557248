import { dataSet } from "evidence";
import { expect, test } from "vitest";
import { methodPlots } from "./method-plots.ts";
import { say } from "./words.ts";

const plots = methodPlots(say("en"), "en", dataSet());

test("every plot of the engine is drawn, each with its text twin", () => {
  expect(plots.map(({ name }) => name)).toEqual([
    ...["funnel", "leaveOneOut", "cumulative", "baujat", "radial", "bubble", "labbe", "gosh"],
  ]);
  for (const { chart } of plots) {
    expect(chart.svg).toMatch(/^<svg .*role="img"/);
    expect(chart.table.rows.length).toBeGreaterThan(0);
  }
});
test("no plot hides that it is an illustration or names what it counts", () => {
  for (const { chart, name } of plots)
    expect(chart.svg).toMatch(name === "labbe" ? /serious event/ : /illustrative/);
});
test("the bands of the funnel are those of 90, 95 and 99 percent", () => {
  const funnel = plots.find(({ name }) => name === "funnel");
  for (const p of ["0.1", "0.05", "0.01"]) expect(funnel?.chart.svg).toContain(p);
});
