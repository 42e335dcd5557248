import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  doseAtRecoveries,
  doseByWeight,
  dosePerKg,
  doseRelation,
  doseThresholds,
  laterWeights,
  weightAtDose,
} from "./dose.ts";
import { ImplausibleInput, plausible } from "./plausible.ts";

const cells = fc.double({
  min: plausible.totalNucleatedCells.min,
  max: plausible.totalNucleatedCells.max,
  noNaN: true,
});
const kg = fc.double({ min: plausible.weightKg.min, max: plausible.weightKg.max, noNaN: true });

describe("dose per kilogram", () => {
  test("600 million cells are 20 million per kg at 30 kg, before thaw", () => {
    expect(dosePerKg({ totalNucleatedCells: 6e8, weightKg: 30 })).toEqual({
      nature: "derived",
      weightKg: 30,
      beforeThawCellsPerKg: 2e7,
      recovery: "not known",
    });
  });
  test("the same unit shrinks from 50 to 15 million per kg as the child grows from 12 to 40 kg", () => {
    const doses = doseByWeight({ totalNucleatedCells: 6e8 }, [12, 40]);
    expect(doses.map((dose) => dose.beforeThawCellsPerKg)).toEqual([5e7, 1.5e7]);
  });
  test("a recovery the bank states gives the dose after thaw", () => {
    const dose = dosePerKg({ totalNucleatedCells: 6e8, weightKg: 30, recoveryPercent: 80 });
    expect(dose).toMatchObject({ recovery: "stated", recoveryPercent: 80, afterThawCellsPerKg: 1.6e7 });
  });
  test("without a stated recovery no dose after thaw exists to be read by mistake", () => {
    expect(dosePerKg({ totalNucleatedCells: 6e8, weightKg: 30 })).not.toHaveProperty("afterThawCellsPerKg");
  });
  test("recoveries asked for explicitly are labelled illustrative", () => {
    expect(doseAtRecoveries({ totalNucleatedCells: 6e8, weightKg: 30 }, [60, 90])).toEqual({
      nature: "illustrative",
      rows: [
        { recoveryPercent: 60, afterThawCellsPerKg: 1.2e7 },
        { recoveryPercent: 90, afterThawCellsPerKg: 1.8e7 },
      ],
    });
  });
  test("dose times weight gives the unit back, and a heavier child never gets more", () => {
    fc.assert(
      fc.property(cells, kg, kg, (totalNucleatedCells, a, b) => {
        const [light, heavy] = a <= b ? [a, b] : [b, a];
        const [more, less] = doseByWeight({ totalNucleatedCells }, [light, heavy]);
        expect(more!.beforeThawCellsPerKg * light).toBeCloseTo(totalNucleatedCells, -2);
        expect(more!.beforeThawCellsPerKg).toBeGreaterThanOrEqual(less!.beforeThawCellsPerKg);
      }),
    );
  });
  test.each([
    [{ totalNucleatedCells: 4.7, weightKg: 30 }, "count-written-in-hundred-millions"],
    [{ totalNucleatedCells: 6e8, weightKg: 900 }, "weightKg was expected"],
    [{ totalNucleatedCells: 6e8, weightKg: 30, recoveryPercent: 0.8 }, "percent-written-as-fraction"],
  ])("%j is refused: %s", (input, sentence) => {
    expect(() => dosePerKg(input)).toThrow(ImplausibleInput);
    expect(() => dosePerKg(input)).toThrow(sentence);
  });
});

describe("the weight at which a unit comes to a dose", () => {
  // Sun 2010 (abstract): a private unit's median is 4.7e8, a public one's 1.08e9 cells; weights derived from these.
  test.each([
    [4.7e8, 2e7, 23.5],
    [4.7e8, 1e8, 4.7],
    [1.08e9, 5e7, 21.6],
  ])("%d cells reach %d per kg at %d kg", (totalNucleatedCells, cellsPerKg, weightKg) => {
    expect(weightAtDose(totalNucleatedCells, cellsPerKg)).toBeCloseTo(weightKg, 9);
  });
  test("is where the dose is at that number, neither below nor above", () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(2e7, 2.5e7, 5e7, 1e8), (totalNucleatedCells, cellsPerKg) => {
        const weightKg = weightAtDose(totalNucleatedCells, cellsPerKg);
        expect(doseRelation(totalNucleatedCells / weightKg, cellsPerKg)).toBe("at");
        expect(doseRelation(totalNucleatedCells / (weightKg * 1.01), cellsPerKg)).toBe("below");
        expect(doseRelation(totalNucleatedCells / (weightKg * 0.99), cellsPerKg)).toBe("above");
      }),
    );
  });
  test("20 for 20 million per kg is refused with the likely meaning", () => {
    expect(() => weightAtDose(6e8, 20)).toThrow("was 20000000 meant (count-written-in-millions)?");
  });
});

describe("later weights", () => {
  test("are a range that starts at today's weight and is labelled illustrative", () => {
    expect(laterWeights(30, 2, { low: 2, high: 4 })).toEqual({
      nature: "illustrative",
      yearlyGainKg: { low: 2, high: 4 },
      weights: [
        { yearsAhead: 0, lowKg: 30, highKg: 30 },
        { yearsAhead: 1, lowKg: 32, highKg: 34 },
        { yearsAhead: 2, lowKg: 34, highKg: 38 },
      ],
    });
  });
  test("never give a weight that the dose then refuses", () => {
    const { weights } = laterWeights(140, 5, { low: 2, high: 4 });
    expect(weights.map(({ highKg }) => highKg)).toEqual([140, 144, 148]);
  });
  test("refuse gains the wrong way round and parts of years", () => {
    expect(() => laterWeights(30, 2, { low: 4, high: 2 })).toThrow("low not above high");
    expect(() => laterWeights(30, 1.5, { low: 2, high: 4 })).toThrow("Whole years");
  });
});

describe("published thresholds", () => {
  test("are 20, 25, 50 and 100 million per kg, each with a work and how far it was checked", () => {
    expect(doseThresholds.map(({ millionPerKg }) => millionPerKg)).toEqual([20, 25, 50, 100]);
    for (const { meanings } of doseThresholds) {
      expect(meanings.length).toBeGreaterThan(0);
      for (const { source } of meanings) expect(source.work.title).not.toBe("");
    }
  });
  test("the 50 million of a bank's page is never shown as checked", () => {
    const fifty = doseThresholds.find(({ millionPerKg }) => millionPerKg === 50);
    expect(fifty?.meanings.map(({ source }) => source.checked)).toEqual(["unverified"]);
  });
});
