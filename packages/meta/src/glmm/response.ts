/**
 * Counts whose distribution is a natural exponential family: f(y; eta) = h(y) exp(y eta - K(eta)), where eta is the
 * logit of a probability, the logarithm of a rate, or a log odds ratio. Everything a likelihood needs are the
 * derivatives of K: mean, variance and third central moment.
 * Source: McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., section 2.2; for the noncentral
 * hypergeometric section 7.3.2.
 */
import { lgamma, logChoose } from "../distributions/gamma-function.ts";
import { poissonWeight } from "../distributions/saddle-point.ts";

export interface Response {
  readonly y: number;
  /** Writes ln f, y - mean, variance and third central moment at eta. */
  at(eta: number, out: Float64Array): void;
  /** A finite value of eta near the one that fits y best. */
  readonly start: number;
  /** The greatest value of ln f, reached in the limit where y is at an end of its range. */
  readonly best: number;
  /** y is as small or as large as it can be, so that no finite eta fits it best. */
  readonly atEnd: boolean;
}

/** y events among n people. */
export function binomialResponse(y: number, n: number): Response {
  const constant = logChoose(n, y);
  const p = y / n;
  return {
    y,
    start: Math.log((y + 0.5) / (n - y + 0.5)),
    best: y === 0 || y === n ? 0 : constant + y * Math.log(p) + (n - y) * Math.log1p(-p),
    atEnd: y === 0 || y === n,
    at(eta, out) {
      const e = Math.exp(-Math.abs(eta));
      const small = e / (1 + e);
      const risk = eta >= 0 ? 1 - small : small;
      out[0] = constant + y * eta - n * (Math.max(eta, 0) + Math.log1p(e));
      out[1] = eta >= 0 ? y - n + n * small : y - n * small;
      out[2] = (n * small) / (1 + e);
      out[3] = out[2] * (1 - 2 * risk);
    },
  };
}

/** y events in t of person-time; eta is the logarithm of the rate. */
export function poissonResponse(y: number, t: number): Response {
  const constant = y * Math.log(t) - lgamma(y + 1);
  return {
    y,
    start: Math.log((y + 0.5) / t),
    best: y === 0 ? 0 : Math.log(poissonWeight(y, y)),
    atEnd: y === 0,
    at(eta, out) {
      const mean = t * Math.exp(eta);
      out[0] = constant + y * eta - mean;
      out[1] = y - mean;
      out[2] = mean;
      out[3] = mean;
    },
  };
}

/**
 * y events in arm 1 given the arms' sizes and the events of both: Fisher's noncentral hypergeometric distribution,
 * whose eta is the log odds ratio.
 */
export function hypergeometricResponse(y: number, n1: number, n2: number, events: number): Response {
  const first = Math.max(0, events - n2);
  const last = Math.min(n1, events);
  const logs = new Float64Array(last - first + 1);
  let total = Number.NEGATIVE_INFINITY;
  for (let x = first; x <= last; x++) {
    logs[x - first] = logChoose(n1, x) + logChoose(n2, events - x);
    const [high, low] = total > logs[x - first]! ? [total, logs[x - first]!] : [logs[x - first]!, total];
    total = high + Math.log1p(Math.exp(low - high));
  }
  for (let i = 0; i < logs.length; i++) logs[i]! -= total;
  const at = (eta: number, out: Float64Array) => {
    // The logs are concave in x: the mode is where neighbours cross, found by halving.
    let [low, high] = [0, logs.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (logs[middle + 1]! - logs[middle]! + eta > 0) low = middle + 1;
      else high = middle;
    }
    const top = logs[low]! + low * eta;
    let [sum, m1, m2, m3] = [0, 0, 0, 0];
    // Moments about the mode, outwards until the weights no longer count.
    for (const direction of [-1, 1]) {
      for (let i = direction < 0 ? low - 1 : low; i >= 0 && i < logs.length; i += direction) {
        const weight = Math.exp(logs[i]! + i * eta - top);
        if (weight < 1e-18) break;
        const d = i - low;
        sum += weight;
        m1 += weight * d;
        m2 += weight * d * d;
        m3 += weight * d * d * d;
      }
    }
    const mean = m1 / sum;
    const second = m2 / sum;
    out[0] = logs[y - first]! + (y - first - low) * eta - (logs[low]! + Math.log(sum));
    out[1] = y - first - low - mean;
    out[2] = second - mean * mean;
    out[3] = m3 / sum - 3 * mean * second + 2 * mean ** 3;
  };
  const atEnd = y === first || y === last;
  const start = Math.log(((y + 0.5) * (n2 - events + y + 0.5)) / ((n1 - y + 0.5) * (events - y + 0.5)));
  const out = new Float64Array(4);
  let best = 0;
  if (!atEnd) {
    const eta = conditionalEstimate({ at, start });
    at(eta, out);
    best = out[0]!;
  }
  return { y, start, best, atEnd, at };
}

/** Where mean and count agree, by Newton's method held back while it overshoots. */
export function conditionalEstimate({ at, start }: Pick<Response, "at" | "start">): number {
  const out = new Float64Array(4);
  let eta = start;
  at(eta, out);
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = Math.max(-1, Math.min(1, out[1]! / out[2]!));
    eta += step;
    at(eta, out);
    if (Math.abs(step) < 1e-13 * Math.max(1, Math.abs(eta))) break;
  }
  return eta;
}
