/** A record's own text as a statement: its figures in their places, and the sources of those and of the rest. */
import { type CitedFigure, type FigureId, figuredText } from "evidence";
import { type Ground, type Locale, numberWords, type SourceList, type Statement } from "visit";

export interface Telling {
  readonly figures: ReadonlyMap<FigureId, CitedFigure>;
  readonly sources: SourceList;
  readonly locale: Locale;
}

export function figuredStatement(
  text: string,
  record: string,
  grounds: readonly Ground[],
  { figures, sources, locale }: Telling,
): Statement {
  const pieces = figuredText(text, record, figures);
  const words = pieces.map((piece) => (typeof piece === "string" ? piece : numberWords(piece.value, locale)));
  return sources.state(words.join(""), [...grounds, ...pieces.filter((piece) => typeof piece !== "string")]);
}
