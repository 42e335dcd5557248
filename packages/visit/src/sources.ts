/**
 * The sources a summary rests on, numbered in the order they are first needed. A row is one work as read in one
 * place and checked to one degree, so that a number beside a sentence leads to both in one step.
 */
import { citation, type Work as EvidenceWork, type Source as FigureSource } from "evidence";
import type { Source as MotorSource } from "motor";
import type { Say } from "./words.ts";

export interface SourceRow {
  readonly number: number;
  /** Author, title, journal and year as printed: data, in the language of the work. */
  readonly work: string;
  /** The same without the title where there is an author: paper is short. */
  readonly short: string;
  readonly identifiers: readonly string[];
  readonly link?: string;
  readonly checked: "full text" | "abstract" | "secondary" | "unverified";
  readonly checkedWords: string;
  /** Where it was read and how far it was checked, in words. */
  readonly checking: string;
  /** Who gains by what the work says, in words, where somebody does. */
  readonly interest?: string;
}

/** A sentence with the numbers of the sources it rests on. */
export interface Statement {
  readonly text: string;
  readonly sources: readonly number[];
}

/** What a sentence can rest on: a figure or source of `evidence`, or a source of `motor`. */
export type Ground = FigureSource | MotorSource;

export interface SourceList {
  readonly rows: readonly SourceRow[];
  /** A sentence on its grounds. When one of them is unverified, the sentence says so itself. */
  state(text: string, grounds: readonly Ground[]): Statement;
}

export function sourceList(works: readonly EvidenceWork[], say: Say): SourceList {
  const rows: SourceRow[] = [];
  const byId = new Map(works.map((work) => [work.id, work]));
  const numberOf = (ground: Ground): number => {
    const row =
      typeof ground.work === "string"
        ? fromEvidence(ground as FigureSource)
        : fromMotor(ground as MotorSource);
    const known = rows.find((other) => other.work === row.work && other.checking === row.checking);
    if (known) return known.number;
    rows.push({ number: rows.length + 1, ...row });
    return rows.length;
  };
  const checking = (readIn: string, checked: SourceRow["checked"]) =>
    say("source.checking", {
      readIn: say(`source.readIn.${readIn}` as "source.readIn.memory"),
      checked: say(`source.checked.${checked}`),
    });

  function fromEvidence({ work, readIn, checked }: FigureSource): Omit<SourceRow, "number"> {
    const known = byId.get(work);
    if (!known) throw new RangeError(`the pack cites the work "${work}" but does not hold it`);
    const { firstAuthor, title, journal, publisher, year, identifiers, link, interest } = citation(known);
    return {
      work: printed(firstAuthor, title, journal ?? publisher, year),
      short: firstAuthor
        ? printed(firstAuthor, undefined, journal ?? publisher, year)
        : printed(undefined, title, undefined, year),
      identifiers,
      ...(link !== undefined && { link }),
      checked,
      checkedWords: say(`source.checked.${checked}`),
      checking: checking(readIn, checked),
      ...(interest !== undefined && { interest: say(`source.interest.${interest}`) }),
    };
  }

  function fromMotor({ work, readIn, url, checked }: MotorSource): Omit<SourceRow, "number"> {
    const { title, journal, publisher, year, doi, pmid, registry } = work;
    const link = doi ? `https://doi.org/${doi}` : pmid ? `https://pubmed.ncbi.nlm.nih.gov/${pmid}/` : url;
    return {
      work: printed(undefined, title, journal ?? publisher, year),
      short: journal
        ? printed(undefined, undefined, journal, year)
        : printed(undefined, title, undefined, year),
      identifiers: [doi && `doi:${doi}`, pmid && `PMID ${pmid}`, registry].flatMap((id) => id || []),
      ...(link !== undefined && { link }),
      checked,
      checkedWords: say(`source.checked.${checked}`),
      checking: checking(readIn, checked),
    };
  }

  return {
    rows,
    state(text, grounds) {
      const unverified = grounds.some(({ checked }) => checked === "unverified");
      return {
        text: unverified ? say("source.unverified", { text }) : text,
        sources: [...new Set(grounds.map(numberOf))].sort((a, b) => a - b),
      };
    },
  };
}

/** As a reference list prints it. */
function printed(
  author: string | undefined,
  title: string | undefined,
  where: string | undefined,
  year: number | undefined,
): string {
  return [author, title, where, year].filter((part) => part !== undefined).join(". ");
}
