/** Words that the platform knows in every locale: dates, countries, lists, ages. All dates are days, not instants. */
import type { CompletedMonths } from "motor";
import type { Locale, Say } from "./words.ts";

const language = (locale: Locale) => (locale === "en-XB" ? "en" : locale);

/** The platform's formatters are dear to make and cheap to keep: a summary of 300 trials asks for some thousand. */
function kept<Format>(make: (language: string, variant: string) => Format) {
  const formats = new Map<string, Format>();
  return (locale: Locale, variant = ""): Format => {
    const key = `${locale} ${variant}`;
    const known = formats.get(key) ?? make(language(locale), variant);
    formats.set(key, known);
    return known;
  };
}
const months = { year: "numeric", month: "long", timeZone: "UTC" } as const;
const dateFormat = kept(
  (tag, variant) => new Intl.DateTimeFormat(tag, variant === "day" ? { ...months, day: "numeric" } : months),
);
const regionNames = kept((tag) => new Intl.DisplayNames([tag], { type: "region" }));
const listFormat = kept((tag) => new Intl.ListFormat(tag, { type: "conjunction" }));
const numberFormat = kept((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }));
const compactFormat = kept(
  (tag) =>
    new Intl.NumberFormat(tag, { notation: "compact", compactDisplay: "long", maximumFractionDigits: 1 }),
);

/** A date of one of the three lengths a registry writes: yyyy, yyyy-MM or yyyy-MM-dd. */
export function dateWords(date: string, locale: Locale): string {
  const [year, month, day] = date.split("-").map(Number);
  if (!year || !month) return date;
  return dateFormat(locale, day ? "day" : "month").format(Date.UTC(year, month - 1, day ?? 1));
}

/** The name of a country by its ISO 3166-1 alpha-2 code. */
export const countryWords = (code: string, locale: Locale): string => regionNames(locale).of(code) ?? code;

/** "I, II and III". */
export const listWords = (items: readonly string[], locale: Locale): string =>
  listFormat(locale).format(items);

/** A number to two places at most; "20 million" from a million on, for nobody counts noughts. */
export const numberWords = (value: number, locale: Locale): string =>
  (Math.abs(value) >= 1e6 ? compactFormat(locale) : numberFormat(locale)).format(value);

/** A number of completed months: whole years from the third birthday on, for that is how people say it. */
export function monthsWords(months: number, say: Say): string {
  const years = Math.floor(months / 12);
  if (years === 0) return say("fact.months", { months });
  if (months % 12 === 0) return say("fact.age.years", { years });
  return say("fact.yearsAndMonths", { years, months: months % 12 });
}

/** An age that is known to the month, to the year, or between two bounds. */
export function ageWords({ low, high }: CompletedMonths, say: Say): string {
  if (low % 12 === 0 && high === low + 11) return say("fact.age.years", { years: low / 12 });
  if (low === high) return monthsWords(low, say);
  const years = Math.floor(low / 12);
  if (high === low + 1 && years > 0 && low % 12 > 0 && high % 12 > 0)
    return say("fact.yearsAndEither", { years, low: low % 12, high: high % 12 });
  return say("fact.between", { from: monthsWords(low, say), to: monthsWords(high, say) });
}
