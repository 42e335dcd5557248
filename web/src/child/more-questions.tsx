/**
 * What trials ask beyond the first steps, a question a fact: all together as a step of the form, or one alone where
 * its answer would settle most. Answers go into the draft as they are typed.
 */
import { gmfcsLevels } from "motor";
import type { ComponentChildren } from "preact";
import { type MatchingFact, operationKinds, treatedPlaces } from "visit";
import { spokenIn } from "../page/locale.ts";
import type { MoreFacts, TypedEvent } from "./draft.ts";
import { type Choice, RadioField, SelectField, TextField } from "./fields.tsx";
import { monthChoices } from "./months.ts";
import type { StepProps } from "./steps.tsx";

export interface MoreProps extends Pick<StepProps, "t" | "locale" | "problemIn"> {
  readonly more: MoreFacts;
  readonly setMore: (more: MoreFacts) => void;
}

type Asked = (props: MoreProps) => ComponentChildren;

const answered = (props: MoreProps, fact: MatchingFact, value: unknown): void => {
  const { [fact]: _, ...others } = props.more;
  // What is not known is left out, as in a child file.
  props.setMore(value === undefined ? others : { ...others, [fact]: value as never });
};

const yesNoChoices = ({ t }: MoreProps): Choice[] => [
  { value: "yes", label: t("child.yes") },
  { value: "no", label: t("child.no") },
  { value: "", label: t("child.dontKnow") },
];
const said = (value: unknown) => (value === true ? "yes" : value === false ? "no" : "");
const meant = (value: string) => (value === "" ? undefined : value === "yes");

const yesNo =
  (fact: "operationPlanned" | "rhizotomy" | "shunt" | "followsInstructions" | "geneticDiagnosis"): Asked =>
  (props) => (
    <RadioField
      id={fact}
      label={props.t(`child.more.${fact}`)}
      value={said(props.more[fact])}
      choices={yesNoChoices(props)}
      problem={props.problemIn(fact)}
      onValue={(value) => answered(props, fact, meant(value))}
    />
  );

const choice =
  (
    fact: "macs" | "cfcs" | "topography" | "mobility" | "vision" | "hearing",
    values: readonly string[],
    label: (value: string, props: MoreProps) => string,
    hint?: (props: MoreProps) => string,
  ): Asked =>
  (props) => (
    <RadioField
      id={fact}
      label={props.t(`child.more.${fact}`)}
      hint={hint?.(props)}
      value={String(props.more[fact] ?? "")}
      choices={[
        ...values.map((value) => ({ value, label: label(value, props) })),
        { value: "", label: props.t("child.dontKnow") },
      ]}
      problem={props.problemIn(fact)}
      onValue={(value) => answered(props, fact, value || undefined)}
    />
  );

/** Several of a group of yes-or-no facts under one name. */
const group =
  <Part extends string>(fact: "seizures" | "baclofen", parts: readonly Part[]): Asked =>
  (props) => {
    const has = (props.more[fact] ?? {}) as Readonly<Record<string, unknown>>;
    const set = (part: string, value: unknown) => {
      const next = Object.fromEntries(
        Object.entries({ ...has, [part]: value }).filter(([, one]) => one !== undefined && one !== ""),
      );
      answered(props, fact, Object.keys(next).length === 0 ? undefined : next);
    };
    const shown = fact === "seizures" && has.ever !== true ? parts.slice(0, 1) : parts;
    return (
      <>
        {shown.map((part) => (
          <RadioField
            key={part}
            id={`${fact}-${part}`}
            label={props.t(`child.more.${fact}.${part}` as "child.more.seizures.ever")}
            value={said(has[part])}
            choices={yesNoChoices(props)}
            problem={props.problemIn(`${fact}.${part}`)}
            onValue={(value) => set(part, meant(value))}
          />
        ))}
        {fact === "seizures" && has.ever === true && (
          <MonthFields
            {...props}
            id="seizures-last"
            label={props.t("child.more.seizures.last")}
            value={String(has.last ?? "")}
            problem={props.problemIn("seizures.last")}
            onValue={(value) => set("last", value)}
          />
        )}
      </>
    );
  };

