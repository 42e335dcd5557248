/** Records into reports, and reports into studies, by links that can be taken back. Nothing is ever dropped. */
import { type Described, type Sameness, sameness, titleWords } from "./duplicate.ts";

/** Why two records belong together; the smaller key first, so that a pair has one form. */
export type Link = Sameness & { readonly a: number; readonly b: number };

export interface Keyed extends Described {
  readonly key: number;
}

/**
 * The links between new records and those known before, and among the new ones.
 * Not every pair is compared: only those that share an identifier or two uncommon words of the title.
 */
export function linksOf(known: readonly Keyed[], fresh: readonly Keyed[]): Link[] {
  const freshKeys = new Set(fresh.map(({ key }) => key));
  const shelves = new Map<string, Keyed[]>();
  const links: Link[] = [];
  for (const record of [...known.filter(({ key }) => !freshKeys.has(key)), ...fresh]) {
    const marks = marksOf(record);
    if (freshKeys.has(record.key)) {
      const candidates = new Set(marks.flatMap((mark) => shelves.get(mark) ?? []));
      for (const other of candidates) {
        const same = sameness(record, other);
        if (!same) continue;
        links.push({ ...same, a: Math.min(record.key, other.key), b: Math.max(record.key, other.key) });
      }
    }
    for (const mark of marks) {
      const shelf = shelves.get(mark);
      if (shelf) shelf.push(record);
      else shelves.set(mark, [record]);
    }
  }
  return links.sort((x, y) => x.a - y.a || x.b - y.b);
}

/**
 * What a record can be found by: its identifiers, and each run of three words of its title, for two titles that are
 * the same but for a misprint share such a run in all but freak cases.
 */
function marksOf({ doi, pmid, pmcid, registry, title }: Keyed): string[] {
  const words = titleWords(title);
  const runs = words.slice(2).map((word, index) => `t:${words[index]} ${words[index + 1]} ${word}`);
  return [
    ...(doi === undefined ? [] : [`d:${doi}`]),
    ...(pmid === undefined ? [] : [`p:${pmid}`]),
    ...(pmcid === undefined ? [] : [`c:${pmcid}`]),
    ...registry.map((number) => `r:${number}`),
    ...new Set(runs),
  ];
}

/** For each record the smallest key of those that it is joined to, directly or by way of others. */
export function groupsOf(
  keys: readonly number[],
  links: readonly { readonly a: number; readonly b: number }[],
): Map<number, number> {
  const parent = new Map(keys.map((key) => [key, key]));
  const root = (key: number): number => {
    let at = key;
    for (let up = parent.get(at)!; up !== at; up = parent.get(at)!) {
      parent.set(at, parent.get(up)!);
      at = up;
    }
    return at;
  };
  for (const { a, b } of links) {
    if (!parent.has(a) || !parent.has(b)) continue;
    const [x, y] = [root(a), root(b)];
    if (x !== y) parent.set(Math.max(x, y), Math.min(x, y));
  }
  return new Map(keys.map((key) => [key, root(key)]));
}
