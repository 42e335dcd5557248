/** The words of a page in its locale, and addresses there. */
import { directionOf, type Locale, type Say, sayFrom, say as sayOfVisit } from "visit";
import english from "../../messages/en.json" with { type: "json" };

export const address = (locale: Locale, path: string) =>
  locale === "en" ? path : `/${locale.toLowerCase()}${path}`;

export type PageMessage = keyof typeof english;

interface Words {
  /** The words of the pages. */
  readonly t: Say<PageMessage>;
  /** The words of the visit summary. */
  readonly say: Say;
  readonly dir: "ltr" | "rtl";
}
const made = new Map<Locale, Words>();

/** The words in one locale, made once: a message is parsed when it is first said. */
export function wordsFor(locale: Locale): Words {
  const words = made.get(locale) ?? {
    t: sayFrom(english, locale),
    say: sayOfVisit(locale),
    dir: directionOf(locale),
  };
  made.set(locale, words);
  return words;
}

/** The language behind a locale, for the platform's own names of months and countries. */
export const spokenIn = (locale: Locale): string => (locale === "en-XB" ? "en" : locale);
