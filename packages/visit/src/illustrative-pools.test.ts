import { dataSet } from "evidence";
import { expect, test } from "vitest";
import { illustrativePools } from "./illustrative-pools.ts";
import { sourceList } from "./sources.ts";
import { say } from "./words.ts";

const data = dataSet();
const english = say("en");
const pools = illustrativePools(data, sourceList(data.works, english), english, "en");

test("each pool that is shown is the engine's, and the data set's own figure agrees in three decimals", () => {
  expect(pools.length).toBe(2);
  for (const { id, effect } of pools) {
    const held = data.pooled.find((pooled) => pooled.id === id)?.figures.effect;
    expect(effect.estimate).toBeCloseTo(held!.value, 3);
    expect(effect.ciLow).toBeCloseTo(held!.ciLow!, 3);
    expect(effect.ciHigh).toBeCloseTo(held!.ciHigh!, 3);
  }
});
test("every pool says that it is an illustration and not the published result", () => {
  for (const { statement } of pools) {
    expect(statement.text).toMatch(/illustration/);
    expect(statement.text).toMatch(/not the published result/);
    expect(statement.sources.length).toBeGreaterThan(0);
  }
});
test("the picture and its text twin name every trial", () => {
  for (const { chart, effect } of pools) {
    expect(chart.svg).toContain(effect.estimate.toFixed(2));
    expect(chart.table.rows.length).toBe(3);
  }
});
