import { writeFile } from "node:fs/promises";
import { dataSet, dataSetVersion } from "evidence";
import { csvTables, downloads, exportFormats } from "review";
import { CliProblem } from "./cli-problem.ts";
import { choice, readCommandLine } from "./command-line.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

export async function evidenceExportCommand(args: readonly string[], world: World): Promise<void> {
  const { values } = readCommandLine("evidence export", args, { values: ["format", "table", "out"] });
  const format = choice("--format", values.format, exportFormats);
  if (values.table !== undefined && format !== "csv") throw new CliProblem(2, words.tableWithoutCsv(format));
  const table = choice("--table", values.table, csvTables);
  const file = downloads(dataSet(), dataSetVersion).find(
    (candidate) => candidate.format === format && (format !== "csv" || candidate.part === table),
  )!;
  if (values.out === undefined) world.write(file.content);
  else await writeNew(values.out, file.content);
}

/** Never over a file that is there: it may be somebody's work. */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    throw new CliProblem(2, code === "EEXIST" ? words.fileExists(path) : words.cannotWrite(path, code), {
      cause,
    });
  }
}
