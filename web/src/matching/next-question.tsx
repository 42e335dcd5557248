/** The one question whose answer settles most trials, asked in place. */
import { useState } from "preact/hooks";
import type { AskedFact, NextQuestion } from "trials";
import type { MatchingFact } from "visit";
import type { Draft } from "../child/draft.ts";
import { moreQuestions } from "../child/more-questions.tsx";
import { AgeStep, BodyStep, MovingStep, type StepProps, UnitStep } from "../child/steps.tsx";

const more: Partial<Record<AskedFact, MatchingFact>> = {
  macs: "macs",
  cfcs: "cfcs",
  motorType: "motorTypes",
  topography: "topography",
  seizures: "seizures",
  botulinumToxin: "botulinumToxin",
  operations: "operations",
  rhizotomy: "rhizotomy",
  baclofen: "baclofen",
  cellTherapy: "cellTherapy",
  casts: "casts",
  phenol: "phenol",
  shunt: "shunt",
  vision: "vision",
  hearing: "hearing",
  instructions: "followsInstructions",
  mobility: "mobility",
  hip: "hipMigrationPercent",
  genetics: "geneticDiagnosis",
  languages: "languages",
};
const steps = {
  age: AgeStep,
  sex: AgeStep,
  gmfcs: MovingStep,
  weight: BodyStep,
  place: BodyStep,
  cordBlood: UnitStep,
  cells: UnitStep,
} as const;

const canBeAsked = (fact: AskedFact): boolean => fact in more || fact in steps;

interface Props extends Omit<StepProps, "set"> {
  readonly questions: readonly NextQuestion[];
  readonly total: number;
  readonly keep: (draft: Draft) => void;
}

export function NextBestQuestion({ questions, total, keep, ...asked }: Props) {
  const { t, draft, problemIn } = asked;
  const [skipped, setSkipped] = useState<readonly AskedFact[]>([]);
  // Once it is shown, the question stays until the family goes on: an answer can have several parts.
  const [pinned, setPinned] = useState<NextQuestion>();
  const best = questions.find(({ fact }) => canBeAsked(fact) && !skipped.includes(fact));
  const question = pinned ?? best;
  if (question === undefined) return <p class="card">{t("match.question.none")}</p>;
  const { fact, settles, concerns } = question;
  const isOpen = questions.some((one) => one.fact === fact);
  const pin = (draft: Draft) => {
    setPinned(question);
    keep(draft);
  };
  const goOn = () => {
    if (isOpen) setSkipped([...skipped, fact]);
    setPinned(undefined);
  };
  const matching = more[fact];
  const Step = steps[fact as keyof typeof steps];
  const Question = matching && moreQuestions[matching];
  return (
    <section class="card flow next-question" aria-labelledby="next-question">
      <h2 id="next-question">{t("match.question.heading")}</h2>
      <p>
        <strong>
          {settles > 0
            ? t("match.question.settles", { settles, total })
            : t("match.question.concerns", { concerns, total })}
        </strong>{" "}
        {settles > 0 && concerns > settles && t("match.question.more", { more: concerns - settles })}
      </p>
      <div class="flow form">
        {Question ? (
          <Question
            t={t}
            locale={asked.locale}
            problemIn={problemIn}
            more={draft.more}
            setMore={(facts) => pin({ ...draft, more: facts })}
          />
        ) : (
          <Step {...asked} set={(name) => (value) => pin({ ...draft, [name]: value })} />
        )}
      </div>
      <p class="button-row">
        <button class={isOpen ? "button quiet" : "button"} type="button" onClick={goOn}>
          {isOpen ? t("match.question.skip") : t("match.question.next")}
        </button>
      </p>
      <p class="small">{t("child.private")}</p>
    </section>
  );
}
