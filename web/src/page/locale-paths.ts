/** The locales that pages are built for. */
import type { Locale } from "visit";

/** Pages are built in English; the tests' build adds the pseudo-locale (longer, right to left). */
const built: readonly Locale[] = import.meta.env.WITH_PSEUDO_LOCALE ? ["en", "en-XB"] : ["en"];

/** The locale of a page made on demand, from its address; undefined where no page is made in it. */
export const localeOf = (prefix: string | undefined): Locale | undefined =>
  built.find((locale) => (locale === "en" ? undefined : locale.toLowerCase()) === prefix);

/** Paths of a page in every locale it is built for, for Astro's getStaticPaths. English has no prefix. */
export const localePaths = () =>
  built.map((locale) => ({
    params: { locale: locale === "en" ? undefined : locale.toLowerCase() },
    props: { locale },
  }));
