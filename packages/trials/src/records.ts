/**
 * A whole file of registry records: a JSON list, `{"studies": [...]}` as the API answers, one study, or one
 * study a line (NDJSON). A record that is refused never stops the others.
 */

import { readRecord } from "./read-record.ts";
import { type Reason, reason } from "./reason.ts";
import type { Copy, RecordReading, Trial } from "./record.ts";

export interface RefusedRecord {
  /** Which one: its line in the file (from 1) or its place in the list (from 0); absent for the whole file. */
  readonly at?: { readonly line: number } | { readonly index: number };
  readonly because: Reason;
}

export interface RecordsReading {
  readonly trials: readonly Trial[];
  readonly refused: readonly RefusedRecord[];
}

export function readRecords(text: string, copy: Copy): RecordsReading {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const start = content.search(/\S/);
  if (start === -1) return wholeFile(reason("file-empty", {}));
  // The registry's front end answers with a page now and then; its first character tells.
  if (content[start] === "<") return wholeFile(reason("file-is-html", {}));

  const whole = parsed(content);
  if (whole.ok) return fromValue(whole.value, copy);
  return fromLines(content, copy) ?? wholeFile(reason("file-not-json", { line: firstBadLine(content) }));
}

function fromValue(value: unknown, copy: Copy): RecordsReading {
  const list = listed(value);
  if (list !== undefined) {
    return gathered(list.map((json, index) => ({ at: { index }, reading: readRecord(json, copy) })));
  }
  if (typeof value === "object" && value !== null && "protocolSection" in value) {
    return gathered([{ at: { index: 0 }, reading: readRecord(value, copy) }]);
  }
  const keys = typeof value === "object" && value !== null ? Object.keys(value).slice(0, 5).join(", ") : "";
  return wholeFile(reason("file-of-another-shape", { found: keys || typeof value }));
}

function listed(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value === "object" && value !== null && "studies" in value && Array.isArray(value.studies)) {
    return value.studies;
  }
  return undefined;
}

/** Undefined when no line is a record by itself: then the file is broken JSON rather than NDJSON. */
function fromLines(content: string, copy: Copy): RecordsReading | undefined {
  const placed = content.split("\n").flatMap((text, index): PlacedReading[] => {
    if (text.trim() === "") return [];
    const at = { line: index + 1 };
    const json = parsed(text);
    if (json.ok) return [{ at, reading: readRecord(json.value, copy) }];
    return [{ at, reading: { status: "refused", because: reason("line-not-json", at) } }];
  });
  return placed.some(({ reading }) => reading.status === "read") ? gathered(placed) : undefined;
}

interface PlacedReading {
  readonly at: NonNullable<RefusedRecord["at"]>;
  readonly reading: RecordReading;
}

function gathered(placed: readonly PlacedReading[]): RecordsReading {
  return {
    trials: placed.flatMap(({ reading }) => (reading.status === "read" ? [reading.trial] : [])),
    refused: placed.flatMap(({ at, reading }) =>
      reading.status === "refused" ? [{ at, because: reading.because }] : [],
    ),
  };
}

function wholeFile(because: Reason): RecordsReading {
  return { trials: [], refused: [{ because }] };
}

function parsed(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

/**
 * The line where JSON stops making sense. Engines tell the place only in a message made for people, so it is
 * taken from there where it can be; the first line stands for it where no JSON even begins, and otherwise the
 * last, where a file cut short ends.
 */
function firstBadLine(content: string): number {
  const start = content.search(/\S/);
  let position = /[[{]/.test(content[start] ?? "") ? content.length : start + 1;
  try {
    JSON.parse(content);
  } catch (error) {
    const told = error instanceof Error ? /position (\d+)/.exec(error.message) : null;
    if (told !== null) position = Math.min(position, Number(told[1]));
  }
  return content.slice(0, position).trimEnd().split("\n").length;
}
