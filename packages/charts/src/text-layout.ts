/**
 * Where text breaks, without a browser to measure it. Widths are estimates on the generous side, for a wide
 * sans-serif (DejaVu Sans): a line that is too short looks calm, one that is too long is cut off.
 */
import { type Direction, element, type Markup } from "./svg.ts";

/** Pixels at the drawing's natural size; 13.5 is still 12 when a 320-pixel screen leaves 285 for the drawing. */
export const textSize = 14;
export const smallTextSize = 13.5;
export const lineHeight = 19;
/** For estimating widths only: bold text of `textSize` runs about as wide as plain text of this size. */
export const boldTextSize = textSize * 1.12;

/** Estimated width of text, in the unit of `size`. */
export function textWidth(text: string, size: number = textSize): number {
  let ems = 0;
  for (const sign of text) ems += emsOf(sign);
  return ems * size;
}

function emsOf(sign: string): number {
  // Combining marks and invisible marks of direction.
  if (/[\p{M}\p{Cf}]/u.test(sign)) return 0;
  if (/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(sign)) return 1;
  if (/\p{Extended_Pictographic}/u.test(sign)) return 1.3;
  if (/[iIljtf.,:;'’|!()[\] ]/.test(sign)) return 0.34;
  if (/[mwMW%@–—]/.test(sign)) return 0.9;
  if (/\p{Lu}/u.test(sign)) return 0.72;
  return /[\d\u0370-\u1fff]/.test(sign) ? 0.65 : 0.62;
}

/**
 * Text in lines no wider than `width`, broken between words; a word too long for a line of its own, or a script
 * that does not part its words, is broken between signs.
 */
export function wrapText(text: string, width: number, size: number = textSize): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const pieces = breakWord(word, width, size);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  if (line !== "") lines.push(line);
  return lines;
}

function breakWord(word: string, width: number, size: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const sign of word) {
    // A combining mark is never parted from its letter.
    if (piece !== "" && !/\p{M}/u.test(sign) && textWidth(piece + sign, size) > width) {
      pieces.push(piece);
      piece = "";
    }
    piece += sign;
  }
  return [...pieces, piece];
}

export interface TextPlace {
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly size?: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly direction?: Direction;
}

/** Lines of text under each other. */
export function textLines(lines: readonly string[], place: TextPlace): Markup {
  const { x, y, anchor, size, weight, fill, direction } = place;
  const attributes = {
    x,
    y,
    "text-anchor": anchor,
    "font-size": size,
    "font-weight": weight,
    fill,
    direction,
  };
  if (lines.length === 1) return element("text", attributes, lines[0]!);
  const spans = lines.map((line, i) => element("tspan", { x, y: y + i * lineHeight }, line));
  return element("text", attributes, spans);
}
