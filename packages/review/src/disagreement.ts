/** Where sources disagree: what each side says, with where it was read, and how we read it. */
import type { Conflict } from "evidence";
import type { Statement } from "visit";
import { figuredStatement, type Telling } from "./figured-statement.ts";

export interface Disagreement {
  readonly id: string;
  readonly about: Statement;
  readonly sides: readonly Statement[];
  readonly reading?: string;
}

export function disagreement({ id, about, sides, reading }: Conflict, telling: Telling): Disagreement {
  return {
    id,
    about: figuredStatement(about, id, [], telling),
    sides: sides.map(({ says, source }) => figuredStatement(says, id, [source], telling)),
    ...(reading !== undefined && { reading }),
  };
}
