/** Units of measure as eligibility texts write them, from a percent sign to `cells/kg`. */
import type { Found, Parser } from "../grammar.ts";
import { map, oneOf, phrase, sequence } from "../grammar.ts";
import type { Token } from "../tokens.ts";

export const timeUnits = ["year", "month", "week", "day", "hour", "minute"] as const;
export type TimeUnit = (typeof timeUnits)[number];

const named = (unit: string, words: string): Parser<string> => map(phrase(words), () => unit);

export const timeUnit: Parser<TimeUnit> = oneOf<TimeUnit>(
  map(
    phrase("years | year | yrs | yr | y | yo | y . o . | y / o | year ' s | years ' | calendar years"),
    () => "year",
  ),
  map(
    phrase("months | month | mos | mo | mths | mth | month ' s | calendar months | months ' | month ( s )"),
    () => "month",
  ),
  map(phrase("weeks | week | wks | wk | weeks ' | week ( s )"), () => "week"),
  map(phrase("days | day | calendar days | days ' | day ( s )"), () => "day"),
  map(phrase("hours | hour | hrs | hr | h"), () => "hour"),
  map(phrase("minutes | minute | mins | min"), () => "minute"),
);

const special: Parser<string> = oneOf(
  named("%", "% | percent | per cent"),
  named(
    "percentile",
    "rd percentile | percentile | th percentile | rd percentile | nd percentile | st percentile | percentiles",
  ),
  named(
    "cells/kg",
    `nucleated cells / kg | nucleated cells per kg | total nucleated cells / kg | total nucleated cells per kg | tnc / kg | tnc per kg | tncs / kg | mononuclear cells / kg
    | mononuclear cells per kg | mnc / kg | mncs / kg | nucleated cells per kilogram | total nucleated cells per kilogram | cells per kilogram | cd 34 + cells / kg | cd 34 cells / kg
    | cd 34 + / kg | viable cells / kg`,
  ),
  named("/kg", "per kg | per kilogram"),
  named("°C", "° c | º c | °c | ºc | degrees c | degrees celsius | degree celsius | celsius"),
  named("degree", "° | º | degrees | degree | deg | ° of | degrees of"),
  named("SD", "sd | sds | standard deviations | standard deviation"),
  named(
    "ULN",
    "x uln | x the uln | uln | times uln | times the uln | x upper limit of normal | times upper limit of normal | times the upper limit of normal | x the upper limit of normal | times the upper normal limit | times upper normal limit | x unl | times the upper limit | x upper limit | xuln | fold the upper limit of normal | times normal | x normal | * uln | times the normal | times the institutional uln | times institutional uln | x institutional uln | x the institutional uln | times the institutional upper limit of normal | times institutional upper limit of normal | x institutional upper limit of normal | times the institutional upper limit | times the local upper limit of normal | fold uln | fold the uln",
  ),
  named("prism diopter", "prism diopters | prism diopter | prism dioptres"),
  named("diopter", "diopters | diopter | dioptres | dioptre | d"),
  named("point", "points | point"),
  named("lines", "lines"),
  named("logMAR", "logmar | log mar"),
  named("letters", "letters | etdrs letters"),
  named("count", "autoantibody | autoantibodies"),
);

/** What stands before or after the stroke of a unit, written as it is by convention. */
const parts: Readonly<Record<string, string>> = {
  kg: "kg",
  kgs: "kg",
  kilogram: "kg",
  kilograms: "kg",
  kilos: "kg",
  g: "g",
  gm: "g",
  gms: "g",
  gram: "g",
  grams: "g",
  mg: "mg",
  milligrams: "mg",
  mgs: "mg",
  mcg: "µg",
  ug: "µg",
  µg: "µg",
  ng: "ng",
  pg: "pg",
  lb: "lb",
  lbs: "lb",
  pounds: "lb",
  pound: "lb",
  l: "L",
  liter: "L",
  liters: "L",
  litre: "L",
  ml: "mL",
  dl: "dL",
  ul: "µL",
  µl: "µL",
  mcl: "µL",
  microl: "µL",
  microliter: "µL",
  microlitre: "µL",
  microg: "µg",
  micrograms: "µg",
  cc: "mL",
  fl: "fL",
  mmol: "mmol",
  µmol: "µmol",
  umol: "µmol",
  nmol: "nmol",
  pmol: "pmol",
  meq: "mEq",
  mol: "mol",
  iu: "IU",
  miu: "mIU",
  mu: "mU",
  u: "U",
  units: "U",
  unit: "U",
  cells: "cells",
  cell: "cells",
  copies: "copies",
  mm: "mm",
  cm: "cm",
  m: "m",
  mmhg: "mmHg",
  meters: "m",
  metres: "m",
  meter: "m",
  inches: "inch",
  km: "km",
  miles: "miles",
  mile: "miles",
  bpm: "bpm",
  beats: "beats",
  kcal: "kcal",
  pack: "pack",
  packs: "pack",
  cigarettes: "cigarettes",
  drinks: "drinks",
  times: "times",
  injections: "injections",
  hz: "Hz",
  db: "dB",
  decibel: "dB",
  decibels: "dB",
  kpa: "kPa",
  msec: "ms",
  milliseconds: "ms",
  msecs: "ms",
  ms: "ms",
  sec: "s",
  seconds: "s",
  episodes: "episodes",
  attacks: "attacks",
  sessions: "sessions",
  doses: "doses",
  gy: "Gy",
  tesla: "T",
};
const timeParts: Readonly<Record<string, string>> = {
  day: "day",
  d: "day",
  days: "day",
  week: "week",
  month: "month",
  year: "year",
  yr: "year",
  hour: "hour",
  hours: "hour",
  hr: "hour",
  h: "hour",
  min: "min",
  minute: "min",
  wk: "week",
  night: "night",
  s: "s",
  sec: "s",
  daily: "day",
  weekly: "week",
};

