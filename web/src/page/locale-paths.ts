/** The locales that pages are built for. Only the build reads this: a browser has no environment. */
import type { Locale } from "visit";

/** Pages are built in English; the tests' build adds the pseudo-locale (longer, right to left). */
const built: readonly Locale[] = process.env.CORDWISE_PSEUDO_LOCALE ? ["en", "en-XB"] : ["en"];

/** Paths of a page in every locale it is built for, for Astro's getStaticPaths. English has no prefix. */
export const localePaths = () =>
  built.map((locale) => ({
    params: { locale: locale === "en" ? undefined : locale.toLowerCase() },
    props: { locale },
  }));
