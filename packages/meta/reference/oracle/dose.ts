/** Cases of dose-response. */
import { type DoseCurve, restrictedCubicSpline } from "../../src/dose/curve.ts";
import {
  type DoseContrasts,
  type DoseFit,
  type DoseMethod,
  doseOneStage,
  doseTwoStage,
  meanContrasts,
  ratioContrasts,
  studyCurve,
} from "../../src/dose/dose-response.ts";
import { type DoseDesign, greenlandLongnecker } from "../../src/dose/greenland-longnecker.ts";
import { type Adapter, type Adapters, type Call, labels, numbers, option } from "../case.ts";

const named = (call: Call, name: string) =>
  numbers({ ...call, args: { [name]: call.args[name] ?? name } }, name);

function ratioRows(call: Call, id: unknown) {
  const ids = labels({ ...call, args: { id: "id" } }, "id");
  const given = {
    ...call,
    args: { dose: "dose", y: "logrr", se: "se", cases: "cases", n: "n", ...call.args },
  };
  const [dose, cases, n, logrr, se] = (["dose", "cases", "n", "y", "se"] as const).map((role) =>
    numbers(given, role),
  );
  return ids.flatMap((each, i) =>
    each === String(id)
      ? [{ dose: dose![i]!, cases: cases![i]!, n: n![i]!, logrr: logrr![i]!, se: se![i]! }]
      : [],
  );
}

function designOf(call: Call, id: unknown): DoseDesign {
  if (typeof call.args.type === "string" && ["cc", "ir", "ci"].includes(call.args.type))
    return call.args.type as DoseDesign;
  const ids = labels({ ...call, args: { id: "id" } }, "id");
  return labels({ ...call, args: { type: "type" } }, "type")[ids.indexOf(String(id))] as DoseDesign;
}

const curveOf = (call: Call): DoseCurve => {
  const transform = option<string>(call, "transform", "linear");
  return transform === "rcs"
    ? { shape: "spline", knots: option<number[]>(call, "knots", []) }
    : { shape: transform as "linear" | "quadratic" };
};

const idsOf = (call: Call) =>
  option<unknown[]>(call, "ids", [...new Set(labels({ ...call, args: { id: "id" } }, "id"))]);

const studiesOf = (call: Call): DoseContrasts[] =>
  idsOf(call).map((id) => {
    const contrasts = ratioContrasts(ratioRows(call, id), designOf(call, id));
    if (!contrasts) throw new RangeError(`study ${id}: no pseudo-cases`);
    return contrasts;
  });

const methodOf = (call: Call): DoseMethod => {
  const method = option(call, "method", "REML").toUpperCase();
  return method === "EE" || method === "FE" || method === "FIXED" ? "FIXED" : (method as DoseMethod);
};

function result(fit: DoseFit): Record<string, unknown> {
  if (fit.status !== "converged") return { status: fit.status };
  const several = fit.coefficients.length > 1;
  return {
    beta: fit.coefficients.map((each) => each.estimate),
    se: fit.coefficients.map((each) => each.se),
    ci_lb: fit.coefficients.map((each) => each.ciLow),
    ci_ub: fit.coefficients.map((each) => each.ciHigh),
    vb: fit.covariance,
    tau2: several ? undefined : (fit.between?.[0]?.[0] ?? 0),
    Psi: fit.between,
    ll: fit.logLik,
    Q: fit.q?.statistic,
    Q_df: fit.q?.df,
    Q_p: fit.q?.p,
    QE: fit.q?.statistic,
    QE_df: fit.q?.df,
    QE_p: fit.q?.p,
    I2: fit.i2,
  };
}

const stage1 = (studies: readonly DoseContrasts[], curve: DoseCurve) => {
  const fits = studies.map((study) => studyCurve(study, curve));
  const fitted = fits.flatMap((fit) => (fit.status === "fitted" ? [fit] : []));
  return {
    coef: fitted.map(({ coefficients }) => coefficients),
    vcov: fitted.map(({ covariance }) => covariance),
    Q: fitted.map(({ q }) => q),
  };
};

const covariances: Adapter = (call) => {
  const fit = greenlandLongnecker(ratioRows(call, call.args.id), designOf(call, call.args.id));
  return fit.status === "converged"
    ? { pseudo_cases: fit.pseudoCases, R: fit.correlation, S: fit.covariance }
    : { status: fit.status };
};

const splines: Adapter = (call) => {
  const x = call.args.x;
  const knots = option<number[]>(call, "knots", []);
  return { basis: (Array.isArray(x) ? x : [x]).map((each) => restrictedCubicSpline(Number(each), knots)) };
};

const continuous: Adapter = (call) => {
  const ids = labels({ ...call, args: { id: "id" } }, "id");
  const [dose, y, sd, n] = ["dose", "y", "sd", "n"].map((name) => named(call, name));
  const curve = curveOf(call);
  const studies = idsOf(call).map((id) =>
    meanContrasts(
      ids.flatMap((each, i) =>
        each === String(id) ? [{ dose: dose![i]!, mean: y![i]!, sd: sd![i]!, n: n![i]! }] : [],
      ),
      // dosresmeta's standardised difference is Cohen's d unless told otherwise.
      option(call, "measure", "MD").toUpperCase() === "MD" ? "MD" : "d",
    ),
  );
  return {
    ...stage1(studies, curve),
    S: studies.map(({ covariance }) => covariance),
    ...result(doseTwoStage(studies, curve, { method: methodOf(call) })),
  };
};

export const adapters: Adapters = {
  greenland_longnecker: covariances,
  rcs_basis: splines,
  dose_stage1: (call) => stage1(studiesOf(call), curveOf(call)),
  dose_twostage: (call) => result(doseTwoStage(studiesOf(call), curveOf(call), { method: methodOf(call) })),
  dose_onestage: (call) => result(doseOneStage(studiesOf(call), curveOf(call), { method: methodOf(call) })),
  dose_continuous: continuous,
};
