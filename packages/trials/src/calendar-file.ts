/** A calendar file (iCalendar, RFC 5545) of days that last all day, as text to be saved or served. */

export interface CalendarDay {
  /** The same for the same thing in every file, so that a calendar replaces it instead of showing it twice. */
  readonly uid: string;
  /** `yyyy-MM-dd`. */
  readonly day: string;
  readonly title: string;
  readonly note?: string;
  readonly url?: string;
}

/**
 * @param madeAt the moment the file was made, as an ISO instant such as 2026-11-22T10:00:00.000Z.
 * @param name of the calendar, for programs that show one.
 */
export function calendarFile(
  days: readonly CalendarDay[],
  { madeAt, name }: { readonly madeAt: string; readonly name: string },
): string {
  const stamp = madeAt.replace(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Cordwise//Trials//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(name)}`,
    ...days.flatMap(({ uid, day, title, note, url }) => [
      "BEGIN:VEVENT",
      `UID:${escaped(uid)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
      // The day after, for the end is not part of an event.
      `DTEND;VALUE=DATE:${nextDay(day).replaceAll("-", "")}`,
      `SUMMARY:${escaped(title)}`,
      ...(note === undefined ? [] : [`DESCRIPTION:${escaped(note)}`]),
      ...(url === undefined ? [] : [`URL:${url.replace(/[^\x21-\x7e]/g, "")}`]),
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function nextDay(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, date + 1)).toISOString().slice(0, 10);
}

/** Characters with a meaning in the format are escaped; those that have no place in a text are left out. */
function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n?|\n/g, "\\n")
    .replace(/[\u202a-\u202e\u2066-\u2069\p{Cc}\p{Cs}]/gu, "");
}

/** So many octets of UTF-8 a line may have; a longer one goes on after a line break and a blank. */
const longestLine = 75;

function folded(line: string): string {
  let out = "";
  let octets = 0;
  for (const sign of line) {
    const size = octetsOf(sign);
    if (octets + size > longestLine) {
      out += "\r\n ";
      octets = 1;
    }
    out += sign;
    octets += size;
  }
  return out;
}

function octetsOf(sign: string): number {
  const code = sign.codePointAt(0)!;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
}
