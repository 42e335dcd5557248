import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coordinate, drawing, element, pathThrough } from "./svg.ts";

const frame = {
  idPrefix: "a1",
  width: 320,
  height: 200,
  title: "Title",
  description: "Description",
  direction: "ltr",
} as const;

describe("markup", () => {
  test("text is escaped wherever it stands", () => {
    const { markup } = element("text", { id: 'a"b' }, "<script>alert('x') & more</script>");
    expect(markup).toBe(
      '<text id="a&quot;b">&lt;script&gt;alert(&#39;x&#39;) &amp; more&lt;/script&gt;</text>',
    );
  });
  test("no text at all can open a tag, end an attribute or bring in a control character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const inside = element("text", { "data-a": text }, `.${text}`).markup.slice('<text data-a="'.length);
        expect(inside.split('"')).toHaveLength(2);
        expect(inside.split("<")).toHaveLength(2);
        expect(inside).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
  test("attributes that are not given are left out", () => {
    expect(element("rect", { x: 1, fill: undefined }).markup).toBe('<rect x="1"/>');
  });
});

describe("coordinates", () => {
  test("are short, and never minus nothing", () => {
    expect(coordinate(1 / 3)).toBe("0.33");
    expect(coordinate(-0.001)).toBe("0");
  });
  test("that are not finite are refused rather than drawn wrong", () => {
    expect(() => coordinate(Number.NaN)).toThrow("A finite coordinate was expected, got NaN");
  });
  test("join to a path", () => {
    expect(
      pathThrough(
        [
          [0, 1],
          [2, 3],
        ],
        true,
      ),
    ).toBe("M0 1L2 3Z");
  });
});

describe("a drawing", () => {
  test("is an image with a name and a description that it points to", () => {
    const svg = drawing(frame);
    expect(svg).toContain('role="img" aria-labelledby="a1-title" aria-describedby="a1-description"');
    expect(svg).toContain('<title id="a1-title">Title</title><desc id="a1-description">Description</desc>');
  });
  test.each(["", "1a", "a b", "a)"])("%j is no id prefix", (idPrefix) => {
    expect(() => drawing({ ...frame, idPrefix })).toThrow("An id prefix");
  });
});
