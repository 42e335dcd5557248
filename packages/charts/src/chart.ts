/** A chart is a drawing and its twin in text: whoever does not see the one reads the same figures in the other. */
export interface Chart {
  readonly svg: string;
  readonly table: TextTable;
}

export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One decimal at most, the way a number is written without a language; a page passes its own. */
export function plainNumber(value: number): string {
  return String(Number(value.toFixed(1)) + 0);
}
