import { baujatPlot, fit } from "meta";
import { expect, test } from "vitest";
import { scatterChart } from "./scatter.ts";

const fitted = fit([
  { yi: 0.6, vi: 2.4 },
  { yi: 3.3, vi: 1.9 },
  { yi: 7.1, vi: 7.4 },
]);
if (fitted.status !== "converged") throw new Error(fitted.status);
const plot = baujatPlot(fitted, { labels: ["A <b>", "B", "C"] });
const labels = { title: "Title", description: "Description", xAxis: "Across", yAxis: "Up" };
const chart = (width?: number) =>
  scatterChart({ idPrefix: "t", ...plot, labels, ...(width !== undefined && { width }) });

test("every point is drawn and named, and the text twin is the plot's", () => {
  const { svg, table } = chart();
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg).toContain("A &lt;b&gt;");
  expect(table).toBe(plot.table);
});
test("the picture has a name, a description and the words of both axes", () => {
  for (const words of ["Title", "Description", "Across", "Up"]) expect(chart().svg).toContain(words);
});
test("points lie inside the frame at every width", () => {
  for (const width of [280, 320, 720])
    for (const [, cx] of chart(width).svg.matchAll(/cx="([\d.]+)"/g)) {
      expect(Number(cx)).toBeGreaterThanOrEqual(0);
      expect(Number(cx)).toBeLessThanOrEqual(width);
    }
});
test("a width with no room is refused", () => {
  expect(() => chart(200)).toThrow("280 pixels or more");
});
