import { expect, test } from "vitest";
import reference from "../reference/selection.json" with { type: "json" };
import { petPeese } from "./pet-peese.ts";

const { effects } = reference;

test.each(["PET", "PEESE"] as const)(
  "%s agrees with R's weighted least squares to nine digits",
  (variant) => {
    const fit = petPeese(variant, effects);
    if (fit.status !== "converged") throw new Error(fit.status);
    [fit.intercept, fit.slope].forEach((each, j) => {
      expect(each.estimate).toBeCloseTo(reference[variant].beta[j]!, 9);
      expect(each.se).toBeCloseTo(reference[variant].se[j]!, 9);
      expect(each.p).toBeCloseTo(reference[variant].p[j]!, 9);
    });
  },
);

test("shifting every effect shifts the intercept alone", () => {
  const [one, other] = [0, 5].map((by) =>
    petPeese(
      "PET",
      effects.map(({ yi, vi }) => ({ yi: yi + by, vi })),
    ),
  );
  if (one!.status !== "converged" || other!.status !== "converged") throw new Error("both converge");
  expect(other!.intercept.estimate).toBeCloseTo(one!.intercept.estimate + 5, 10);
  expect(other!.slope.estimate).toBeCloseTo(one!.slope.estimate, 10);
});

test("two effects are too few, and equal variances leave no line", () => {
  expect(petPeese("PET", effects.slice(0, 2))).toMatchObject({ status: "too-few-effects" });
  expect(
    petPeese(
      "PET",
      effects.map(({ yi }) => ({ yi, vi: 0.1 })),
    ),
  ).toEqual({ status: "equal-precision" });
});
