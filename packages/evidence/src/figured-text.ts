/**
 * Texts of records that hold figures: `{slot}` is a figure of the same record, `{record/slot}` of another. So no
 * number about children, cells or effects is typed into a sentence, and each leads to its source like any other.
 */
import type { CitedFigure, FigureId } from "./figure.ts";
import { figureId } from "./figure-index.ts";

const bracket = /\{([^{}]+)\}/g;

const idIn = (record: string, name: string): FigureId => (name.includes("/") ? name : figureId(record, name));

/** The ids of the figures that a record's texts name, wherever in it they stand. */
export function figuresNamedIn(row: Readonly<Record<string, unknown>>): FigureId[] {
  const record = typeof row.id === "string" ? row.id : "";
  const inside = (value: unknown): FigureId[] => {
    if (typeof value === "string") return [...value.matchAll(bracket)].map(([, name]) => idIn(record, name!));
    if (Array.isArray(value)) return value.flatMap(inside);
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(inside) : [];
  };
  return inside(row);
}

/**
 * A text in pieces, as it reads: words, and the figures between them.
 * @throws RangeError when it names a figure that is not there; a valid data set has none such.
 */
export function figuredText(
  text: string,
  record: string,
  figures: ReadonlyMap<FigureId, CitedFigure>,
): (string | CitedFigure)[] {
  return text.split(bracket).flatMap((piece, place): readonly (string | CitedFigure)[] => {
    if (place % 2 === 0) return piece === "" ? [] : [piece];
    const figure = figures.get(idIn(record, piece));
    if (figure === undefined)
      throw new RangeError(`A text of ${record} names the figure ${piece}, which is not there.`);
    return [figure];
  });
}

/** A text with the values of its figures in their places, where a plain string is needed. */
export const textWithValues = (
  text: string,
  record: string,
  figures: ReadonlyMap<FigureId, CitedFigure>,
): string =>
  figuredText(text, record, figures)
    .map((piece) => (typeof piece === "string" ? piece : `${piece.value} ${piece.unit}`))
    .join("");
