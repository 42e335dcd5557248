/** What was asked on the search page: the fields of its form, the search they make, and addresses that change one of them. */
import type { KnownPlaces } from "server/contract";
import { readTrialSearch, type TrialSearchReading } from "trials";

/** The form's own fields: a place by name, which the server of the page turns into degrees. */
export interface Asked {
  readonly fields: URLSearchParams;
  readonly reading: TrialSearchReading;
}

/** Fields of the form that only narrow, and stand folded away while none of them is used. */
export const narrowing = [
  "condition",
  "intervention",
  "phase",
  "type",
  "country",
  "ageYears",
  "sex",
  "place",
] as const;

/** What the form offers of the registry's enumerations, which have had no other words for years. */
export const listed = {
  phase: ["EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4", "NA"],
  type: ["INTERVENTIONAL", "OBSERVATIONAL", "EXPANDED_ACCESS"],
} as const;

/** Values chosen from the counts beside the results that the form has no field for: kept when it is sent again. */
export function chosenBeside(
  fields: URLSearchParams,
): { readonly name: "status" | "phase" | "type"; readonly value: string }[] {
  const statuses = fields.getAll("status").filter((value) => value !== "open");
  const more = (["phase", "type"] as const).flatMap((name) => {
    const [first, ...others] = fields.getAll(name);
    const isListed = (listed[name] as readonly string[]).includes(first?.toUpperCase() ?? "");
    return [...(first !== undefined && !isListed ? [first] : []), ...others].map((value) => ({
      name,
      value,
    }));
  });
  return [...statuses.map((value) => ({ name: "status" as const, value })), ...more];
}

const defaultKilometres = "200";

export function asked(address: URL, { places }: KnownPlaces): Asked {
  // What no keyboard types is no part of a word, and must not reach the page.
  const typed = [...address.searchParams].map(
    ([name, value]) => [name, value.replace(/\p{Cc}/gu, " ")] as const,
  );
  const fields = new URLSearchParams(
    typed.filter(([, value]) => value.trim() !== "").map((pair) => [...pair]),
  );
  const parameters = new URLSearchParams(fields);
  parameters.delete("place");
  const place = places.find(({ name }) => name === fields.get("place"));
  if (place) {
    parameters.set("near", `${place.latitude},${place.longitude}`);
    if (!parameters.has("km")) parameters.set("km", defaultKilometres);
  } else if (!parameters.has("near")) parameters.delete("km");
  return { fields, reading: readTrialSearch(parameters) };
}

/** The address of the same search with one value more or one less; always from its first page. */
export function narrowed(path: string, fields: URLSearchParams, name: string, value: string): string {
  const next = new URLSearchParams(fields);
  next.delete("page");
  if (next.getAll(name).includes(value)) {
    const others = next.getAll(name).filter((one) => one !== value);
    next.delete(name);
    for (const one of others) next.append(name, one);
  } else if (name === "country") next.set(name, value);
  else next.append(name, value);
  return `${path}?${next}`;
}

export function onPage(path: string, fields: URLSearchParams, page: number): string {
  const next = new URLSearchParams(fields);
  next.set("page", String(page));
  return `${path}?${next}`;
}

export interface Part {
  readonly text: string;
  readonly marked: boolean;
}

/** A text cut at its marks. */
export function parts(text: string, marks: readonly (readonly [number, number])[]): Part[] {
  const found: Part[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    found.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, to), marked: true });
    at = to;
  }
  return [...found, { text: text.slice(at), marked: false }].filter((part) => part.text !== "");
}
