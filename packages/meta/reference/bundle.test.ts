/** What a page pays for what it imports: the bundle holds that and no more. */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const index = fileURLToPath(new URL("../src/index.ts", import.meta.url));

/** The minified bundle of a page that imports these names from the package. */
async function bundleOf(...names: string[]): Promise<string> {
  const page = "page.js";
  const bundle = await rolldown({
    input: page,
    plugins: [
      {
        name: "page",
        resolveId: (id) => (id === page ? page : id === "meta" ? index : undefined),
        load: (id) => (id === page ? `export { ${names.join(", ")} } from "meta";` : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "es", minify: true });
  await bundle.close();
  expect(output).toHaveLength(1);
  return output[0].code;
}

test("a page that only fits random effects pays at most 12 kB, gzipped", async () => {
  const code = await bundleOf("fit");
  expect(gzipSync(code, { level: 9 }).byteLength).toBeLessThanOrEqual(12_000);
  // It is the whole of it: the bundle computes without anything beside it.
  const { fit } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(fit([1, 2, 4].map((yi) => ({ yi, vi: 1 })))).toMatchObject({ status: "converged", k: 3 });
}, 30_000);

test("a plot brings no model along that it does not fit: a funnel pays at most 5 kB", async () => {
  expect(gzipSync(await bundleOf("funnelPlot"), { level: 9 }).byteLength).toBeLessThanOrEqual(5000);
}, 30_000);

test("importing the package for nothing costs nothing: no module acts when it is loaded", async () => {
  expect((await bundleOf()).replace(/\s|export\{\};?/g, "")).toBe("");
});
