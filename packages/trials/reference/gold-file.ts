/**
 * Reads a file of truth made by hand. A file that is none ends in a sentence that says what was wrong with it, what
 * was expected, and what to do; more fields than are known are let be.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { GoldProfile } from "./gold-profile.ts";
import type { GoldDocument } from "./gold-score.ts";

export interface GoldJudgement {
  readonly profile: string;
  readonly nct: string;
  readonly verdict: "eligible" | "ineligible" | "unknown";
  readonly deciding: readonly { readonly text: string }[];
  readonly opensOn?: string;
  readonly borderline?: boolean;
}
export interface GoldMatches {
  readonly profiles: readonly GoldProfile[];
  readonly judgements: readonly GoldJudgement[];
}

export class GoldFileError extends Error {
  override readonly name = "GoldFileError";
}

/** A path as the caller wrote it, from where the caller stands. */
export const pathOf = (name: string): string => resolve(process.env.INIT_CWD ?? ".", name);

export type Fields = Readonly<Record<string, unknown>>;
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export function jsonOf(name: string): Fields {
  const path = pathOf(name);
  if (!existsSync(path)) throw new GoldFileError(`There is no file ${path}. Check the name and its folder.`);
  try {
    return fieldsOf(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new GoldFileError(`${path} could not be read as JSON (${because}). Name a gold file in JSON.`);
  }
}

/** Objects of a list, each with the fields it cannot do without. */
function listOf(
  file: Fields,
  name: string,
  needed: Readonly<Record<string, (value: unknown) => boolean>>,
): Fields[] {
  const list = file[name];
  if (!Array.isArray(list))
    throw new GoldFileError(`The file has no list "${name}". A gold file of this form begins with one.`);
  return list.map((entry, at) => {
    const fields = fieldsOf(entry);
    for (const [field, fits] of Object.entries(needed)) {
      if (!fits(fields[field]))
        throw new GoldFileError(
          `Entry ${at + 1} of "${name}" has no usable "${field}" (found ${JSON.stringify(fields[field])?.slice(0, 60) ?? "nothing"}). Correct that entry.`,
        );
    }
    return fields;
  });
}

const isText = (value: unknown) => typeof value === "string";
const isLine = (value: unknown) => Number.isInteger(value);

/** @throws GoldFileError */
export function readDocuments(name: string): readonly GoldDocument[] {
  const documents = listOf(jsonOf(name), "documents", {
    eligibilityCriteria: isText,
    criteria: Array.isArray,
  });
  for (const document of documents)
    listOf(document, "criteria", { text: isText, line: isLine, kind: isText, section: isText });
  return documents.map((document) => ({
    ...document,
    nct: String(document.nct ?? "?"),
    textOrigin: String(document.textOrigin ?? "not told"),
    criteria: (document.criteria as readonly Fields[]).map((row) => ({
      ...row,
      op: row.op ?? null,
      value: row.value ?? null,
      unit: row.unit ?? null,
      window: row.window ?? null,
      also: Array.isArray(row.also) ? row.also : [],
    })),
  })) as unknown as readonly GoldDocument[];
}

/** @throws GoldFileError */
export function readMatches(name: string): GoldMatches {
  const file = jsonOf(name);
  const asOf = isText(file.asOf) ? (file.asOf as string) : undefined;
  const profiles = listOf(file, "profiles", { id: isText }).map((profile) => ({
    ...profile,
    asOf: profile.asOf ?? asOf,
  }));
  listOf({ profiles }, "profiles", {
    asOf: (value) => isText(value) && /^\d{4}-\d\d-\d\d$/.test(value as string),
  });
  const judgements = listOf(file, "judgements", {
    profile: isText,
    nct: isText,
    verdict: (value) => value === "eligible" || value === "ineligible" || value === "unknown",
  }).map((judgement) => ({
    ...judgement,
    deciding: Array.isArray(judgement.deciding) ? judgement.deciding : [],
  }));
  return { profiles, judgements } as unknown as GoldMatches;
}

/** Runs what was asked for; a file that does not fit ends in its sentence and exit code 2. */
export function orSay(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof GoldFileError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
