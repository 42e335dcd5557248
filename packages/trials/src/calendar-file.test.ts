import fc from "fast-check";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { type CalendarDay, calendarFile } from "./calendar-file.ts";

const made = { madeAt: "2026-11-22T10:00:00.000Z", name: "Trial dates" };
const octets = (line: string) => new TextEncoder().encode(line).length;
const eventsOf = (file: string) =>
  new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));

test("a day lasts all day and has the name it had in every earlier file", () => {
  const day = { uid: "NCT00000001-opens@trials.cordwise", day: "2027-02-28", title: "May open: a trial" };
  const [event] = eventsOf(calendarFile([day], made));
  expect(event!.uid).toBe(day.uid);
  expect(event!.summary).toBe(day.title);
  expect(event!.startDate.isDate).toBe(true);
  expect([event!.startDate.toString(), event!.endDate.toString()]).toEqual(["2027-02-28", "2027-03-01"]);
});

test("whatever a registry writes comes back as it was, in lines of at most 75 octets", () => {
  const words = fc
    .string({ unit: "grapheme", maxLength: 120 })
    .map((text) => text.replace(/[\u202a-\u202e\u2066-\u2069\p{Cc}\p{Cs}]/gu, "").trim());
  const days = fc.array(
    fc.record({
      uid: fc.uuid(),
      day: fc
        .date({ min: new Date("2000-01-01"), max: new Date("2090-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      title: words,
      note: fc.tuple(words, words).map((lines) => lines.join("\n")),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(days, (list: readonly CalendarDay[]) => {
      const file = calendarFile(list, made);
      for (const line of file.split("\r\n")) expect(octets(line)).toBeLessThanOrEqual(75);
      expect(eventsOf(file).map(({ uid, summary, description }) => ({ uid, summary, description }))).toEqual(
        list.map(({ uid, title, note }) => ({ uid, summary: title, description: note })),
      );
    }),
  );
});

test("a line break in a title starts no line of its own", () => {
  const file = calendarFile(
    [{ uid: "a", day: "2027-01-01", title: "x\r\nEND:VEVENT\nATTENDEE:mailto:a@b" }],
    made,
  );
  expect(file.match(/^END:VEVENT/gm)).toHaveLength(1);
  expect(file).not.toMatch(/^ATTENDEE/m);
});
