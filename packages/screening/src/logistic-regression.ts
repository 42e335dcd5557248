/**
 * Logistic regression with an L2 penalty by truncated Newton steps: conjugate gradients, then halving until it improves.
 * Source: Lin, Weng and Keerthi (2008), J Mach Learn Res 9:627-650.
 */
import { addRow, rowTimes, type TermMatrix } from "./term-matrix.ts";

export interface LogisticModel {
  readonly terms: Float64Array;
  readonly constant: number;
}

export const emptyModel = (columns: number): LogisticModel => ({
  terms: new Float64Array(columns),
  constant: 0,
});

/** The constant is almost free, but not quite, so that the minimum is one point even where classes are far apart. */
const constantPenalty = 1e-3;
const newtonSteps = 5;
const gradientSteps = 20;
/** Of the first gradient's length: ranks have settled long before the minimum is exact. */
const tolerance = 0.03;

/**
 * @param cost of a mistake against the penalty, for excluded records; included ones weigh as much as they taken together.
 * @param start where the search for the minimum begins: a model of fewer records is near.
 */
export function fitLogistic(
  matrix: TermMatrix,
  included: readonly number[],
  excluded: readonly number[],
  cost: number,
  start: LogisticModel,
): LogisticModel {
  const rows = [...included, ...excluded];
  const sign = (index: number) => (index < included.length ? 1 : -1);
  const costs = rows.map((_, index) =>
    index < included.length ? (cost * excluded.length) / included.length : cost,
  );
  let model = { terms: start.terms.slice(), constant: start.constant };
  const margins = (at: LogisticModel) =>
    rows.map((row, index) => sign(index) * (rowTimes(matrix, row, at.terms) + at.constant));
  const loss = (at: LogisticModel, margin: readonly number[]) =>
    (squares(at.terms) + constantPenalty * at.constant ** 2) / 2 +
    margin.reduce((sum, m, index) => sum + costs[index]! * softplus(-m), 0);

  let margin = margins(model);
  let current = loss(model, margin);
  let firstGradient = 0;
  for (let step = 0; step < newtonSteps; step++) {
    const odds = margin.map((m) => 1 / (1 + Math.exp(m)));
    const gradient = model.terms.slice();
    let constantGradient = constantPenalty * model.constant;
    for (const [index, row] of rows.entries()) {
      const pull = -sign(index) * costs[index]! * odds[index]!;
      addRow(matrix, row, pull, gradient);
      constantGradient += pull;
    }
    const length = Math.sqrt(squares(gradient) + constantGradient ** 2);
    firstGradient ||= length;
    if (length <= tolerance * firstGradient) break;
    const curvature = odds.map((p, index) => costs[index]! * p * (1 - p));
    const direction = newtonDirection(matrix, rows, curvature, gradient, constantGradient);
    let improved = false;
    for (let size = 1; size > 0.01 && !improved; size /= 2) {
      const next = {
        terms: model.terms.map((weight, term) => weight + size * direction.terms[term]!),
        constant: model.constant + size * direction.constant,
      };
      const nextMargin = margins(next);
      const nextLoss = loss(next, nextMargin);
      improved = nextLoss < current;
      if (improved) [model, margin, current] = [next, nextMargin, nextLoss];
    }
    if (!improved) break;
  }
  return model;
}

/** Solves (1 + X'CX) d = -gradient roughly. */
function newtonDirection(
  matrix: TermMatrix,
  rows: readonly number[],
  curvature: readonly number[],
  gradient: Float64Array,
  constantGradient: number,
): LogisticModel {
  const direction = new Float64Array(gradient.length);
  let constant = 0;
  const rest = gradient.map((value) => -value);
  let constantRest = -constantGradient;
  const way = rest.slice();
  let constantWay = constantRest;
  let length = squares(rest) + constantRest ** 2;
  const enough = 0.01 * length;
  for (let step = 0; step < gradientSteps && length > enough; step++) {
    const turned = way.slice();
    let constantTurned = constantPenalty * constantWay;
    for (const [index, row] of rows.entries()) {
      const factor = curvature[index]! * (rowTimes(matrix, row, way) + constantWay);
      addRow(matrix, row, factor, turned);
      constantTurned += factor;
    }
    let along = constantWay * constantTurned;
    for (const [term, value] of way.entries()) along += value * turned[term]!;
    const size = length / along;
    let next = 0;
    for (let term = 0; term < way.length; term++) {
      direction[term]! += size * way[term]!;
      rest[term]! -= size * turned[term]!;
      next += rest[term]! ** 2;
    }
    constant += size * constantWay;
    constantRest -= size * constantTurned;
    next += constantRest ** 2;
    const keep = next / length;
    for (let term = 0; term < way.length; term++) way[term] = rest[term]! + keep * way[term]!;
    constantWay = constantRest + keep * constantWay;
    length = next;
  }
  return { terms: direction, constant };
}

function squares(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return sum;
}

/** log(1 + e^x) without overflow. */
const softplus = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));
