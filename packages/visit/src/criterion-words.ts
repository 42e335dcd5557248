/**
 * What a criterion was read to ask, in words and about no child: for a page that sets our reading beside the words
 * it was made from, so that a person can see where it is wrong.
 */
import { type Criterion, conceptName, type TimeWindow } from "trials";
import { countryWords, listWords, monthsWords } from "./local-words.ts";
import type { Locale, Say } from "./words.ts";

type Fact = Extract<Criterion, { kind: "fact" }>;
type Age = Extract<Criterion, { kind: "age" }>;

export function criterionWords(criterion: Criterion, say: Say, locale: Locale): string {
  switch (criterion.kind) {
    case "age":
      return ageLimitWords(criterion, say);
    case "sex":
      return say("criterion.sex", {
        sexes: criterion.sexes.length === 2 ? "both" : (criterion.sexes[0] ?? "none"),
      });
    case "gmfcs":
      return say("criterion.gmfcs", { levels: listWords(criterion.levels, locale) });
    case "cord-blood":
      return criterion.qualified && criterion.wanted === "stored"
        ? say("criterion.cord-blood.qualified", { unit: criterion.unit })
        : say("criterion.cord-blood", { unit: criterion.unit, wanted: criterion.wanted });
    case "cell-dose":
      return say("criterion.cell-dose", { wanted: criterion.wanted, million: criterion.cellsPerKg / 1e6 });
    case "fact":
      return factWords(criterion, say, locale);
    case "status":
      return criterion.status === undefined
        ? say("criterion.status.none")
        : say("criterion.status", { status: criterion.status });
    case "country": {
      const names = [
        ...criterion.countries.map((code) => countryWords(code, locale)),
        ...criterion.otherNames,
      ];
      return names.length === 0
        ? say("criterion.country.none")
        : say("criterion.country", { countries: listWords(names, locale) });
    }
    case "all":
    case "any": {
      // Beside what a line asks, what it allows needs no words.
      const asking = criterion.of.filter(({ kind }) => criterion.kind === "any" || kind !== "nothing");
      if (asking.length === 0) return say("criterion.nothing");
      const parts = asking.map((part) => criterionWords(part, say, locale));
      return parts.length === 1
        ? parts[0]!
        : say("criterion.together", { parts: criterion.kind, list: parts.join("; ") });
    }
    case "nothing":
      return say("criterion.nothing");
    case "not-told":
      return say("criterion.notTold");
    case "unread":
      return criterion.noted === undefined
        ? say("criterion.unread")
        : say("criterion.noted", { reading: criterionWords(criterion.noted, say, locale) });
  }
}

function ageLimitWords({ from, to, corrected }: Age, say: Say): string {
  // An upper limit of days or weeks ends before the first month does.
  if (to !== undefined && to.months < 0) return say("criterion.age.newborn");
  const low = from && monthsWords(from.months, say);
  // A last month of 215 is said as people say it: 17 years, until the next birthday.
  const high = to && monthsWords(to.months % 12 === 11 ? to.months - 11 : to.months, say);
  const age =
    low && high
      ? say("criterion.age.between", { from: low, to: high })
      : low
        ? say("criterion.age.from", { from: low })
        : say("criterion.age.to", { to: high ?? "" });
  return corrected ? say("criterion.age.corrected", { age }) : age;
}

function factWords({ asked, wanted }: Fact, say: Say, locale: Locale): string {
  const kind = say(`criterion.kind.${asked.kind}`);
  const name = conceptName(asked);
  // Of "other" the name says all there is to say.
  let what =
    name === undefined ? kind : asked.kind === "other" ? name : say("criterion.fact.named", { name, kind });
  const limit = limitWords(asked, say, locale);
  if (limit !== undefined)
    what = say("criterion.fact.limit", { what, limit, op: operators[asked.op ?? ""] ?? "is" });
  for (const window of windowsOf(asked))
    what = say("criterion.fact.window", { what, window: windowWords(window, say) });
  return say("criterion.fact", { wanted: String(wanted), what });
}

const operators: Readonly<Record<string, string>> = {
  ">=": "atLeast",
  ">": "moreThan",
  "<=": "atMost",
  "<": "lessThan",
  outside: "outside",
};

/** Undefined where there is no limit, or none that has short words. */
export function limitWords(
  { op, value, unit }: Pick<Fact["asked"], "op" | "value" | "unit">,
  say: Say,
  locale: Locale,
): string | undefined {
  if (op === null || value === null) return undefined;
  const parts = Array.isArray(value) ? value : [value];
  // Limits of limits have no short words; the line itself stands beside this.
  if (parts.some((part) => typeof part === "object")) return undefined;
  const shown = parts.map((part) =>
    typeof part === "number" ? part.toLocaleString(languageOf(locale)) : part,
  );
  const range = op.startsWith("between") || op === "half-open" || op === "outside";
  const last = parts.at(-1);
  const lead = shown.slice(0, -1);
  const end = typeof last === "number" ? measureWords(last, unit, say, locale) : String(last);
  const measured = range ? [...lead, end].join("–") : listWords([...lead, end].map(String), locale);
  return say("criterion.limit", { op: operators[op] ?? "is", value: measured });
}

/** An amount with its unit; times in words, the others as they are written everywhere. */
export function measureWords(amount: number, unit: string | null, say: Say, locale: Locale): string {
  if (timeUnits.some((one) => one === unit)) return say("criterion.length", { unit: unit!, amount });
  const number = amount.toLocaleString(languageOf(locale));
  if (unit === "degree") return `${number}°`;
  return unit === null ? number : `${number} ${unit}`;
}

const timeUnits = ["year", "month", "week", "day", "hour", "minute"];

const languageOf = (locale: Locale) => (locale === "en-XB" ? "en" : locale);

const windowsOf = ({ window }: Fact["asked"]): readonly TimeWindow[] =>
  window === null ? [] : "ref" in window ? [window] : window;

/** When something counts: "in the last 3 months before joining". */
export function windowWords({ op, value, unit, ref }: TimeWindow, say: Say): string {
  if (op === undefined || value === undefined)
    return say("criterion.window", { op: "none", ref, length: "" });
  const length = say("criterion.length", { unit: unit ?? "month", amount: value });
  const window = say("criterion.window", { op: op.startsWith("<") ? "within" : "before", length, ref });
  return say("criterion.windowBefore", {
    window,
    ref: ref === "intervention-start" ? "interventionStart" : ref,
  });
}
