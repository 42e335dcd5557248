/** Files that a person names on the command line; `-` is standard input. */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { CliProblem } from "./cli-problem.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

/** More than any child file has; a file of trial records, given by mistake, is larger. */
const largestJsonBytes = 1024 * 1024;

export interface GivenFile {
  /** As it is called in a sentence. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** When it was last written. */
  readonly written: Date;
}

/** @throws CliProblem when it is not there, not a file, or not to be read. */
export async function openGiven(path: string, world: World): Promise<GivenFile> {
  if (path === "-") return { name: words.standardInput, bytes: world.standardInput, written: world.now() };
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new CliProblem(2, words.isDirectory(path));
    // Opened at once, for a stream would tell later that it may not be read.
    const handle = await open(path);
    return { name: path, bytes: createReadStream(path, { fd: handle }), written: found.mtime };
  } catch (cause) {
    if (cause instanceof CliProblem) throw cause;
    throw new CliProblem(2, words.cannotOpen(path, (cause as NodeJS.ErrnoException).code ?? ""), { cause });
  }
}

/** @throws CliProblem with line and column where the JSON breaks off. */
export async function readJson(path: string, world: World): Promise<{ name: string; json: unknown }> {
  const { name, bytes } = await openGiven(path, world);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    pieces.push(piece);
    length += piece.length;
    if (length > largestJsonBytes) throw new CliProblem(2, words.tooLarge(name));
  }
  const text = decoded(name, Buffer.concat(pieces));
  if (text.trim() === "") throw new CliProblem(2, words.emptyFile(name));
  try {
    return { name, json: JSON.parse(text) };
  } catch (cause) {
    const { line, column } = placeOf(cause as Error, text);
    throw new CliProblem(2, words.notJson(name, line, column), { cause });
  }
}

function decoded(name: string, bytes: Buffer): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Told below, as for a text with null characters.
  }
  throw new CliProblem(2, words.binaryFile(name));
}

/**
 * The engine tells the place only in its message: as a position, or by showing ten characters to either side of an
 * unexpected one. Where it does neither, the text ended too early.
 */
function placeOf(cause: Error, text: string): { line: number; column: number } {
  const position = /position (\d+)/.exec(cause.message)?.[1];
  const at =
    position === undefined ? (shownPlace(cause.message, text) ?? text.trimEnd().length) : Number(position);
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function shownPlace(message: string, text: string): number | undefined {
  const shown = /^Unexpected token '(.+?)', (\.\.\.)?"(.*?)"(\.\.\.)? is not valid JSON$/su.exec(message);
  if (!shown) return undefined;
  const [, token = "", cutBefore, snippet = "", cutAfter] = shown;
  const start = text.indexOf(snippet);
  if (start < 0) return undefined;
  if (cutBefore) return start + 10;
  return cutAfter ? snippet.length - 10 : text.indexOf(token);
}
