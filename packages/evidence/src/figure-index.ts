/** All figures of the data set by id, so that any can be found, cited and checked alike. */
import type { CitedFigure, Figure, FigureId } from "./figure.ts";
import type { DataSet } from "./tables.ts";

/** The tables whose records hold figures. */
export const figureTables = ["studies", "arms", "outcomes", "harms", "pooled", "facts"] as const;

export const figureId = (record: string, slot: string): FigureId => `${record}/${slot}`;

export function figureIndex(data: DataSet): ReadonlyMap<FigureId, CitedFigure> {
  const found = new Map<FigureId, CitedFigure>();
  for (const table of figureTables) {
    for (const { id: record, figures } of data[table]) {
      for (const [slot, figure] of Object.entries<Figure | undefined>(figures)) {
        if (figure !== undefined)
          found.set(figureId(record, slot), { id: figureId(record, slot), ...figure });
      }
    }
  }
  return found;
}

/**
 * Finds a figure that something rests on, or says what rested on it, so that a figure cannot vanish unseen.
 * @throws RangeError from the function returned, naming the figure and what needs it.
 */
export function figureFinder(data: DataSet, what: string): (id: FigureId) => CitedFigure {
  const figures = figureIndex(data);
  return (id) => {
    const found = figures.get(id);
    if (found === undefined)
      throw new RangeError(`${what} needs the figure ${id}, which the data set lacks.`);
    return found;
  };
}
