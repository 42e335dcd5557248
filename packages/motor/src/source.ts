/**
 * Where a figure comes from and how far it has been checked. The tables name a work by its key in
 * `tables/works.json`, so that an article is described once and every figure of it points there.
 */
import works from "../tables/works.json" with { type: "json" };

/** How far a figure has been checked, from best to worst; "unverified" must be said wherever it is shown. */
export const checkedDegrees = ["full text", "abstract", "secondary", "unverified"] as const;
export type Checked = (typeof checkedDegrees)[number];

/** Where somebody read the figure: seldom the work itself. */
export const readInPlaces = ["article", "abstract", "web page", "another article", "memory"] as const;
export type ReadIn = (typeof readInPlaces)[number];

export interface Work {
  readonly title: string;
  readonly journal?: string;
  readonly publisher?: string;
  readonly year?: number;
  readonly doi?: string;
  readonly pmid?: string;
  readonly registry?: string;
  /** A published correction, and whether anybody here has read it. */
  readonly corrigendum?: string;
}

export interface Source<C extends Checked = Checked> {
  readonly work: Work;
  readonly readIn: ReadIn;
  readonly url?: string;
  readonly checked: C;
}

/** As a table writes it: JSON keeps a word, but not that it is one of a few. */
export interface WrittenSource {
  readonly work: string;
  readonly readIn: string;
  readonly url?: string;
  readonly checked: string;
}

/** @throws TypeError when a table names an unknown work or uses a word outside the closed lists. */
export function readSource(written: WrittenSource): Source {
  const work = (works as Readonly<Record<string, Work>>)[written.work];
  const readIn = readInPlaces.find((place) => place === written.readIn);
  const checked = checkedDegrees.find((degree) => degree === written.checked);
  if (work === undefined || readIn === undefined || checked === undefined) {
    throw new TypeError(
      `A source in packages/motor/tables was expected to name a work of works.json, a place (${readInPlaces.join(", ")}) ` +
        `and a degree of checking (${checkedDegrees.join(", ")}), got ${JSON.stringify(written)}.`,
    );
  }
  return { work, readIn, checked, ...(written.url === undefined ? {} : { url: written.url }) };
}

/** A source that must have been checked just so far, so that a result's type can promise the word. */
export function readSourceAs<C extends Checked>(checked: C, written: WrittenSource): Source<C> {
  const source = readSource(written);
  if (source.checked !== checked) {
    throw new TypeError(
      `${written.work} was expected to be "${checked}", its table says "${source.checked}"; change the type of the result with it.`,
    );
  }
  return { ...source, checked };
}
