/**
 * What `npm pack` and `npm publish` run before and after they make the tarball. The workspace imports the sources as
 * they stand; strangers get JavaScript and types, for Node runs no TypeScript from node_modules. npm has no setting for
 * that, so the `exports` in package.json name dist/ for the seconds that the packing takes, and src/ again afterwards.
 * Plain JavaScript, because whoever packs may have an older Node. A run that was cut off is mended by the next one, or
 * by `node publish.mjs postpack`.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = new URL(".", import.meta.url);
const manifest = new URL("package.json", here);

/** The text of package.json with each exported source replaced by what is built from it. */
export function published(text) {
  return text.replace(
    /"\.\/src\/([\w/-]+)\.ts"/g,
    '{ "types": "./dist/$1.d.ts", "default": "./dist/$1.js" }',
  );
}

/** The way back. */
export function unpublished(text) {
  return text.replace(
    /\{ "types": "\.\/dist\/([\w/-]+)\.d\.ts", "default": "\.\/dist\/\1\.js" \}/g,
    '"./src/$1.ts"',
  );
}

function build() {
  rmSync(new URL("dist", here), { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const project = fileURLToPath(new URL("tsconfig.publish.json", here));
  const { status } = spawnSync(process.execPath, [compiler, "-p", project], { stdio: ["ignore", 2, 2] });
  if (status !== 0 || !existsSync(new URL("dist/index.js", here))) {
    process.stderr.write("meta: the sources did not compile, so nothing was packed.\n");
    process.exit(1);
  }
}

const [step] = process.argv.slice(2);
const text = unpublished(readFileSync(manifest, "utf8"));
if (step === "prepack") {
  build();
  writeFileSync(manifest, published(text));
} else if (step === "postpack") {
  writeFileSync(manifest, text);
}
