/**
 * Makes the sheet on the device: the packs come from the server and are the same for everyone; the facts come from
 * this browser's own store and go nowhere.
 */
import { type EvidencePack, packVersion, paths } from "server/contract";
import {
  type InputProblem,
  type Locale,
  type Packs,
  problemWords,
  readChild,
  say,
  summarise,
  toMarkdown,
  toSheet,
  type VisitSummary,
} from "visit";
import { fileFrom, stepFor } from "../child/draft.ts";
import { keptDraft } from "../child/kept-child.ts";
import { currentPack } from "../matching/kept-pack.ts";
import { address } from "../page/locale.ts";
import { saveFile } from "../page/save-file.ts";
import { today } from "../page/today.ts";

const root = document.getElementById("visit-summary")!;
const locale = root.dataset.locale as Locale;
const version = root.dataset.version!;
let shown: VisitSummary | undefined;

type State = "working" | "no-child" | "refused" | "unreachable" | "shown";
function show(state: State): void {
  for (const part of root.querySelectorAll<HTMLElement>("[data-state]"))
    part.hidden = part.dataset.state !== state;
}

async function evidencePack(): Promise<EvidencePack> {
  const answer = await fetch(paths.evidence);
  if (!answer.ok) throw new Error(`${paths.evidence} was answered with ${answer.status}`);
  return answer.json();
}

async function packs(): Promise<Packs> {
  const [evidence, { hash, trials }] = await Promise.all([evidencePack(), currentPack()]);
  return { evidence, trials: { version: packVersion(hash), trials } };
}

/** Each leads to the step where it is put right. */
function showProblems(problems: readonly InputProblem[]): void {
  const words = say(locale);
  const items = problems.map((problem) => {
    const link = document.createElement("a");
    link.href = address(locale, `/child/#${stepFor(problem.field)}`);
    link.textContent = problemWords(problem, words);
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  root.querySelector("[data-problems]")!.replaceChildren(...items);
  show("refused");
}

async function make(): Promise<void> {
  show("working");
  const draft = await keptDraft().catch(() => undefined);
  const reading = draft && readChild(fileFrom(draft), today());
  if (reading === undefined) return show("no-child");
  if (reading.status === "refused") return showProblems(reading.problems);
  try {
    shown = summarise(reading.child, await packs(), { today: today(), locale, version });
  } catch (error) {
    console.error(error);
    return show("unreachable");
  }
  root.querySelector("[data-sheet]")!.innerHTML = toSheet(shown);
  show("shown");
}

const actions: Record<string, (target: HTMLElement) => void> = {
  again: () => void make(),
  print: () => print(),
  markdown: () => shown && saveFile("visit-summary.md", toMarkdown(shown), "text/markdown"),
  json: () => shown && saveFile("visit-summary.json", JSON.stringify(shown, null, 2), "application/json"),
  "print-all": (target) =>
    document.documentElement.classList.toggle("print-all", (target as HTMLInputElement).checked),
};
root.addEventListener("click", (event) => {
  const target = (event.target as HTMLElement).closest<HTMLElement>("[data-action]");
  if (target) actions[target.dataset.action!]?.(target);
});

// A closed list prints closed, so all are opened for paper where every trial was asked for, and put back after it.
const details = () => root.querySelectorAll<HTMLDetailsElement>("details.trial");
let opened: boolean[] = [];
addEventListener("beforeprint", () => {
  opened = [...details()].map(({ open }) => open);
  if (document.documentElement.classList.contains("print-all"))
    for (const detail of details()) detail.open = true;
});
addEventListener("afterprint", () => {
  for (const [index, detail] of [...details()].entries()) detail.open = opened[index] ?? false;
});

void make();
