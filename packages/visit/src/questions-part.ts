/** Questions to take to the visit, for each person a family will talk to; those that do not fit the facts are left out. */
import type { Child } from "./child.ts";
import type { MessageId, Say } from "./words.ts";

const listeners = ["neurologist", "team", "bank", "therapist", "child"] as const;
export type Listener = (typeof listeners)[number];

export interface QuestionGroup {
  readonly to: Listener;
  readonly heading: string;
  readonly questions: readonly string[];
}

type QuestionId = Extract<MessageId, `question.${Listener}.${string}`>;
interface Question {
  readonly id: QuestionId;
  readonly fits?: (child: Child) => boolean;
}

const hasUnit = ({ cordBlood }: Child) => cordBlood?.own === "stored" || cordBlood?.sibling === "stored";
const overFive = ({ age }: Child) => age.high >= 72;

const questions: readonly Question[] = [
  { id: "question.neurologist.cause" },
  { id: "question.neurologist.course" },
  { id: "question.neurologist.reasons" },
  { id: "question.neurologist.older", fits: overFive },
  { id: "question.neurologist.lockOut" },
  { id: "question.team.oversight" },
  { id: "question.team.cells" },
  { id: "question.team.reactions" },
  { id: "question.team.scorer" },
  { id: "question.team.price" },
  { id: "question.bank.counts", fits: hasUnit },
  { id: "question.bank.tests", fits: hasUnit },
  { id: "question.bank.release", fits: hasUnit },
  { id: "question.bank.none", fits: (child) => !hasUnit(child) },
  { id: "question.therapist.baselines" },
  { id: "question.therapist.goals" },
  { id: "question.therapist.level", fits: ({ gmfcs }) => gmfcs === undefined },
  { id: "question.child.easier" },
  { id: "question.child.worries" },
  { id: "question.child.say" },
];

export function questionsPart(child: Child, say: Say): QuestionGroup[] {
  return listeners.map((to) => ({
    to,
    heading: say(`question.${to}`),
    questions: questions
      .filter(({ id, fits }) => id.startsWith(`question.${to}.`) && (fits?.(child) ?? true))
      .map(({ id }) => say(id)),
  }));
}
