/**
 * SVG as text, safe by construction: strings given as children or attributes are always escaped, and only what
 * `element` itself has made counts as markup.
 */
export interface Markup {
  readonly markup: string;
}

export type Child = Markup | string | readonly Markup[];
type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * One element. Attributes that are undefined are left out; numbers are written with two decimals at most.
 * @throws RangeError for a coordinate that is not finite, which would make a browser drop the whole shape.
 */
export function element(name: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? coordinate(value) : escapeText(value!)}"`)
    .join("");
  const inside = children.map(write).join("");
  return { markup: inside === "" ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` };
}

/** A number as SVG reads it, short: coordinates finer than a hundredth of a pixel cannot be seen. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A finite coordinate was expected, got ${value}.`);
  // Adding 0 turns -0 into 0.
  return String(Number(value.toFixed(2)) + 0);
}

/** Points joined by straight lines, as the `d` of a path; `close` joins the last to the first. */
export function pathThrough(points: readonly (readonly [x: number, y: number])[], close = false): string {
  const steps = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${coordinate(x)} ${coordinate(y)}`);
  return steps.join("") + (close ? "Z" : "");
}

export type Direction = "ltr" | "rtl";

export interface Frame {
  /** Starts every id in the drawing, so that two charts on a page do not share one. */
  readonly idPrefix: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  /** Of the text; what it mirrors is for each chart to say. */
  readonly direction: Direction;
}

/**
 * A whole drawing with its name and description for those who do not see it. Its natural size is given; a page
 * lets it shrink with `max-inline-size: 100%; block-size: auto`.
 */
export function drawing(frame: Frame, ...children: readonly Child[]): string {
  const { idPrefix, width, height, title, description, direction } = frame;
  requireId(idPrefix);
  const [titleId, descriptionId] = [`${idPrefix}-title`, `${idPrefix}-description`];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      role: "img",
      "aria-labelledby": titleId,
      "aria-describedby": descriptionId,
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      width,
      height,
      direction,
      fill: "currentColor",
      "font-size": 14,
    },
    element("title", { id: titleId }, title),
    element("desc", { id: descriptionId }, description),
    ...children,
  ).markup;
}

/** An id must be usable in `url(#...)` without quoting. */
function requireId(idPrefix: string): void {
  if (/^[A-Za-z][\w-]*$/.test(idPrefix)) return;
  throw new RangeError(
    `An id prefix of letters, digits, - and _ that starts with a letter was expected, got ${JSON.stringify(idPrefix)}.`,
  );
}

function write(child: Child): string {
  if (typeof child === "string") return escapeText(child);
  return "markup" in child ? child.markup : child.map(({ markup }) => markup).join("");
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that no reader of markup takes for a part of it. */
export const escapeSigns = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

/** Control characters have no place in XML and would make the whole drawing unreadable. */
const escapeText = (text: string): string =>
  escapeSigns(text.replace(/\p{Cc}/gu, (control) => (/\s/.test(control) ? " " : "")));
