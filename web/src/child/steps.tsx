/** What each step of the form asks. The form holds the draft; a step shows its facts and hands back what is typed. */
import { gmfcsLevels } from "motor";
import type { FactRow, Locale } from "visit";
import { type PageMessage, spokenIn } from "../page/locale.ts";
import { type Draft, stepFor } from "./draft.ts";
import { RadioField, SelectField, TextField } from "./fields.tsx";
import { monthChoices } from "./months.ts";

type Fact = Exclude<keyof Draft, "more">;

export interface StepProps {
  readonly draft: Draft;
  /** A setter for one fact of the draft. */
  readonly set: (fact: Fact) => (value: string) => void;
  /** What is wrong in a box, in words, once the family has asked to go on. */
  readonly problemIn: (box: string) => string | undefined;
  readonly t: (id: PageMessage, values?: Record<string, string | number>) => string;
  readonly locale: Locale;
  /** yyyy-MM-dd */
  readonly today: string;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
}

/** What ties a box to the fact it shows. */
const boxes =
  ({ draft, set, problemIn }: StepProps) =>
  (fact: Fact) => ({ id: fact, value: draft[fact], problem: problemIn(fact), onValue: set(fact) });

export function AgeStep(props: StepProps) {
  const { draft, t, locale, today } = props;
  const box = boxes(props);
  return (
    <>
      <RadioField
        {...box("ageBy")}
        label={t("child.age.how")}
        choices={[
          { value: "month", label: t("child.age.byMonth") },
          { value: "years", label: t("child.age.byYears") },
        ]}
      />
      {draft.ageBy === "month" ? (
        <div class="side-by-side">
          <SelectField
            {...box("birthMonth")}
            // What is wrong with month or year is told at the year.
            problem={undefined}
            label={t("child.age.month")}
            choices={[{ value: "", label: t("child.age.month.pick") }, ...monthChoices(spokenIn(locale))]}
          />
          <TextField
            {...box("birthYear")}
            label={t("child.age.year")}
            hint={t("child.age.year.hint", { year: String(Number(today.slice(0, 4)) - 9) })}
            numeric
          />
        </div>
      ) : (
        <TextField
          {...box("ageYears")}
          label={t("child.age.years")}
          hint={t("child.age.years.hint")}
          numeric
        />
      )}
      <RadioField
        {...box("sex")}
        label={t("child.sex")}
        hint={t("child.sex.why")}
        choices={[
          { value: "female", label: t("child.sex.female") },
          { value: "male", label: t("child.sex.male") },
          { value: "", label: t("child.sex.unknown") },
        ]}
      />
    </>
  );
}

export function MovingStep(props: StepProps) {
  const { draft, t } = props;
  const box = boxes(props);
  return (
    <>
      <RadioField
        {...box("gmfcs")}
        label={t("child.gmfcs")}
        choices={[
          ...gmfcsLevels.map((level) => ({
            value: level,
            label: t("child.gmfcs.level", { level }),
            note: level === "I" || level === "V" ? t("child.gmfcs.light", { level }) : undefined,
          })),
          { value: "", label: t("child.dontKnow") },
        ]}
      />
      <div class="side-by-side">
        <TextField
          {...box("score")}
          label={t("child.score")}
          hint={`${t("child.score.why")} ${t("child.optional")}`}
          numeric
        />
        <TextField {...box("standardError")} label={t("child.error")} hint={t("child.error.hint")} numeric />
      </div>
      {draft.score !== "" && (
        <SelectField
          {...box("scoring")}
          label={t("child.scoring")}
          hint={t("child.scoring.hint")}
          choices={[
            { value: "", label: t("child.dontKnow") },
            { value: "GMAE-2", label: "GMAE-2", datum: true },
            { value: "GMAE-3", label: "GMAE-3", datum: true },
          ]}
        />
      )}
    </>
  );
}

export function BodyStep(props: StepProps) {
  const { t, locale, countries } = props;
  const box = boxes(props);
  const countryNames = new Intl.DisplayNames([spokenIn(locale)], { type: "region" });
  return (
    <>
      <TextField {...box("weightKg")} label={t("child.weight")} hint={t("child.weight.hint")} numeric />
      <SelectField
        {...box("country")}
        label={t("child.country")}
        choices={[
          { value: "", label: t("child.country.pick") },
          ...countries
            .map((code) => ({ value: code, label: countryNames.of(code) ?? code, datum: true }))
            .sort((a, b) => a.label.localeCompare(b.label)),
        ]}
      />
    </>
  );
}

export function UnitStep(props: StepProps) {
  const { draft, t } = props;
  const box = boxes(props);
  return (
    <>
      {(["own", "sibling"] as const).map((fact) => (
        <RadioField
          key={fact}
          {...box(fact)}
          label={t(`child.${fact}`)}
          choices={[
            { value: "stored", label: t("child.stored") },
            { value: "none", label: t("child.none") },
            { value: "", label: t("child.dontKnow") },
          ]}
        />
      ))}
      {(draft.own === "stored" || draft.sibling === "stored" || draft.cells !== "") && (
        <>
          <TextField {...box("cells")} label={t("child.cells")} hint={t("child.cells.hint")} numeric />
          <SelectField
            {...box("cellsUnit")}
            label={t("child.cells.unit")}
            choices={(["million", "e8", "one"] as const).map((unit) => ({
              value: unit,
              label: t(`child.cells.${unit}`),
            }))}
          />
          <TextField
            {...box("recoveryPercent")}
            label={t("child.recovery")}
            hint={t("child.recovery.hint")}
            numeric
          />
        </>
      )}
    </>
  );
}

/** All answers on one page, each with the way back to its step, and the way to the questions that can be left out. */
export function CheckStep({ facts, t }: Pick<StepProps, "t"> & { readonly facts: readonly FactRow[] }) {
  return (
    <>
      <dl class="facts">
        {facts.map(({ field, label, value }) => (
          <div key={field}>
            <dt>{label}</dt>
            <dd>{value}</dd>
            <dd>
              <a href={`#${stepFor(field)}`} aria-label={t("child.check.changeWhat", { what: label })}>
                {t("child.check.change")}
              </a>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <a class="button quiet" href="#more">
          {t("child.more.open")}
        </a>
      </p>
    </>
  );
}
