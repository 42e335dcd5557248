/** What every drawing here must be, whatever it shows; used by the tests of each chart. */
import { boldTextSize, textSize, textWidth } from "./text-layout.ts";

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
 * What is wrong with a drawing: tags that do not match, a style sheet, script or address outside, an id without the
 * prefix, text that runs off the drawing, or text under 13.5 pixels, which is 12 where a 320-pixel screen leaves 285.
 */
export function faultsOf(svg: string, idPrefix: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  for (const [tag, closing, name, selfClosing] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
    if (selfClosing === "/") continue;
    if (closing !== "/") open.push(name!);
    else if (open.pop() !== name) faults.push(`unmatched ${tag}`);
  }
  faults.push(...open.map((name) => `<${name}> is never closed`));
  const withoutNamespace = svg.replace('xmlns="http://www.w3.org/2000/svg"', "");
  const forbidden = /<style|<script|<image|<use|href=| style=| on[a-z]+=|https?:/.exec(withoutNamespace);
  if (forbidden !== null) faults.push(`${forbidden[0]} has no place in a drawing`);
  for (const [, id] of svg.matchAll(/(?: id="|url\(#)([^")]+)/g)) {
    if (!id!.startsWith(`${idPrefix}-`)) faults.push(`id ${id} lacks the prefix`);
  }
  for (const [, size] of svg.matchAll(/font-size="([^"]+)"/g)) {
    if (Number(size) < 13.5) faults.push(`text of ${size} pixels`);
  }
  return [...faults, ...textOffTheDrawing(svg)];
}

/** By the same estimate the charts are laid out with, which is tested against a real font. */
function textOffTheDrawing(svg: string): string[] {
  const read = (attributes: string, name: string) =>
    new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];
  const frame = /<svg ([^>]*)>/.exec(svg)![1]!;
  const width = Number(read(frame, "width"));
  return [...svg.matchAll(/<text ([^>]*)>(.*?)<\/text>/g)].flatMap(([, attributes, inside]) => {
    const lines = inside!.startsWith("<tspan")
      ? [...inside!.matchAll(/>([^<]+)<\/tspan>/g)].map(([, line]) => line!)
      : [inside!];
    const size = Number(read(attributes!, "font-size") ?? textSize);
    const weight = read(attributes!, "font-weight") === "700" ? boldTextSize / textSize : 1;
    const rtl = (read(attributes!, "direction") ?? read(frame, "direction")) === "rtl";
    const anchor = read(attributes!, "text-anchor") ?? "start";
    const before = anchor === "middle" ? 0.5 : (anchor === "end") === rtl ? 0 : 1;
    return lines.flatMap((line) => {
      const length = textWidth(plain(line), size * weight);
      const left = Number(read(attributes!, "x")) - before * length;
      return left < -0.1 || left + length > width + 0.1 ? [`off the drawing: ${line}`] : [];
    });
  });
}

function plain(escaped: string): string {
  return escaped
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}
