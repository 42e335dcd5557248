/** Which locale a page is built for, and its address there. */
import { directionOf, type Locale, type Say, sayFrom, say as sayOfVisit } from "visit";
import english from "../../messages/en.json" with { type: "json" };

/** Pages are built in English; the tests' build adds the pseudo-locale (longer, right to left). */
const built: readonly Locale[] = import.meta.env.CORDWISE_PSEUDO_LOCALE ? ["en", "en-XB"] : ["en"];

/** Paths of a page in every locale it is built for, for Astro's getStaticPaths. English has no prefix. */
export const localePaths = () =>
  built.map((locale) => ({
    params: { locale: locale === "en" ? undefined : locale.toLowerCase() },
    props: { locale },
  }));

export const address = (locale: Locale, path: string) => (locale === "en" ? path : `/${locale.toLowerCase()}${path}`);

export type PageMessage = keyof typeof english;

/** The words of the pages, and the words of the visit summary, in one locale. */
export function wordsFor(locale: Locale): { t: Say<PageMessage>; say: Say; dir: "ltr" | "rtl" } {
  return { t: sayFrom(english, locale), say: sayOfVisit(locale), dir: directionOf(locale) };
}
