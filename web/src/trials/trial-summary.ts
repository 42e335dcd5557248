/** What a trial is, in plain sentences made from the fields of its record; nothing is taken from its prose. */
import type { TrialPage } from "server/contract";
import { type RecordAge, recordAge } from "trials";
import { dateWords, type Locale, listWords, monthsWords, type Say } from "visit";
import type { PageMessage } from "../page/locale.ts";

/** Words of ours, or of the record: the latter are never translated, and shown as they are. */
export interface Sentence {
  readonly text: string;
  readonly quoted?: true;
}

export function inShort(
  { trial, details }: TrialPage,
  t: Say<PageMessage>,
  say: Say,
  locale: Locale,
): Sentence[] {
  const { phases, interventions, enrollment, minimumAge, maximumAge } = trial;
  const of = (text: string): Sentence => ({ text });
  return [
    of(t("trial.kind", { type: trial.studyType ?? "none" })),
    ...(interventions.length > 0
      ? [
          of(
            t("trial.tried", {
              names: listWords(
                interventions.map(({ name }) => name),
                locale,
              ),
            }),
          ),
        ]
      : []),
    ...phases.map((raw) => of(t("trial.phase", { phase: raw, raw }))),
    ...(trial.studyType === "INTERVENTIONAL" ? groupSentences(details, t).map(of) : []),
    ...(enrollment
      ? [of(t("trial.size", { count: enrollment.count, type: enrollment.type ?? "none" }))]
      : []),
    of(
      t("trial.ages", {
        kind: minimumAge ? (maximumAge ? "both" : "from") : maximumAge ? "to" : "none",
        from: minimumAge ? ageText(minimumAge, say) : "",
        to: maximumAge ? ageText(maximumAge, say) : "",
      }),
    ),
    ...details.primaryOutcomes
      .slice(0, 1)
      .flatMap(({ measure, timeFrame }) => [
        of(t("trial.outcome", { measure })),
        ...(timeFrame ? [of(t("trial.outcome.when", { timeFrame }))] : []),
      ]),
    ...(details.sponsor
      ? [of(t("trial.run", { sponsor: details.sponsor.name, kind: details.sponsor.class ?? "none" }))]
      : []),
    ...(details.collaborators.length > 0
      ? [of(t("trial.with", { names: listWords(details.collaborators, locale) }))]
      : []),
    ...(details.hasResults ? [of(t("trial.results"))] : []),
  ];
}

/** How the groups are made up; said once where the record tells nothing of it. */
function groupSentences(details: TrialPage["details"], t: Say<PageMessage>): string[] {
  const kind = comparator(details);
  const { allocation = "none", masking = "none" } = details;
  if (kind === "notTold" && allocation === "none" && masking === "none") return [t("trial.groups.notTold")];
  return [t("trial.compare", { kind }), t("trial.draw", { allocation }), t("trial.blind", { masking })];
}

type AgeLimit = NonNullable<TrialPage["trial"]["minimumAge"]>;

const inMonths = { year: 12, month: 1 } as const;

function ageText({ age, text }: AgeLimit, say: Say): string {
  const size = age && Object.hasOwn(inMonths, age.unit) && inMonths[age.unit as keyof typeof inMonths];
  return age && size ? monthsWords(age.amount * size, say) : text;
}

/** What the treated are set against, by the kinds of the arms; the strongest comparison the record names. */
function comparator({ arms }: TrialPage["details"]): string {
  const types = new Set(arms.map(({ type }) => type));
  if (types.has("PLACEBO_COMPARATOR") || types.has("SHAM_COMPARATOR")) return "placebo";
  if (types.has("NO_INTERVENTION")) return "nothing";
  if (types.has("ACTIVE_COMPARATOR")) return "active";
  if (arms.length === 1) return "none";
  return "notTold";
}

const cells = /\bcells?\b|\bcord[- ](?:blood|tissue)\b|\bbone marrow\b/i;

/** What to ask on the call: about cells only where the trial gives some, about a second group where there can be one. */
export function callQuestions({ trial, details }: TrialPage) {
  const givesCells = [trial.title, ...trial.interventions.map(({ name }) => name)].some((words) =>
    cells.test(words),
  );
  const all = ["open", "lines", "group", "cells", "harms", "pay", "who", "bar"] as const;
  const hasGroups = trial.studyType === "INTERVENTIONAL" && comparator(details) !== "none";
  return all.filter((name) => (name === "cells" ? givesCells : name !== "group" || hasGroups));
}

export interface Openness {
  readonly status: string;
  readonly more: readonly string[];
  readonly age: RecordAge;
  readonly ageWords: string;
}

const final = new Set(["COMPLETED", "TERMINATED", "WITHDRAWN"]);

export function openness(
  { trial, details }: TrialPage,
  today: string,
  t: Say<PageMessage>,
  locale: Locale,
): Openness {
  const raw = trial.status ?? "none";
  const known = recordAge(trial, today);
  // A trial that has ended does not open again, however old the record that says so.
  const age = final.has(raw) ? "recent" : known.age;
  return {
    status: t("trial.status", { status: raw, raw }),
    more: [
      ...(details.whyStopped ? [t("trial.status.stopped", { why: details.whyStopped })] : []),
      ...(details.lastKnownStatus
        ? [
            t("trial.status.wasOpen", {
              status: t("trial.status", { status: details.lastKnownStatus, raw: details.lastKnownStatus }),
            }),
          ]
        : []),
    ],
    age,
    ageWords:
      known.since === undefined
        ? t("trial.age.undated")
        : t(`trial.age.${age}`, {
            date: dateWords(known.since, locale),
            years: Math.floor((known.months ?? 0) / 12),
          }),
  };
}

const datedEvents = ["start", "primaryCompletion", "completion"] as const;
const days = ["firstPosted", "lastUpdatePosted", "statusVerified"] as const;

export function dateRows({ details }: TrialPage, t: Say<PageMessage>, locale: Locale) {
  return [
    ...datedEvents.flatMap((name) => {
      const found = details[name];
      return found
        ? [[t(`trial.date.${name}`, { type: found.type ?? "none" }), dateWords(found.date, locale)] as const]
        : [];
    }),
    ...days.flatMap((name) => {
      const date = details[name];
      return date ? [[t(`trial.date.${name}`), dateWords(date, locale)] as const] : [];
    }),
  ];
}
