/**
 * Effects from what a report gives: an estimate with its interval, p value or test statistic; an odds ratio
 * or phi with the margins of its table; a standardised mean difference as a log odds ratio.
 * Sources: Cochrane Handbook, version 6, sections 6.3.1, 6.3.2 and 10.6; Bonett (2007), Am Psychol 62(3):254-255
 * (cells from an odds ratio); Chinn (2000), Stat Med 19(22):3127-3131 (SMD and odds ratio).
 */
import { demand, requireFinite, requireLevel, requirePositive } from "../arguments.ts";
import { normalUpperQuantile } from "../distributions/normal.ts";
import { tUpperQuantile } from "../distributions/t.ts";
import type { Effect } from "../effect.ts";

/** A reported estimate and at least one of interval, standard error, test statistic and p value. */
export interface Reported {
  readonly estimate: number;
  readonly interval?: { readonly low: number; readonly high: number };
  readonly se?: number;
  /** z, or t when df is given. */
  readonly statistic?: number;
  /** Two-sided. */
  readonly p?: number;
  /** Level of the interval in percent; 95 unless given. */
  readonly level?: number;
  /** Degrees of freedom when interval, statistic or p value rest on Student's t. */
  readonly df?: number;
}

export type FromReported =
  | ({ readonly status: "converted" } & Effect)
  | { readonly status: "not-enough"; readonly because: string };

/**
 * The effect and its sampling variance; the first of interval, se, statistic, p that is given is used.
 * @param log take logarithms first, for ratios reported on their own scale; se and statistic are then the log's.
 */
export function fromReported(
  { estimate, interval, se, statistic, p, level = 95, df }: Reported,
  { log = false }: { readonly log?: boolean } = {},
): FromReported {
  requireFinite("fromReported estimate", estimate);
  requireLevel(level);
  const onScale = (name: string, value: number) => {
    requireFinite(`fromReported ${name}`, value);
    if (!log) return value;
    requirePositive(`fromReported ${name}`, value);
    return Math.log(value);
  };
  const yi = onScale("estimate", estimate);
  const converted = (standardError: number): FromReported =>
    standardError ** 2 > 0 && Number.isFinite(standardError ** 2)
      ? { status: "converted", yi, vi: standardError ** 2 }
      : { status: "not-enough", because: "what is reported implies no standard error above 0" };
  const critical = (tail: number) =>
    df === undefined ? normalUpperQuantile(tail) : tUpperQuantile(tail, df);
  if (interval) {
    const width = onScale("interval.high", interval.high) - onScale("interval.low", interval.low);
    demand(width >= 0, "fromReported interval", [interval.low, interval.high], "low before high");
    return converted(width / (2 * critical((1 - level / 100) / 2)));
  }
  if (se !== undefined) return converted(se);
  if (statistic !== undefined) return converted(Math.abs(yi / statistic));
  if (p !== undefined) {
    demand(p >= 0 && p <= 1, "fromReported p", p, "a p value from 0 to 1");
    return converted(Math.abs(yi / critical(p / 2)));
  }
  return {
    status: "not-enough",
    because: "no interval, standard error, test statistic or p value is reported",
  };
}

export interface Margins {
  /** People in all. */
  readonly ni: number;
  /** People in arm 1 (the first row). */
  readonly n1i: number;
  /** Events in all (the first column). */
  readonly n2i: number;
}

export interface Cells {
  readonly ai: number;
  readonly bi: number;
  readonly ci: number;
  readonly di: number;
}

export type Reconstructed =
  | ({ readonly status: "converted" } & Cells)
  | { readonly status: "impossible"; readonly because: string };

/** The whole-number table with these margins whose odds ratio is nearest to the one reported. */
export function cellsFromOddsRatio(oddsRatio: number, margins: Margins): Reconstructed {
  requirePositive("cellsFromOddsRatio oddsRatio", oddsRatio);
  const { row, column } = shares("cellsFromOddsRatio", margins);
  if (Math.abs(oddsRatio - 1) < 1e-12) return cells(row * column, margins);
  // The root between 0 and both margins of (OR - 1) x^2 - b x + OR row column = 0.
  const b = 1 + (row + column) * (oddsRatio - 1);
  const root = Math.sqrt(b * b - 4 * oddsRatio * (oddsRatio - 1) * row * column);
  return cells((2 * oddsRatio * row * column) / (b + root), margins);
}

/** The whole-number table with these margins whose phi coefficient is nearest to the one reported. */
export function cellsFromPhi(phi: number, margins: Margins): Reconstructed {
  demand(Math.abs(phi) <= 1, "cellsFromPhi phi", phi, "a correlation from -1 to 1");
  const { row, column } = shares("cellsFromPhi", margins);
  return cells(phi * Math.sqrt(row * (1 - row) * column * (1 - column)) + row * column, margins);
}

function shares(of: string, { ni, n1i, n2i }: Margins): { row: number; column: number } {
  requirePositive(`${of} ni`, ni);
  demand(n1i >= 0 && n1i <= ni, `${of} n1i`, n1i, `from 0 to ni = ${ni}`);
  demand(n2i >= 0 && n2i <= ni, `${of} n2i`, n2i, `from 0 to ni = ${ni}`);
  return { row: n1i / ni, column: n2i / ni };
}

function cells(share: number, { ni, n1i, n2i }: Margins): Reconstructed {
  const ai = Math.round(share * ni);
  const table = { ai, bi: n1i - ai, ci: n2i - ai, di: ni - n1i - n2i + ai };
  if (Object.values(table).every((cell) => cell >= 0)) return { status: "converted", ...table };
  return { status: "impossible", because: "no table with these margins has such an association" };
}

/** A standardised mean difference as a log odds ratio, assuming logistic outcomes. Handbook 10.6. */
export function smdToLogOddsRatio({ yi, vi }: Effect): Effect {
  const factor = Math.PI / Math.sqrt(3);
  return { yi: yi * factor, vi: vi * factor ** 2 };
}

/** A log odds ratio as a standardised mean difference. Handbook 10.6. */
export function logOddsRatioToSmd({ yi, vi }: Effect): Effect {
  const factor = Math.sqrt(3) / Math.PI;
  return { yi: yi * factor, vi: vi * factor ** 2 };
}
