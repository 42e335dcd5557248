/**
 * A declared question answered from the data set: a review's figure as printed, or our own pool by the engine, always
 * an illustration. Differences of means in points of the question's scale; more than 0 favours cord blood.
 * Sources of the intervals: Jackson et al. (2017), Stat Med 36(25):3923-3934 (Hartung-Knapp-Sidik-Jonkman, never
 * narrower than the normal interval); Higgins, Thompson and Spiegelhalter (2009), J R Stat Soc A 172(1):137-159
 * (prediction interval, k - 2 degrees of freedom).
 */
import { type ConvergedFit, type Effect, fit, predict, type Tau2Method } from "meta";
import { type Checked, type CitedFigure, leastChecked } from "./figure.ts";
import { figureFinder, figureId } from "./figure-index.ts";
import type { Mixture, OwnQuestion, PublishedQuestion, Question, SensitivityAnalysis } from "./question.ts";
import type { DataSet } from "./tables.ts";

/** One contrast as it goes into a pool. */
export interface SynthesisRow {
  readonly outcome: string;
  readonly study: string;
  readonly difference: CitedFigure;
  readonly se: CitedFigure;
  /** Share of the pool in percent, under the question's model. */
  readonly weight: number;
}

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** The pool of k >= 2 contrasts. Intervals are of 95%. */
export interface Pool {
  readonly status: "pooled";
  readonly estimator: Tau2Method;
  readonly k: number;
  readonly estimate: number;
  /** As most papers print it; too narrow with few trials. */
  readonly normal: Limits;
  /** Student's t with k - 1 degrees of freedom. Absent for the common-effect model, which has no tau2 to doubt. */
  readonly hksj?: Limits & { readonly df: number };
  /** Of a new trial's true effect; absent below three trials, where it has no degrees of freedom. */
  readonly prediction?: Limits;
  readonly tau2: number;
  /** Percent. */
  readonly i2: number;
  readonly q: number;
  readonly qP: number;
  /** With so few trials no interval is dependable; a page says so beside the numbers. */
  readonly tooFewTrials: boolean;
}

export type Pooled =
  | Pool
  /** One trial is no pool: its own difference stands. */
  | { readonly status: "one-trial" }
  | { readonly status: "no-trials" };

export type SensitivityResult = {
  readonly analysis: Exclude<SensitivityAnalysis, { readonly kind: "each left out" }> | LeftOut;
  readonly mixes: readonly Mixture[];
  readonly outcomes: readonly string[];
  /** The one difference when a single trial is left. */
  readonly alone?: CitedFigure;
} & { readonly result: Pooled };

export interface LeftOut {
  readonly kind: "left out";
  readonly outcome: string;
}

export interface PublishedSynthesis {
  readonly question: PublishedQuestion;
  readonly nature: "published";
  readonly effect: CitedFigure;
  readonly treated: CitedFigure;
  readonly control: CitedFigure;
  readonly studies: CitedFigure;
  readonly records: CitedFigure;
  readonly checked: Checked;
}

export interface OwnSynthesis {
  readonly question: OwnQuestion;
  readonly nature: "illustrative";
  readonly rows: readonly SynthesisRow[];
  readonly result: Pooled;
  /** Children in the contrasts, as each difference counts them; absent where one of them does not say. */
  readonly children?: number;
  readonly sensitivity: readonly SensitivityResult[];
  /** The least checked of all that went in; "unverified" does not arise where nothing did. */
  readonly checked: Checked;
}

export type Synthesis = PublishedSynthesis | OwnSynthesis;

/** Up to this many trials a pool is called too few. */
const fewTrials = 3;

/** @throws RangeError when the question names a figure that the data set lacks, which validation refuses before. */
export function synthesise(question: Question, data: DataSet): Synthesis {
  const figure = figureFinder(data, `The question ${question.id}`);
  if (question.kind === "published") return published(question, figure);

  const contrast = (outcome: string) => ({
    outcome,
    difference: figure(figureId(outcome, "difference")),
    se: figure(figureId(outcome, "se")),
  });
  const taken = question.contrasts.map(contrast);
  const { result, weights } = pool(taken.map(effectOf), question.estimator);
  const rows = taken.map((row, i) => ({
    ...row,
    study: data.outcomes.find(({ id }) => id === row.outcome)!.study,
    weight: weights[i]!,
  }));
  const counts = taken.map(({ difference }) => difference.n);
  const children = counts.every((n) => n !== undefined)
    ? counts.reduce<number>((sum, n) => sum + n, 0)
    : undefined;
  return {
    question,
    nature: "illustrative",
    rows,
    result,
    ...(children !== undefined && { children }),
    sensitivity: question.sensitivity.flatMap((analysis) => analyses(analysis, question)).map(analyse),
    checked: leastChecked(taken.flatMap(({ difference, se }) => [difference.checked, se.checked])),
  };

  function analyse({ analysis, mixes, outcomes, estimator }: Analysis): SensitivityResult {
    const others = outcomes.map(contrast);
    return {
      analysis,
      mixes,
      outcomes,
      result: pool(others.map(effectOf), estimator).result,
      ...(others.length === 1 && { alone: others[0]!.difference }),
    };
  }
}

