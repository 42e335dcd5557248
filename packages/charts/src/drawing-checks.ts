/** What every drawing here must be, whatever it shows; used by the tests of each chart. */
import { expect } from "vitest";

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
}

/** The rectangles drawn, in order, without those inside patterns. */
export function rectangles(svg: string): Rectangle[] {
  const drawn = svg.replace(/<defs>.*?<\/defs>/gs, "");
  return [...drawn.matchAll(/<rect ([^>]*?)\/?>/g)].map(([, attributes]) => {
    const read = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes!)?.[1] ?? "";
    return {
      x: Number(read("x")),
      y: Number(read("y")),
      width: Number(read("width")),
      height: Number(read("height")),
      fill: read("fill"),
    };
  });
}

/**
 * Well formed; no style sheet, script or address outside; every id under the prefix; no text under 13.5 pixels,
 * which is 12 where a 320-pixel screen leaves 285 for the drawing.
 */
export function expectSafeDrawing(svg: string, idPrefix: string): void {
  const open: string[] = [];
  for (const [, closing, name, selfClosing] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
    if (selfClosing === "/") continue;
    if (closing === "/") expect(open.pop()).toBe(name);
    else open.push(name!);
  }
  expect(open).toEqual([]);
  expect(svg).not.toMatch(/<style|<script|<image|<use|href=| style=| on[a-z]+=/);
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:/);
  for (const [, id] of svg.matchAll(/(?: id="|url\(#)([^")]+)/g))
    expect(id).toMatch(new RegExp(`^${idPrefix}-`));
  for (const [, size] of svg.matchAll(/font-size="([^"]+)"/g))
    expect(Number(size)).toBeGreaterThanOrEqual(13.5);
}
