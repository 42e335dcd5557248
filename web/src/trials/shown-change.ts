/** A change of a criterion as a page shows it: two sides, with the words that went and came marked and told. */
import { type ComparedLine, type CriterionChange, type WordRun, wordRuns } from "trials";

export interface ShownSide {
  readonly side: "before" | "after";
  readonly section?: ComparedLine["section"];
  /** Empty where the line was not there. */
  readonly runs: readonly WordRun[];
}

export interface ShownChange {
  readonly change: CriterionChange;
  /** Where the line stands; absent where that changed. */
  readonly section?: ComparedLine["section"];
  readonly sides: readonly ShownSide[];
  /** Nothing moved that our rules read. */
  readonly isReworded: boolean;
  /** The marked words as a list, for who does not see or hear the marks; empty where a side is new or gone whole. */
  readonly out: string;
  readonly in: string;
}

export function shownChange(change: CriterionChange): ShownChange {
  const before = "before" in change ? change.before : undefined;
  const after = "after" in change ? change.after : undefined;
  const runs = wordRuns(before?.text ?? "", after?.text ?? "");
  const side = (name: "before" | "after", line: ComparedLine | undefined): ShownSide => ({
    side: name,
    ...(line && { section: line.section }),
    runs: runs.filter(({ of, text }) => text !== "" && (of === "both" || of === name)),
  });
  const marked = (name: "before" | "after") =>
    change.kind === "changed"
      ? runs
          .filter(({ of, text }) => of === name && text.trim() !== "")
          .map(({ text }) => `“${text.trim()}”`)
          .join(", ")
      : "";
  const sections = new Set([before, after].flatMap((line) => (line ? [line.section] : [])));
  const [section] = sections;
  return {
    change,
    ...(section && sections.size === 1 && { section }),
    sides: [side("before", before), side("after", after)],
    isReworded: change.kind === "changed" && change.movements.length === 0,
    out: marked("before"),
    in: marked("after"),
  };
}
