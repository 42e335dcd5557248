/** No message holds a number of its own: what is said in numbers comes from data, through a value. */
import { expect, test } from "vitest";
import { messages, readings } from "./catalogues.ts";
import { allowed, numbersIn } from "./numbers-in-prose.ts";

const found = (text: string, id = "any") => [
  ...new Set(readings(text, "¤").flatMap((reading) => numbersIn(reading, id))),
];

test.each(messages.map(({ catalogue, id, text }) => [`${catalogue}: ${id}`, id, text]))(
  "%s holds no number of its own",
  (_, id, text) => {
    expect(found(text, id)).toEqual([]);
  },
);

test.each([
  ["498 children were compared.", ["498"]],
  ["The gain was 1.42 points after {month, number} months.", ["1.42"]],
  ["Nearly half of them had a fever.", ["half"]],
  ["There were three trials.", ["three"]],
  ["{n, plural, one {# child} other {all 20 children}} gained.", ["20"]],
  ["{sex, select, female {Two girls} other {They}} took part.", ["Two"]],
])("a number typed into %s is found", (text, numbers) => {
  expect(found(text)).toEqual(numbers);
});

test.each([
  ["{n, plural, =0 {No children} one {# child} other {# children}} on the GMFM-66, a test from 0 to 100."],
  ["About {x, number} in 100 had it, about {rest, number} did not."],
  ["No one told one child."],
])("%s is in order", (text) => {
  expect(found(text)).toEqual([]);
});

test("every exception has a reason and is used", () => {
  for (const { text, id, because } of allowed) {
    expect(because).toMatch(/\w+ \w+/);
    const used = messages.some(
      (message) =>
        (id === undefined || id.test(message.id)) &&
        readings(message.text, "¤").some((reading) => reading.search(text) >= 0),
    );
    expect(used, String(text)).toBe(true);
  }
});
