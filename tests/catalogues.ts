/** The message catalogues, taken apart: what stands in a message by itself, and what comes in as a value. */
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import review from "../packages/review/messages/en.json" with { type: "json" };
import visit from "../packages/visit/messages/en.json" with { type: "json" };
import web from "../web/messages/en.json" with { type: "json" };

export const catalogues = { visit, review, web } as const satisfies Record<
  string,
  Readonly<Record<string, string>>
>;

export interface Message {
  readonly catalogue: keyof typeof catalogues;
  readonly id: string;
  readonly text: string;
}

export const messages: readonly Message[] = Object.entries(catalogues).flatMap(([catalogue, all]) =>
  Object.entries(all).map(([id, text]) => ({ catalogue: catalogue as Message["catalogue"], id, text })),
);

/** Every way a message can read, with `put` in the place of each value, one for each branch of a choice. */
export function readings(text: string, put: string): readonly string[] {
  return of(parse(text));

  function of(elements: readonly MessageFormatElement[]): readonly string[] {
    let all: readonly string[] = [""];
    for (const element of elements) {
      const ways = waysOf(element);
      // All choices together can be very many; each branch once is enough to see its words.
      const longest = Math.max(all.length, ways.length);
      all = Array.from({ length: longest }, (_, i) => `${all[i % all.length]}${ways[i % ways.length]}`);
    }
    return all;
  }

  function waysOf(element: MessageFormatElement): readonly string[] {
    switch (element.type) {
      case TYPE.literal:
        return [element.value];
      case TYPE.select:
      case TYPE.plural:
        return Object.values(element.options).flatMap(({ value }) => of(value));
      default:
        return [put];
    }
  }
}
