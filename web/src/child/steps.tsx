/** What each step of the form asks. The form holds the draft; a step shows its facts and hands back what is typed. */
import { gmfcsLevels } from "motor";
import type { FactRow, Locale } from "visit";
import { type PageMessage, spokenIn } from "../page/locale.ts";
import { type Draft, stepFor } from "./draft.ts";
import { RadioField, SelectField, TextField } from "./fields.tsx";
import { monthChoices } from "./months.ts";

export interface StepProps {
  readonly draft: Draft;
  /** A setter for one fact of the draft. */
  readonly set: (fact: Exclude<keyof Draft, "more">) => (value: string) => void;
  /** What is wrong in a box, in words, once the family has asked to go on. */
  readonly problemIn: (box: string) => string | undefined;
  readonly t: (id: PageMessage, values?: Record<string, string | number>) => string;
  readonly locale: Locale;
  /** yyyy-MM-dd */
  readonly today: string;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
}

export function AgeStep({ draft, set, problemIn, t, locale, today }: StepProps) {
  return (
    <>
      <RadioField
        id="ageBy"
        label={t("child.age.how")}
        value={draft.ageBy}
        choices={[
          { value: "month", label: t("child.age.byMonth") },
          { value: "years", label: t("child.age.byYears") },
        ]}
        onValue={set("ageBy")}
      />
      {draft.ageBy === "month" ? (
        <div class="side-by-side">
          <SelectField
            id="birthMonth"
            label={t("child.age.month")}
            value={draft.birthMonth}
            choices={[{ value: "", label: t("child.age.month.pick") }, ...monthChoices(spokenIn(locale))]}
            onValue={set("birthMonth")}
          />
          <TextField
            id="birthYear"
            label={t("child.age.year")}
            hint={t("child.age.year.hint", { year: String(Number(today.slice(0, 4)) - 9) })}
            numeric
            value={draft.birthYear}
            problem={problemIn("birthYear")}
            onValue={set("birthYear")}
          />
        </div>
      ) : (
        <TextField
          id="ageYears"
          label={t("child.age.years")}
          hint={t("child.age.years.hint")}
          numeric
          value={draft.ageYears}
          problem={problemIn("ageYears")}
          onValue={set("ageYears")}
        />
      )}
      <RadioField
        id="sex"
        label={t("child.sex")}
        hint={t("child.sex.why")}
        value={draft.sex}
        choices={[
          { value: "female", label: t("child.sex.female") },
          { value: "male", label: t("child.sex.male") },
          { value: "", label: t("child.sex.unknown") },
        ]}
        problem={problemIn("sex")}
        onValue={set("sex")}
      />
    </>
  );
}

export function MovingStep({ draft, set, problemIn, t }: StepProps) {
  return (
    <>
      <RadioField
        id="gmfcs"
        label={t("child.gmfcs")}
        value={draft.gmfcs}
        choices={[
          ...gmfcsLevels.map((level) => ({
            value: level,
            label: t("child.gmfcs.level", { level }),
            note: level === "I" || level === "V" ? t("child.gmfcs.light", { level }) : undefined,
          })),
          { value: "", label: t("child.dontKnow") },
        ]}
        problem={problemIn("gmfcs")}
        onValue={set("gmfcs")}
      />
      <div class="side-by-side">
        <TextField
          id="score"
          label={t("child.score")}
          hint={`${t("child.score.why")} ${t("child.optional")}`}
          numeric
          value={draft.score}
          problem={problemIn("score")}
          onValue={set("score")}
        />
        <TextField
          id="standardError"
          label={t("child.error")}
          hint={t("child.error.hint")}
          numeric
          value={draft.standardError}
          problem={problemIn("standardError")}
          onValue={set("standardError")}
        />
      </div>
      {draft.score !== "" && (
        <SelectField
          id="scoring"
          label={t("child.scoring")}
          hint={t("child.scoring.hint")}
          value={draft.scoring}
          choices={[
            { value: "", label: t("child.dontKnow") },
            { value: "GMAE-2", label: "GMAE-2", datum: true },
            { value: "GMAE-3", label: "GMAE-3", datum: true },
          ]}
          onValue={set("scoring")}
        />
      )}
    </>
  );
}

export function BodyStep({ draft, set, problemIn, t, locale, countries }: StepProps) {
  const countryNames = new Intl.DisplayNames([spokenIn(locale)], { type: "region" });
  return (
    <>
      <TextField
        id="weightKg"
        label={t("child.weight")}
        hint={t("child.weight.hint")}
        numeric
        value={draft.weightKg}
        problem={problemIn("weightKg")}
        onValue={set("weightKg")}
      />
      <SelectField
        id="country"
        label={t("child.country")}
        value={draft.country}
        choices={[
          { value: "", label: t("child.country.pick") },
          ...countries
            .map((code) => ({ value: code, label: countryNames.of(code) ?? code, datum: true }))
            .sort((a, b) => a.label.localeCompare(b.label)),
        ]}
        problem={problemIn("country")}
        onValue={set("country")}
      />
    </>
  );
}

export function UnitStep({ draft, set, problemIn, t }: StepProps) {
  return (
    <>
      {(["own", "sibling"] as const).map((fact) => (
        <RadioField
          key={fact}
          id={fact}
          label={t(`child.${fact}`)}
          value={draft[fact]}
          choices={[
            { value: "stored", label: t("child.stored") },
            { value: "none", label: t("child.none") },
            { value: "", label: t("child.dontKnow") },
          ]}
          problem={problemIn(fact)}
          onValue={set(fact)}
        />
      ))}
      {(draft.own === "stored" || draft.sibling === "stored" || draft.cells !== "") && (
        <>
          <TextField
            id="cells"
            label={t("child.cells")}
            hint={t("child.cells.hint")}
            numeric
            value={draft.cells}
            problem={problemIn("cells")}
            onValue={set("cells")}
          />
          <SelectField
            id="cellsUnit"
            label={t("child.cells.unit")}
            value={draft.cellsUnit}
            choices={(["million", "e8", "one"] as const).map((unit) => ({
              value: unit,
              label: t(`child.cells.${unit}`),
            }))}
            onValue={set("cellsUnit")}
          />
          <TextField
            id="recoveryPercent"
            label={t("child.recovery")}
            hint={t("child.recovery.hint")}
            numeric
            value={draft.recoveryPercent}
            problem={problemIn("recoveryPercent")}
            onValue={set("recoveryPercent")}
          />
        </>
      )}
    </>
  );
}

/** All answers on one page, each with the way back to its step. */
export function CheckStep({ facts, t }: Pick<StepProps, "t"> & { readonly facts: readonly FactRow[] }) {
  return (
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
  );
}
