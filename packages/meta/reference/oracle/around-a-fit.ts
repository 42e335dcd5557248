/** Cases of `confint`, `predict`, `contrasts`, `leave1out`, `cumul` and `influence` for univariate models. */
import { type Tau2IntervalType, tau2Interval } from "../../src/confint.ts";
import {
  contrasts,
  likelihoodRatio,
  subgroups,
  testColumns,
  varianceInflation,
} from "../../src/contrasts.ts";
import { type ConvergedFit, fit } from "../../src/fit.ts";
import { baujat, blups, influence, radial, residuals } from "../../src/influence.ts";
import { cumulative, leaveOneOut } from "../../src/leave-one-out.ts";
import { predict, probabilityAbove } from "../../src/predict.ts";
import { type Adapters, type Call, labels, numbers, option } from "../case.ts";
import { converged, fitOf, modelOf } from "./rma-uni.ts";

/** A column for each key from rows of results. */
function columns<Row extends object>(
  rows: readonly (Row | undefined)[],
  names: Readonly<Record<string, keyof Row>>,
) {
  return Object.fromEntries(
    Object.entries(names).map(([name, key]) => [name, rows.map((row) => row?.[key] ?? null)]),
  );
}

function interval(call: Call) {
  const fitted = fitOf(call);
  const found = tau2Interval(fitted, {
    type: option<Tau2IntervalType>(call, "type", "QP"),
    level: option(call, "level", 95),
  });
  if (found.status === "not-converged") throw new RangeError(found.because);
  const [tau2, i2, h2] =
    found.status === "empty"
      ? [
          { low: 0, high: 0 },
          { low: 0, high: 0 },
          { low: 1, high: 1 },
        ]
      : [found.tau2, found.i2, found.h2];
  return {
    ...{ tau2: fitted.tau2, tau2_lb: tau2.low, tau2_ub: tau2.high },
    ...{ I2_lb: i2.low, I2_ub: i2.high, H2_lb: h2.low, H2_ub: h2.high },
  };
}

function predictions(call: Call) {
  const fitted = fitOf(call);
  const level = option(call, "level", 95);
  const given = call.args.newX as number[][] | undefined;
  const rows = given ?? (fitted.options.design?.rows as number[][] | undefined) ?? [[1]];
  const exp = call.args.transf === "exp";
  const shown = (value: number | undefined) => (value === undefined ? null : exp ? Math.exp(value) : value);
  const found = rows.map((x) => predict(fitted, x, { level }));
  return {
    pred: found.map(({ estimate }) => shown(estimate)),
    se: found.map(({ se }) => se),
    ci_lb: found.map(({ ciLow }) => shown(ciLow)),
    ci_ub: found.map(({ ciHigh }) => shown(ciHigh)),
    pi_lb: found.map(({ prediction }) => shown(prediction?.low)),
    pi_ub: found.map(({ prediction }) => shown(prediction?.high)),
    pi_riley_lb: found.map(({ predictionRiley }) => shown(predictionRiley?.low)),
    pi_riley_ub: found.map(({ predictionRiley }) => shown(predictionRiley?.high)),
    pi_simple_lb: found.map(({ predictionSimple }) => shown(predictionSimple?.low)),
    pi_simple_ub: found.map(({ predictionSimple }) => shown(predictionSimple?.high)),
  };
}

function wald(call: Call) {
  const fitted = fitOf(call);
  const rows = call.args.L as number[][] | undefined;
  if (rows) {
    // The cases give no intervals of contrasts: their lists are empty.
    return columns(contrasts(fitted, rows), { Xb: "estimate", se: "se", stat: "statistic", pval: "p" });
  }
  const btt = call.args.btt as number[];
  const { statistic, df, df2, p } = testColumns(
    fitted,
    btt.map((column) => column - 1),
  );
  return { QM: statistic, QM_df: [df, df2 ?? null], QM_p: p };
}

function nested(call: Call) {
  const { effects, options } = modelOf(call);
  const { design: _, ...reduced } = options;
  const [full, alone] = [converged(fit(effects, options)), converged(fit(effects, reduced))];
  const { statistic, df, p, r2 } = likelihoodRatio(full, alone);
  return {
    ...{ LRT: statistic, df, pval: p, R2: r2 ?? 0 },
    ...{ ll_full: full.likelihood?.logLik, ll_null: alone.likelihood?.logLik },
  };
}

