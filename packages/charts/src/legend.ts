/** What the signs of a chart mean, each beside its own words; below the drawing, where there is room to say it. */
import type { Direction, Markup } from "./svg.ts";
import { lineHeight, smallTextSize, textLines, wrapText } from "./text-layout.ts";

export interface LegendEntry {
  readonly label: string;
  /** Draws the sign in a box of `signWidth` by one line, from its left top corner. */
  readonly sign: (x: number, y: number) => Markup;
}

export interface LegendPlace {
  readonly top: number;
  readonly width: number;
  readonly margin: number;
  readonly signWidth: number;
  readonly direction: Direction;
}

const gap = 10;
const betweenEntries = 6;

/** The drawn entries and the y where they end. */
export function legend(
  entries: readonly LegendEntry[],
  place: LegendPlace,
): { readonly marks: Markup[]; readonly bottom: number } {
  const { width, margin, signWidth, direction } = place;
  const rtl = direction === "rtl";
  const signX = rtl ? width - margin - signWidth : margin;
  const textX = rtl ? signX - gap : signX + signWidth + gap;
  const textRoom = width - 2 * margin - signWidth - gap;
  let y = place.top;
  const marks = entries.flatMap(({ label, sign }) => {
    const lines = wrapText(label, textRoom, smallTextSize);
    const drawn = [sign(signX, y), textLines(lines, { x: textX, y: y + 14, size: smallTextSize })];
    y += Math.max(1, lines.length) * lineHeight + betweenEntries;
    return drawn;
  });
  return { marks, bottom: entries.length === 0 ? y : y - betweenEntries };
}
