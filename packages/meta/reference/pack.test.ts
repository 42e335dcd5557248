/** What strangers get: the package is packed, installed in an empty project without a network, and used. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import bundledChromium from "@sparticuz/chromium";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** npm packs a copy of the workspace, for packing changes the manifest for as long as it takes. */
const folder = mkdtempSync(join(tmpdir(), "meta-pack-"));
const workspace = join(folder, "workspace");
const packed = join(workspace, "packages", "meta");
const stranger = join(folder, "stranger");

// Viechtbauer (2005), example 1; tau2 by metafor 3.8-1 on R 4.2.2.
const smoke = `
import { fit } from "meta";
import { normalUpper } from "meta/distributions";
const found = fit([
  [-0.581, 0.023], [0.530, 0.052], [0.771, 0.060], [1.031, 0.115], [0.553, 0.095],
  [0.295, 0.203], [0.078, 0.200], [0.573, 0.211], [-0.176, 0.051], [-0.232, 0.040],
].map(([yi, vi]) => ({ yi, vi })));
export const answer = { status: found.status, tau2: found.tau2.toFixed(9), tail: normalUpper(10) };
`;
const expected = {
  status: "converged",
  tau2: "0.223224590",
  tail: expect.closeTo(7.619853024160527e-24, 36),
};

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    shell: program === "npm.cmd",
  });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stderr + stdout}`);
  return stdout;
}

const npm = process.platform === "win32" ? "npm.cmd" : "npm";

let listed: string[] = [];
beforeAll(() => {
  mkdirSync(packed, { recursive: true });
  for (const file of ["package.json", "tsconfig.json", "tsconfig.pure.json", ".gitignore"]) {
    cpSync(join(root, file), join(workspace, file));
  }
  cpSync(join(root, "packages", "meta"), packed, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist)$/.test(path),
  });
  symlinkSync(join(root, "node_modules"), join(workspace, "node_modules"), "junction");
  mkdirSync(stranger);
  const [tarball] = JSON.parse(run(npm, ["pack", "--json", "--pack-destination", stranger], packed));
  listed = tarball.files.map(({ path }: { path: string }) => path);
  writeFileSync(join(stranger, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run(npm, ["install", "--offline", "--no-audit", "--no-fund", `./${tarball.filename}`], stranger);
  writeFileSync(join(stranger, "smoke.js"), smoke);
}, 100_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed package", () => {
  test("holds what was built, what it says of itself, and nothing else", () => {
    expect(listed).toEqual(
      expect.arrayContaining(["LICENSE", "README.md", "package.json", "dist/index.js", "dist/index.d.ts"]),
    );
    const unexpected =
      /^(package\.json|LICENSE|README\.md|CHANGELOG\.md|docs\/api\.md|dist\/[\w/-]+\.(js|d\.ts))$/;
    expect(listed.filter((path) => !unexpected.test(path))).toEqual([]);
  });

  test("exports only files that it holds, and depends on nothing", () => {
    const manifest = JSON.parse(readFileSync(join(stranger, "node_modules", "meta", "package.json"), "utf8"));
    const targets = Object.values(manifest.exports).flatMap((entry) =>
      Object.values(entry as Record<string, string>),
    );
    expect(targets).toHaveLength(2 * Object.keys(manifest.exports).length);
    expect(targets.filter((target) => !listed.includes(target.slice(2)))).toEqual([]);
    expect(manifest.dependencies).toBeUndefined();
    expect(readdirSync(join(stranger, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "meta",
    ]);
  });

  test("leaves the manifest of the workspace as it found it", () => {
    const before = readFileSync(join(root, "packages", "meta", "package.json"), "utf8");
    expect(readFileSync(join(packed, "package.json"), "utf8")).toBe(before);
  });

  test("whose packing was cut off is mended by the step after packing", () => {
    const file = join(packed, "package.json");
    const before = readFileSync(file, "utf8");
    const cutOff = `import { readFileSync, writeFileSync } from "node:fs";
      import { published } from "./publish.mjs";
      writeFileSync("package.json", published(readFileSync("package.json", "utf8")));`;
    run(process.execPath, ["--input-type=module", "-e", cutOff], packed);
    expect(readFileSync(file, "utf8")).toContain("./dist/index.d.ts");
    run(process.execPath, ["publish.mjs", "postpack"], packed);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("computes in Node", () => {
    const code = 'import { answer } from "./smoke.js"; console.log(JSON.stringify(answer));';
    expect(JSON.parse(run(process.execPath, ["--input-type=module", "-e", code], stranger))).toEqual(
      expected,
    );
  });

  test("gives types to a strict TypeScript project, in which the README's examples compile, too", () => {
    const code = `import { fit } from "meta";
      const found = fit([]);
      export const tau2: number | undefined = found.status === "converged" ? found.tau2 : undefined;
      // @ts-expect-error an estimate cannot be read before the reason has been asked for
      found.tau2;
      // @ts-expect-error an effect has a variance
      fit([{ yi: 1 }]);`;
    writeFileSync(join(stranger, "typed.ts"), code);
    const readme = readFileSync(join(stranger, "node_modules", "meta", "README.md"), "utf8");
    const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, example], i) => {
      writeFileSync(join(stranger, `example-${i}.ts`), example!);
      return `example-${i}.ts`;
    });
    expect(examples.length).toBeGreaterThan(1);
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--ignoreConfig"];
    run(
      process.execPath,
      [join(root, "node_modules", "typescript", "bin", "tsc"), ...options, "typed.ts", ...examples],
      stranger,
    );
  });

  test("computes the same in a browser, from a plain module script", async () => {
    const page = `<!doctype html><script type="importmap">
      {"imports": {"meta": "/node_modules/meta/dist/index.js", "meta/distributions": "/node_modules/meta/dist/distributions.js"}}
      </script><script type="module">import { answer } from "/smoke.js"; window.answer = answer;</script>`;
    const server = createServer((request, response) => {
      const path = request.url ?? "/";
      const isScript = /^\/[\w/-]+\.js$/.test(path);
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? readFileSync(join(stranger, path)) : page);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const browser = await chromium.launch({
      executablePath: await bundledChromium.executablePath(),
      args: bundledChromium.args,
    });
    try {
      const tab = await browser.newPage();
      const errors: string[] = [];
      tab.on("pageerror", ({ message }) => errors.push(message));
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await tab.waitForFunction("window.answer", undefined, { timeout: 10_000 }).catch(() => undefined);
      expect(errors).toEqual([]);
      expect(await tab.evaluate("window.answer")).toEqual(expected);
    } finally {
      await browser.close();
      server.close();
    }
  }, 30_000);
});