type EventFact = "botulinumToxin" | "phenol" | "casts" | "operations" | "cellTherapy";

/** How many events a family is asked for: the last of each kind is what a window counts from. */
const mostEvents = 12;

const events =
  (fact: EventFact, words: readonly string[]): Asked =>
  (props) => {
    const list = props.more[fact] as readonly TypedEvent[] | undefined;
    const set = (next: readonly TypedEvent[]) => answered(props, fact, next);
    const replaced = (at: number, change: Partial<TypedEvent>) =>
      set(list!.map((event, place) => (place === at ? { ...event, ...change } : event)));
    return (
      <>
        <RadioField
          id={fact}
          label={props.t(`child.more.${fact}`)}
          value={list === undefined ? "" : list.length > 0 ? "yes" : "no"}
          choices={yesNoChoices(props)}
          problem={props.problemIn(fact)}
          onValue={(value) =>
            answered(props, fact, value === "" ? undefined : value === "no" ? [] : [{ words: "" }])
          }
        />
        {list?.map((event, at) => (
          <fieldset class="event field" key={at}>
            <legend>{props.t("child.more.event", { number: at + 1 })}</legend>
            {words.length > 0 && (
              <SelectField
                id={`${fact}-${at}-words`}
                label={props.t(fact === "operations" ? "child.more.what" : "child.more.where")}
                value={event.words}
                choices={[
                  { value: "", label: props.t("child.more.otherOrUnknown") },
                  ...words.map((word) => ({
                    value: word,
                    label: props.t(`child.more.word.${word.replaceAll(" ", "-")}` as "child.more.word.calf"),
                  })),
                  ...(event.words === "" || words.includes(event.words)
                    ? []
                    : [{ value: event.words, label: event.words, datum: true }]),
                ]}
                onValue={(value) => replaced(at, { words: value })}
              />
            )}
            <MonthFields
              {...props}
              id={`${fact}-${at}-date`}
              label={props.t("child.more.when")}
              value={event.date ?? ""}
              problem={props.problemIn(`${fact}.${at}.date`)}
              onValue={(date) => replaced(at, { date: date || undefined })}
            />
            <button
              class="button plain"
              type="button"
              onClick={() => set(list.filter((_, place) => place !== at))}
            >
              {props.t("child.more.remove", { number: at + 1 })}
            </button>
          </fieldset>
        ))}
        {list !== undefined && list.length > 0 && list.length < mostEvents && (
          <button class="button quiet" type="button" onClick={() => set([...list, { words: "" }])}>
            {props.t("child.more.add")}
          </button>
        )}
      </>
    );
  };

interface MonthProps extends MoreProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onValue: (value: string) => void;
}

/** A month, or a year alone; typed wrongly it stays as typed. */
function MonthFields({ t, locale, id, label, value, problem, onValue }: MonthProps) {
  const [, year = "", month = ""] = /^(.*?)(?:-(\d{2}))?$/.exec(value) ?? [];
  const joined = (newYear: string, newMonth: string) =>
    onValue(newMonth === "" ? newYear : `${newYear}-${newMonth}`);
  return (
    <div class="side-by-side">
      <SelectField
        id={`${id}-month`}
        label={t("child.more.month", { what: label })}
        value={month}
        choices={[{ value: "", label: t("child.more.month.unknown") }, ...monthChoices(spokenIn(locale))]}
        onValue={(next) => joined(year, next)}
      />
      <TextField
        id={`${id}-year`}
        label={t("child.more.year", { what: label })}
        numeric
        value={year}
        problem={problem}
        onValue={(next) => joined(next.trim(), month)}
      />
    </div>
  );
}

