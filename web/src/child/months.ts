/** The months by the platform's names for them. */
import type { Choice } from "./fields.tsx";

export function monthChoices(language: string): Choice[] {
  const name = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => ({
    value: String(month + 1).padStart(2, "0"),
    label: name.format(Date.UTC(2000, month)),
    datum: true,
  }));
}
