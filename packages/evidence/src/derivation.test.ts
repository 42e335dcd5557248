import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { derive, rederive } from "./derivation.ts";
import { checkedLevels, type Figure } from "./figure.ts";
import { figureIndex } from "./figure-index.ts";

const figures = figureIndex(dataSet());
const computed = [...figures.values()].filter(({ nature }) => nature !== "published");
const plain = (value: number): Figure => ({
  value,
  unit: "GMFM-66 points",
  work: "sun-2017",
  readIn: "copy of the abstract",
  checked: "abstract",
  nature: "published",
});

// Stored to three decimals, or four figures where larger.
const rounding = (value: number) => 0.00051 * Math.max(1, Math.abs(value));

test.each(computed.map((figure) => [figure.id, figure] as const))(
  "%s follows from its inputs",
  (_, figure) => {
    const again = rederive(figure, figures);
    expect(Math.abs(again.value - figure.value)).toBeLessThan(rounding(figure.value));
    expect(again.ciLow === undefined).toBe(figure.ciLow === undefined);
    if (again.ciLow !== undefined)
      expect(Math.abs(again.ciLow - figure.ciLow!)).toBeLessThan(rounding(again.ciLow));
    if (again.ciHigh !== undefined)
      expect(Math.abs(again.ciHigh - figure.ciHigh!)).toBeLessThan(rounding(again.ciHigh));
  },
);

test.each(computed.map((figure) => [figure.id, figure] as const))(
  "%s is checked no better than its inputs",
  (_, figure) => {
    const inputs = figure.derivation!.inputs.map((id) => checkedLevels.indexOf(figures.get(id)!.checked));
    expect(checkedLevels.indexOf(figure.checked)).toBeGreaterThanOrEqual(Math.max(...inputs));
  },
);

test("our own pools are illustrative, never published or merely derived", () => {
  const own = computed.filter(({ id }) => id.startsWith("own."));
  expect(own.length).toBeGreaterThan(20);
  for (const { nature } of own) expect(nature).toBe("illustrative");
});

test("a random-effects pool of equal trials is their mean with the common interval", () => {
  const inputs = [2, 1, 2, 1].map(plain);
  expect(derive("random pool", inputs)).toEqual(derive("fixed pool", inputs));
  expect(derive("fixed pool", inputs).value).toBe(2);
  expect(derive("fixed pool, standard error", inputs).value).toBeCloseTo(Math.SQRT1_2, 12);
});

// Borenstein, Hedges, Higgins & Rothstein (2009) tell of Q - df as the excess; two trials 4 apart with vi = 1 give Q = 8.
test("two trials that lie apart have Q, tau2 and I2 in closed form", () => {
  const inputs = [0, 1, 4, 1].map(plain);
  expect(derive("random pool, Q", inputs).value).toBeCloseTo(8, 12);
  expect(derive("random pool, tau2", inputs).value).toBeCloseTo(7, 12);
  expect(derive("random pool, I2", inputs).value).toBeCloseTo(87.5, 12);
});

// Hanley & Lippman-Hand (1983), JAMA 249(13):1743-5: "rule of three", 3/n.
test.each([
  [500, 0.6],
  [63, 4.76],
])("none seen in %i still leaves about %f in a hundred possible", (n, percent) => {
  const { value } = derive("upper limit when none were seen", [plain(n)]);
  expect(value).toBeLessThan(percent);
  expect(value).toBeGreaterThan(percent * 0.97);
});

test("an unknown formula and missing inputs are refused in words", () => {
  expect(() => derive("guess", [])).toThrow("A formula was expected to be one of");
  expect(() => derive("ratio", [plain(1)])).toThrow("2 inputs were expected, got 1");
});