function bySubgroup(call: Call) {
  const { effects, options, rows } = modelOf(call);
  const by = labels(call, "by");
  const { design: _design, weights: _weights, ...plain } = options;
  const { groups, between } = subgroups(
    effects,
    rows.map((row) => by[row]!),
    plain,
    (call.args.levels as (string | number)[] | undefined)?.map(String),
  );
  const fits = groups.flatMap(({ fit: each }) => (each.status === "converged" ? [each] : []));
  return {
    beta: fits.map(({ coefficients }) => coefficients[0]!.estimate),
    se: fits.map(({ coefficients }) => coefficients[0]!.se),
    tau2: fits.map(({ tau2 }) => tau2),
    QE: fits.map(({ heterogeneity }) => heterogeneity.q),
    k: fits.map(({ k }) => k),
    ...{ Q_between: between?.statistic, df: between?.df, p: between?.p },
  };
}

/** Columns of a list of fits with one coefficient each. */
function fitColumns(fits: readonly ConvergedFit[]) {
  const first = fits.map(({ coefficients }) => coefficients[0]);
  return {
    ...columns(first, {
      ...{ estimate: "estimate", se: "se", stat: "statistic" },
      ...{ pval: "p", ci_lb: "ciLow", ci_ub: "ciHigh" },
    }),
    Q: fits.map(({ heterogeneity }) => heterogeneity.q),
    Qp: fits.map(({ heterogeneity }) => heterogeneity.p),
    tau2: fits.map(({ tau2 }) => tau2),
    I2: fits.map(({ i2 }) => i2 ?? 0),
    H2: fits.map(({ h2 }) => h2 ?? 1),
  };
}

export const adapters: Adapters = {
  "confint.rma.uni": interval,
  "predict.rma": predictions,
  predictive_probability: (call) => {
    const fitted = fitOf(call);
    const thresholds = [call.args.threshold].flat() as number[];
    return { prob_gt: thresholds.map((threshold) => probabilityAbove(fitted, threshold)) };
  },
  "anova.rma": wald,
  "anova.lrt": nested,
  subgroup: bySubgroup,
  "vif.rma": (call) => ({ vif: varianceInflation(fitOf(call)).map(({ vif }) => vif) }),
  leave1out: (call) => fitColumns(leaveOneOut(fitOf(call)).map(converged)),
  cumul: (call) => {
    const { effects, options, rows } = modelOf(call);
    const order = numbers(call, "order");
    const { design: _, ...plain } = options;
    const steps = cumulative(
      effects,
      rows.map((row) => order[row]!),
      plain,
    );
    return {
      order_index0: steps.map(({ added }) => rows[added]),
      ...fitColumns(steps.map((step) => converged(step.fit))),
    };
  },
  "influence.rma.uni": (call) => {
    const found = influence(fitOf(call));
    return columns(found, {
      ...{ rstudent: "rstudent", dffits: "dffits", cook_d: "cook", cov_r: "covarianceRatio" },
      ...{ tau2_del: "tau2Without", QE_del: "qWithout", hat: "hat", weight: "weight", dfbs: "dfbetas" },
    });
  },
  "residuals.blup": (call) => {
    const fitted = fitOf(call);
    return {
      ...columns(residuals(fitted), {
        ...{ resid: "residual", resid_se: "se", rstandard: "standardised" },
        ...{ fitted: "fitted", hat: "hat", weights: "weight" },
      }),
      ...columns(blups(fitted), {
        ...{ blup: "estimate", blup_se: "se", blup_pi_lb: "low", blup_pi_ub: "high" },
        ...{ ranef: "randomEffect", ranef_se: "randomEffectSe" },
      }),
    };
  },
  baujat: (call) => columns(baujat(fitOf(call)), { x: "x", y: "y" }),
  radial: (call) => {
    const fitted = fitOf(call);
    return columns(radial(fitted.effects, fitted.tau2), { x: "x", y: "y" });
  },
};