function published(question: PublishedQuestion, figure: (id: string) => CitedFigure): PublishedSynthesis {
  const effect = figure(figureId(question.answer, "effect"));
  const told = (slot: string) => figure(figureId(question.children, slot));
  const [treated, control] = [told("treated"), told("control")];
  return {
    question,
    nature: "published",
    effect,
    treated,
    control,
    studies: told("studies"),
    records: told("records"),
    checked: leastChecked([effect.checked, treated.checked, control.checked]),
  };
}

interface Analysis {
  readonly analysis: SensitivityResult["analysis"];
  readonly mixes: readonly Mixture[];
  readonly outcomes: readonly string[];
  readonly estimator: Tau2Method;
}

function analyses(
  analysis: SensitivityAnalysis,
  { contrasts, mixes, estimator }: OwnQuestion,
): readonly Analysis[] {
  switch (analysis.kind) {
    case "estimator":
      return [{ analysis, mixes, outcomes: contrasts, estimator: analysis.estimator }];
    case "with":
      return [{ analysis, mixes: analysis.mixes, outcomes: [...contrasts, analysis.outcome], estimator }];
    case "in place of": {
      const outcomes = contrasts.map((id) => (id === analysis.replaces ? analysis.outcome : id));
      return [{ analysis, mixes: analysis.mixes, outcomes, estimator }];
    }
    case "each left out":
      return contrasts.map((outcome) => ({
        analysis: { kind: "left out", outcome },
        mixes,
        outcomes: contrasts.filter((id) => id !== outcome),
        estimator,
      }));
  }
}

const effectOf = ({ difference, se }: { difference: CitedFigure; se: CitedFigure }): Effect => ({
  yi: difference.value,
  vi: se.value ** 2,
});

/** The engine's pool of effects, as a question asks for it. Weights in percent, one for each effect. */
function pool(
  effects: readonly Effect[],
  estimator: Tau2Method,
): { readonly result: Pooled; readonly weights: readonly number[] } {
  if (effects.length === 0) return { result: { status: "no-trials" }, weights: [] };
  if (effects.length === 1) return { result: { status: "one-trial" }, weights: [100] };
  const fitted = converged(effects, estimator, "z");
  const { estimate, ciLow, ciHigh } = fitted.coefficients[0]!;
  const { tau2, i2 = 0, k, heterogeneity } = fitted;
  const common = estimator === "EE";
  const adjusted = common ? undefined : converged(effects, estimator, "adhoc");
  const hksj = adjusted?.coefficients[0];
  const prediction = k >= 3 && !common ? predict(fitted).predictionRiley : undefined;
  const raw = effects.map(({ vi }) => 1 / (vi + tau2));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return {
    result: {
      status: "pooled",
      estimator,
      k,
      estimate,
      normal: { low: ciLow, high: ciHigh },
      ...(hksj !== undefined && { hksj: { low: hksj.ciLow, high: hksj.ciHigh, df: k - 1 } }),
      ...(prediction !== undefined && { prediction }),
      ...{ tau2, i2, q: heterogeneity.q, qP: heterogeneity.p },
      tooFewTrials: k <= fewTrials,
    },
    weights: raw.map((weight) => (100 * weight) / total),
  };
}

/** Two or more finite effects always pool by a closed formula; anything else is a mistake in the data. */
function converged(effects: readonly Effect[], method: Tau2Method, test: "z" | "adhoc"): ConvergedFit {
  const fitted = fit(effects, { method, test });
  if (fitted.status !== "converged")
    throw new RangeError(`a pool of ${effects.length} ended as ${fitted.status}`);
  return fitted;
}

/** Every question of the data set, answered, in its order. */
export const syntheses = (data: DataSet): Synthesis[] =>
  data.questions.map((question) => synthesise(question, data));
