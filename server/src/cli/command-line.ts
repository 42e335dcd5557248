/** What was typed, read against what a command takes. */
import { parseArgs } from "node:util";
import { CliProblem } from "./cli-problem.ts";
import { nearest } from "./nearest.ts";
import { words } from "./words.ts";

export interface Takes {
  /** Options followed by a value. */
  readonly values?: readonly string[];
  /** Options that stand by themselves. */
  readonly flags?: readonly string[];
  /** Most words that may stand without an option. */
  readonly operands?: number;
}

export interface Typed {
  readonly values: Readonly<Record<string, string>>;
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
}

/** @throws CliProblem that names the nearest thing there is. */
export function readCommandLine(command: string, args: readonly string[], takes: Takes): Typed {
  const { values: valued = [], flags: flagged = [], operands: most = 0 } = takes;
  const known = [...valued, ...flagged];
  const options = Object.fromEntries([
    ...valued.map((name) => [name, { type: "string" as const }]),
    ...flagged.map((name) => [name, { type: "boolean" as const }]),
  ]);
  // Not strict: its own errors are sentences about programs, ours say what to type.
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values: Record<string, string> = {};
  const flags = new Set<string>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!known.includes(name)) {
      const near = nearest(name, known);
      throw new CliProblem(2, words.unknownOption(command, rawName, near && `--${near}`, known));
    }
    if (flagged.includes(name)) {
      if (value !== undefined) throw new CliProblem(2, words.flagWithValue(rawName));
      flags.add(name);
    } else if (value === undefined || value === "" || (value.startsWith("--") && !token.inlineValue)) {
      throw new CliProblem(2, words.optionWithoutValue(command, rawName));
    } else values[name] = value;
  }
  if (operands.length > most) {
    throw new CliProblem(2, words.unexpectedWord(command, operands[most]!));
  }
  return { values, flags, operands };
}

/** One of the few words an option may have. */
export function choice<Choice extends string>(
  option: string,
  value: string | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  if (value === undefined) return choices[0];
  const found = choices.find((one) => one === value);
  if (!found) throw new CliProblem(2, words.badChoice(option, value, choices, nearest(value, choices)));
  return found;
}

/** A day that is in the calendar, yyyy-MM-dd. */
export function day(option: string, value: string): string {
  const date = new Date(`${value}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(date.getTime());
  if (!real || !date.toISOString().startsWith(value)) throw new CliProblem(2, words.badDay(option, value));
  return value;
}
