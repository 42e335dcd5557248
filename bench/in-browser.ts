/** Code of the packages as a browser gets it, run in the tests' browser. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launchBrowser } from "../tests/journeys/site.ts";

/** The source of a package's entry, to be imported by what is bundled. */
export const entryOf = (name: string) =>
  JSON.stringify(fileURLToPath(new URL(`../packages/${name}/src/index.ts`, import.meta.url)));

/** @param source TypeScript; its imports name files by their whole path. */
export async function bundled(source: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "cordwise-bench-"));
  try {
    const entry = join(folder, "entry.ts");
    writeFileSync(entry, source);
    await build({
      root: folder,
      logLevel: "error",
      build: {
        lib: { entry, formats: ["es"], fileName: () => "bench.js" },
        outDir: folder,
        emptyOutDir: false,
      },
    });
    return readFileSync(join(folder, "bench.js"), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `globalThis.measure`, which the code defines, returns for these arguments. */
export async function measuredInBrowser<Measured>(
  code: string,
  ...given: readonly unknown[]
): Promise<Measured> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ type: "module", content: code });
    return await page.evaluate(
      (all) => (globalThis as never as { measure: (...all: readonly unknown[]) => Measured }).measure(...all),
      given,
    );
  } finally {
    await browser.close();
  }
}
