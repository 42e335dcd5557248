/** The words of a page in its locale, and addresses there. */
import { directionOf, type Locale, type Say, sayFrom, say as sayOfVisit } from "visit";
import english from "../../messages/en.json" with { type: "json" };

export const address = (locale: Locale, path: string) =>
  locale === "en" ? path : `/${locale.toLowerCase()}${path}`;

export type PageMessage = keyof typeof english;

/** The words of the pages, and the words of the visit summary, in one locale. */
export function wordsFor(locale: Locale): { t: Say<PageMessage>; say: Say; dir: "ltr" | "rtl" } {
  return { t: sayFrom(english, locale), say: sayOfVisit(locale), dir: directionOf(locale) };
}
