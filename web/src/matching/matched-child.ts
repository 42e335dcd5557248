/** The child whose facts are kept on this device, matched in the worker: as the page opens, and with every answer. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type InputProblem, readChild, trialChild } from "visit";
import { type Draft, emptyDraft, fileFrom } from "../child/draft.ts";
import { keepDraft, keptDraft } from "../child/kept-child.ts";
import type { AskWorker } from "./ask-worker.ts";
import type { Opened, Overview } from "./questions-to-worker.ts";

type Matched =
  | { readonly status: "working" | "no-child" | "refused" | "unreachable" }
  | { readonly status: "shown"; readonly opened: Opened; readonly overview: Overview };

interface MatchedChild {
  readonly matched: Matched;
  readonly draft: Draft;
  /** What is wrong with the facts as they are typed just now. */
  readonly problems: readonly InputProblem[];
  readonly keep: (draft: Draft) => void;
  readonly tryAgain: () => void;
}

/** @param notKept is told when an answer could not be kept. */
export function useMatchedChild(ask: AskWorker, today: string, notKept: () => void): MatchedChild {
  const [matched, setMatched] = useState<Matched>({ status: "working" });
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const answers = useRef(0);
  const read = (facts: Draft) => readChild(fileFrom(facts), today);

  async function start(): Promise<void> {
    setMatched({ status: "working" });
    const kept = await keptDraft().catch(() => undefined);
    if (kept === undefined) return setMatched({ status: "no-child" });
    setDraft(kept);
    const reading = read(kept);
    if (reading.status === "refused") return setMatched({ status: "refused" });
    try {
      const opened = await ask("open", {});
      const overview = await ask("match", { child: trialChild(reading.child), today });
      setMatched({ status: "shown", opened, overview });
    } catch (error) {
      console.error(error);
      setMatched({ status: "unreachable" });
    }
  }
  useEffect(() => void start(), []);

  async function keep(facts: Draft): Promise<void> {
    setDraft(facts);
    keepDraft(facts).catch(notKept);
    const reading = read(facts);
    // While an answer is half typed the list stands as it is.
    if (reading.status === "refused") return;
    const mine = ++answers.current;
    const overview = await ask("match", { child: trialChild(reading.child), today });
    if (mine === answers.current) setMatched((now) => (now.status === "shown" ? { ...now, overview } : now));
  }

  const reading = read(draft);
  return {
    matched,
    draft,
    problems: reading.status === "refused" ? reading.problems : [],
    keep: (facts) => void keep(facts),
    tryAgain: () => void start(),
  };
}