function part(tokens: readonly Token[], at: number, inner: boolean): Found<string> | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  // The micro sign and the Greek letter are signs of their own before the letters of the unit.
  if (token.text === "µ" || token.text === "μ") {
    const unit = parts[`µ${tokens[at + 1]?.text ?? ""}`];
    return unit === undefined ? undefined : { value: unit, next: at + 2 };
  }
  if (token.text === "mm" && tokens[at + 1]?.text === "hg") return { value: "mmHg", next: at + 2 };
  const unit =
    (Object.hasOwn(parts, token.text) ? parts[token.text] : undefined) ??
    (inner && Object.hasOwn(timeParts, token.text) ? timeParts[token.text] : undefined);
  if (unit === undefined) return undefined;
  return raised(tokens, unit, at + 1);
}

/** "kg/m2", "kg/m^2", "kg/m²", "cells/mm3". */
function raised(tokens: readonly Token[], unit: string, at: number): Found<string> {
  const caret = tokens[at]?.text === "^" ? 1 : 0;
  const power = tokens[at + caret];
  const isPower =
    (unit === "m" || unit === "mm" || unit === "cm") && (power?.text === "2" || power?.text === "3");
  return isPower ? { value: `${unit}${power.text}`, next: at + caret + 1 } : { value: unit, next: at };
}

const compound: Parser<string> = (tokens, at) => {
  const first = part(tokens, at, false);
  if (first === undefined) return undefined;
  let { value, next } = first;
  for (let times = 0; times < 2; times++) {
    const joined = tokens[next]?.text;
    const skip =
      joined === "/" || joined === "per"
        ? 1
        : /^(?:a|each|every)$/.test(joined ?? "") && value !== "L"
          ? 1
          : 0;
    const second = skip === 1 ? part(tokens, next + 1, true) : undefined;
    if (second === undefined) break;
    // "10 kg/22 lb" tells the same twice, and a number follows the stroke; "a week" is a rate only of something.
    value = `${value}/${second.value}`;
    next = second.next;
  }
  const area = value === "mL/min" ? bodySurface(tokens, next) : undefined;
  if (area !== undefined) return { value: `${value}/1.73m2`, next: area };
  return { value, next };
};

/** "mL/min/1.73 m2": a filtration rate told for a body of that surface. */
function bodySurface(tokens: readonly Token[], at: number): number | undefined {
  const [stroke, size, m] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if ((stroke?.text !== "/" && stroke?.text !== "per") || size?.value !== 1.73 || m?.text !== "m")
    return undefined;
  return raised(tokens, "m", at + 3).next;
}

const perCell: Parser<string> = map(
  sequence(phrase("/"), (tokens: readonly Token[], at: number) => part(tokens, at, true)),
  ([, unit]) => `/${unit}`,
);

/** "hours/week": an amount of time in a stretch of time. */
const timePerTime: Parser<string> = map(
  sequence(
    phrase("hours | hour | hrs | h | minutes | min | days | nights"),
    phrase("/ | per | a"),
    phrase("day | week | month | year | night"),
  ),
  ([amount, , stretch]) => `${amount.replace(/^(?:hrs|hour|h)$/, "hours")}/${stretch}`,
);

/** "3 times a week", "more than one injection of slow-acting insulin per day" leaves the noun out. */
const frequency: Parser<string> = map(
  sequence(
    phrase("times | time | x"),
    phrase("a | per | / | each | every"),
    phrase("day | week | month | year | night"),
  ),
  ([, , stretch]) => `times/${stretch}`,
);

export const unitWords: Parser<string> = oneOf(timePerTime, frequency, timeUnit, special, compound, perCell);
