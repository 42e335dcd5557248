/**
 * Numbers on poles above an axis. Each flies from its pole towards greater values; where it would cover a greater
 * one it flies one level higher, so that no flag covers another and no pole runs through a flag.
 */
import { palette } from "./palette.ts";
import { element, type Markup } from "./svg.ts";
import { smallTextSize, textLines, textWidth } from "./text-layout.ts";

export const flagHeight = 19;
const padding = 6;
const between = 3;

export interface Flag {
  readonly text: string;
  /** Where its pole stands, from the side where reading starts. */
  readonly pole: number;
  readonly length: number;
  /** 0 is nearest to the axis. */
  readonly level: number;
}

export function flagLength(text: string): number {
  return textWidth(text, smallTextSize) + 2 * padding;
}

/** Finds each flag its level; the order of what comes in does not matter. */
export function placeFlags(numbers: readonly { readonly text: string; readonly pole: number }[]): Flag[] {
  const placed: Flag[] = [];
  for (const { text, pole } of [...numbers].sort((a, b) => b.pole - a.pole)) {
    const length = flagLength(text);
    const covered = placed.filter((greater) => greater.pole < pole + length + between);
    const level = Math.max(-1, ...covered.map((greater) => greater.level)) + 1;
    placed.push({ text, pole, length, level });
  }
  return placed;
}

/** The height that so many levels of flags take. */
export function flagsHeight(flags: readonly Flag[]): number {
  return Math.max(0, ...flags.map(({ level }) => level + 1)) * (flagHeight + between);
}

/** The top of a flag when the lowest level stands on `base`. */
export function flagTop({ level }: Flag, base: number): number {
  return base - (level + 1) * (flagHeight + between) + between;
}

export function flagMark(left: number, top: number, text: string): Markup {
  const length = flagLength(text);
  return element(
    "g",
    {},
    element("rect", { x: left, y: top, width: length, height: flagHeight, rx: 3, fill: palette.mark }),
    textLines([text], {
      x: left + length / 2,
      y: top + 14,
      anchor: "middle",
      size: smallTextSize,
      weight: 700,
      fill: palette.onMark,
    }),
  );
}
