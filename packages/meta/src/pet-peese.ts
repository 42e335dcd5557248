/**
 * PET and PEESE: the regression of effects on their standard errors or sampling variances, whose intercept is the effect
 * of an imaginary study without sampling error. Weighted least squares with weights 1 / vi, residual variance estimated.
 * Source: Stanley and Doucouliagos (2014), Res Synth Methods 5(1):60-78, eqs. 5 and 6.
 */
import { demand } from "./arguments.ts";
import { type Effect, requireEffects } from "./effect.ts";
import { type Estimate, waldEstimate } from "./wald.ts";

export type PetPeeseFit =
  | {
      readonly status: "converged";
      /** The effect at a standard error of 0. */
      readonly intercept: Estimate;
      /** Change of the effect with each unit of the standard error (PET) or variance (PEESE). */
      readonly slope: Estimate;
      readonly df: number;
    }
  | { readonly status: "too-few-effects"; readonly k: number; readonly needed: number }
  | { readonly status: "equal-precision" };

/** @throws RangeError when an effect is not finite with vi > 0. */
export function petPeese(
  variant: "PET" | "PEESE",
  effects: readonly Effect[],
  { level = 95 }: { readonly level?: number } = {},
): PetPeeseFit {
  demand(variant === "PET" || variant === "PEESE", "variant", variant, "PET or PEESE");
  requireEffects("petPeese", effects);
  const k = effects.length;
  const df = k - 2;
  if (df < 1) return { status: "too-few-effects", k, needed: 3 };
  const x = effects.map(({ vi }) => (variant === "PET" ? Math.sqrt(vi) : vi));
  let [sw, sx, sy] = [0, 0, 0];
  effects.forEach(({ yi, vi }, i) => {
    sw += 1 / vi;
    sx += x[i]! / vi;
    sy += yi / vi;
  });
  const [meanX, meanY] = [sx / sw, sy / sw];
  let [sxx, sxy] = [0, 0];
  effects.forEach(({ yi, vi }, i) => {
    sxx += (x[i]! - meanX) ** 2 / vi;
    sxy += ((x[i]! - meanX) * (yi - meanY)) / vi;
  });
  if (!(sxx > 1e-20 * meanX ** 2 * sw)) return { status: "equal-precision" };
  const slope = sxy / sxx;
  const intercept = meanY - slope * meanX;
  let residual = 0;
  effects.forEach(({ yi, vi }, i) => {
    residual += (yi - intercept - slope * x[i]!) ** 2 / vi;
  });
  const sigma2 = residual / df;
  // Effects exactly on a line leave no residual to judge by.
  if (!(sigma2 > 0)) return { status: "too-few-effects", k, needed: k + 1 };
  return {
    status: "converged",
    intercept: waldEstimate(intercept, Math.sqrt(sigma2 * (1 / sw + meanX ** 2 / sxx)), level, df),
    slope: waldEstimate(slope, Math.sqrt(sigma2 / sxx), level, df),
    df,
  };
}
