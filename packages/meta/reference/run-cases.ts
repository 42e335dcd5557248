/** Runs case files through the adapters of `oracle/`. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Adapter, Adapters, CaseFile } from "./case.ts";
import { firstDifference } from "./compare.ts";

export interface Outcome {
  readonly feature: string;
  readonly id: string;
  /** Undefined when the case passed. */
  readonly difference: string | undefined;
}

/** Every adapter of every file of `oracle/`, by the `fn` it answers. */
export async function loadAdapters(): Promise<ReadonlyMap<string, Adapter>> {
  const folder = new URL("./oracle/", import.meta.url);
  const found = new Map<string, Adapter>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".ts")) continue;
    const { adapters } = (await import(new URL(file, folder).href)) as { adapters: Adapters };
    for (const [fn, adapter] of Object.entries(adapters)) {
      if (found.has(fn))
        throw new RangeError(`oracle/${file}: ${fn} has an adapter in another file already.`);
      found.set(fn, adapter);
    }
  }
  return found;
}

/** Outcomes of every case in a folder of case files, or in one such file. */
export async function runCases(path: string): Promise<Outcome[]> {
  const adapters = await loadAdapters();
  return caseFiles(path).flatMap((file) => runFile(file, adapters));
}

function caseFiles(path: string): CaseFile[] {
  const paths = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".json") && basename(name) !== "index.json")
        .sort()
        .map((name) => join(path, name))
    : [path];
  return paths
    .map((name) => JSON.parse(readFileSync(name, "utf8")) as CaseFile)
    .filter((file) => file.format === "meta-oracle" && Array.isArray(file.cases));
}

function runFile(file: CaseFile, adapters: ReadonlyMap<string, Adapter>): Outcome[] {
  return file.cases.map((each) => {
    const columns = (each.data !== undefined && file.datasets?.[each.data]?.columns) || {};
    const outcome = (difference: string | undefined) => ({ feature: file.feature, id: each.id, difference });
    const adapter = adapters.get(each.fn);
    if (!adapter) return outcome(`no adapter for ${each.fn}`);
    try {
      return outcome(firstDifference(each, adapter({ id: each.id, fn: each.fn, args: each.args, columns })));
    } catch (error) {
      return outcome(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  });
}
