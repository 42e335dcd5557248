/**
 * Sentences from a message catalogue. A catalogue is a flat record of ICU messages; code names a message by its id
 * and hands over values, and never puts a sentence together from pieces.
 */

import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { IntlMessageFormat } from "intl-messageformat";
import english from "../messages/en.json" with { type: "json" };

/** Locales that pages exist in. `en-XB` is no language: it is English made longer and set right to left, for tests. */
export const locales = ["en", "en-XB"] as const;
export type Locale = (typeof locales)[number];
export const directionOf = (locale: Locale): "ltr" | "rtl" => (locale === "en-XB" ? "rtl" : "ltr");

export type MessageId = keyof typeof english;
export type Values = Readonly<Record<string, string | number | Date>>;

/** Says a message; the ids it knows are in its type. */
export type Say<Id extends string = MessageId> = (id: Id, values?: Values) => string;

/**
 * A way to say the messages of a catalogue in a locale.
 * @throws RangeError for an id the catalogue does not have; Error when a message needs a value that is not given.
 */
export function sayFrom<Id extends string>(messages: Readonly<Record<Id, string>>, locale: Locale): Say<Id> {
  const formats = new Map<Id, IntlMessageFormat>();
  return (id, values) => {
    let format = formats.get(id);
    if (!format) {
      const message = messages[id];
      if (message === undefined) throw new RangeError(`there is no message "${id}"`);
      const parsed = parse(message);
      format = new IntlMessageFormat(locale === "en-XB" ? pseudo(parsed) : parsed, locale);
      formats.set(id, format);
    }
    return String(format.format(values));
  };
}

/** The sentences of the visit summary: facts, evidence, dose, trials, questions, problems. */
export const say = (locale: Locale): Say => sayFrom(english, locale);

const accented: Readonly<Record<string, string>> = {
  ...{ a: "áá", e: "éé", i: "íí", o: "óó", u: "úú", y: "ý", c: "ç", n: "ñ", s: "š", z: "ž" },
  ...{ A: "Á", E: "É", I: "Í", O: "Ó", U: "Ú", C: "Ç", N: "Ñ", S: "Š" },
};

/**
 * Every letter marked, every text about a third longer, every message between brackets: what is on a page without
 * them did not come from a catalogue, and what is clipped here will be clipped in German.
 */
function pseudo(message: readonly MessageFormatElement[]): MessageFormatElement[] {
  const bracket = (value: string): MessageFormatElement => ({ type: TYPE.literal, value });
  return [bracket("⟦"), ...message.map(pseudoElement), bracket("⟧")];
}

function pseudoElement(element: MessageFormatElement): MessageFormatElement {
  switch (element.type) {
    case TYPE.literal:
      return {
        ...element,
        value: element.value.replace(/[a-zA-Z]/g, (letter) => accented[letter] ?? letter),
      };
    case TYPE.select:
    case TYPE.plural: {
      const options = Object.entries(element.options).map(([name, option]) => [
        name,
        { ...option, value: option.value.map(pseudoElement) },
      ]);
      return { ...element, options: Object.fromEntries(options) };
    }
    default:
      return element;
  }
}
