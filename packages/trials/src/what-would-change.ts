/**
 * What would have to change before nothing of a trial looks broken, and who or what could change it. It says nothing
 * about whether anything should: a window of time is waited for, a medicine is never stopped for a trial's sake
 * without the doctor who prescribed it.
 */
import type { AskedFact } from "./child.ts";
import type { Finding, TrialMatch } from "./match.ts";

/**
 * "time": waiting mends it. "test": a new measurement could differ. "decision": a doctor and the family decide.
 * "trial": the trial itself would have to change. "never": nothing changes it.
 */
export const changers = ["time", "test", "decision", "trial", "never"] as const;
export type Changer = (typeof changers)[number];

export interface Change {
  readonly line: Finding;
  readonly by: Changer;
  /** `yyyy-MM-dd`, where time mends it on a day that is known. */
  readonly opensOn?: string;
}

export interface Changes {
  /** Every broken line, in the order of the trial: all of them would have to change. */
  readonly changes: readonly Change[];
  /** The hardest of them. Absent where nothing is broken. */
  readonly by?: Changer;
  /** The first day on which nothing is broken any more, where time alone stands in the way and all days are known. */
  readonly opensOn?: string;
}

export function whatWouldChange({ lines }: TrialMatch): Changes {
  const changes = lines.filter(({ verdict }) => verdict === "not-met").map(changeOf);
  if (changes.length === 0) return { changes };
  const by = changes.map((change) => change.by).sort((a, b) => changers.indexOf(b) - changers.indexOf(a))[0]!;
  const days = changes.map(({ opensOn }) => opensOn);
  const opensOn = days.every((day) => day !== undefined) ? [...days].sort().at(-1) : undefined;
  return { changes, by, ...(opensOn !== undefined && { opensOn }) };
}

function changeOf(line: Finding): Change {
  const { because } = line;
  switch (because.code) {
    case "age-too-young":
    case "status-not-yet-open":
      return { line, by: "time" };
    case "fact-not-met-until":
      return { line, by: "time", opensOn: because.values.opensOn };
    case "gmfcs-not-among":
      return { line, by: "test" };
    case "country-not-listed":
    case "status-closed":
      return { line, by: "trial" };
    case "fact-not-met":
      return { line, by: changerOf[because.values.fact] ?? "never" };
    default:
      return { line, by: "never" };
  }
}

const changerOf: Partial<Record<AskedFact, Changer>> = {
  weight: "time",
  height: "time",
  macs: "test",
  cfcs: "test",
  hip: "test",
  arms: "test",
  mobility: "test",
  measurement: "test",
  seizures: "decision",
  medicines: "decision",
  baclofen: "decision",
  devices: "decision",
};