const motorTypeChoices: readonly (readonly [value: string, types: readonly string[]])[] = [
  ["spastic", ["spastic"]],
  ["dyskinetic", ["dyskinetic"]],
  ["ataxic", ["ataxic"]],
  ["hypotonic", ["hypotonic"]],
  ["mixed", ["spastic", "dyskinetic"]],
];

const motorTypes: Asked = (props) => {
  const types = props.more.motorTypes as readonly string[] | undefined;
  const isMixed = (types?.length ?? 0) > 1;
  return (
    <RadioField
      id="motorTypes"
      label={props.t("child.more.motorTypes")}
      hint={props.t("child.more.motorTypes.hint")}
      value={types === undefined ? "" : isMixed ? "mixed" : types[0]!}
      choices={[
        ...motorTypeChoices.map(([value]) => ({
          value,
          label: props.t(`child.more.type.${value}` as "child.more.type.spastic"),
        })),
        { value: "", label: props.t("child.dontKnow") },
      ]}
      problem={props.problemIn("motorTypes")}
      onValue={(value) =>
        answered(props, "motorTypes", motorTypeChoices.find(([name]) => name === value)?.[1])
      }
    />
  );
};

const text =
  (fact: "hipMigrationPercent" | "languages", numeric: boolean): Asked =>
  (props) => {
    const value = props.more[fact];
    return (
      <TextField
        id={fact}
        label={props.t(`child.more.${fact}`)}
        hint={props.t(`child.more.${fact}.hint`)}
        numeric={numeric}
        wide={!numeric}
        value={Array.isArray(value) ? value.join(", ") : String(value ?? "")}
        problem={props.problemIn(fact)}
        onValue={(typed) => answered(props, fact, typed === "" ? undefined : typed)}
      />
    );
  };

const level = (value: string, { t }: MoreProps) => t("child.gmfcs.level", { level: value });
const named = (fact: string) => (value: string, props: MoreProps) =>
  props.t(`child.more.${fact}.${value}` as "child.more.mobility.walks");

/** In the order of the step. */
export const moreQuestions: Readonly<Record<MatchingFact, Asked>> = {
  motorTypes,
  topography: choice(
    "topography",
    ["unilateral", "diplegia", "quadriplegia", "oneSideWorse", "bilateral"],
    named("topography"),
  ),
  mobility: choice("mobility", ["walks", "walks-with-aid", "does-not-walk"], named("mobility")),
  macs: choice("macs", gmfcsLevels, level, ({ t }) => t("child.more.macs.hint")),
  cfcs: choice("cfcs", gmfcsLevels, level, ({ t }) => t("child.more.cfcs.hint")),
  followsInstructions: yesNo("followsInstructions"),
  botulinumToxin: events("botulinumToxin", treatedPlaces),
  operations: events("operations", operationKinds),
  operationPlanned: yesNo("operationPlanned"),
  rhizotomy: yesNo("rhizotomy"),
  casts: events("casts", treatedPlaces),
  phenol: events("phenol", treatedPlaces),
  baclofen: group("baclofen", ["oral", "pump"]),
  cellTherapy: events("cellTherapy", []),
  seizures: group("seizures", ["ever", "afterAge2", "controlled"]),
  shunt: yesNo("shunt"),
  hipMigrationPercent: text("hipMigrationPercent", true),
  vision: choice("vision", ["normal", "corrected", "impaired"], named("sense")),
  hearing: choice("hearing", ["normal", "corrected", "impaired"], named("sense")),
  geneticDiagnosis: yesNo("geneticDiagnosis"),
  languages: text("languages", false),
};

/** Every further question, none of which has to be answered. */
export function MoreStep(props: MoreProps) {
  return (
    <>
      {Object.entries(moreQuestions).map(([fact, Question]) => (
        <Question key={fact} {...props} />
      ))}
    </>
  );
}
