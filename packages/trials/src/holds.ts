/**
 * Whether what a criterion speaks of is so for a child: yes, no, or not known, and which fact it turned on. The
 * criterion's effect (must, must not) is not looked at here: "seizures" holds for a child who has them, wherever
 * the line stands. In doubt the answer is "unknown".
 */
import { gmfcsLevels } from "motor";
import { type AgeBound, beforeAge, fromAge, type SpokenAge, toAge } from "./age-bound.ts";
import type { Asked } from "./annotation/annotated-criterion.ts";
import type { Operator } from "./annotation/quantity.ts";
import type { TimeWindow } from "./annotation/time-window.ts";
import { conceptsIn } from "./annotation/words-found.ts";
import type { AskedFact, MotorType, PastTreatment, TrialChild } from "./child.ts";
import { type Answer, inWindow } from "./event-window.ts";

export interface Held {
  readonly answer: Answer;
  readonly fact: AskedFact;
  /** Where the answer is yes and time alone ends it: the first day on which it is no. */
  readonly opensOn?: string;
  /** Not a fact about the child but something a team takes as given or judges: consent, cooperation. */
  readonly given?: true;
}

/** @param today `yyyy-MM-dd`. */
export function holds(asked: Asked, child: TrialChild, today: string): Held {
  switch (asked.kind) {
    case "age":
      return ofAge(asked, child);
    case "sex":
      return {
        fact: "sex",
        answer: asked.value === "ALL" ? "yes" : isSame(child.sex?.toUpperCase(), asked.value),
      };
    case "gmfcs":
      return { fact: "gmfcs", answer: level(asked, child.gmfcs && gmfcsLevels.indexOf(child.gmfcs) + 1) };
    case "body-weight":
      return ofWeight(asked, child);
    case "motor-type":
      return ofMotorType(asked, child);
    case "condition":
      return ofCondition(asked, child);
    case "comorbidity":
      return ofComorbidity(asked, child, today);
    case "prior-treatment":
      return ofTreatment(asked, child, today);
    case "medication":
      return ofMedicine(asked, child, today);
    case "device":
      return ofDevice(asked, child);
    case "lab-threshold":
      return ofMeasure(asked, child);
    case "language-consent":
      return ofLanguage(asked, child);
    case "pregnancy":
      return ofPregnancy(child);
    case "geography":
      return { fact: "place", answer: "unknown" };
    case "other":
      return ofOther(asked, child);
  }
}

const of = (fact: AskedFact, answer: Answer): Held => ({ fact, answer });
const known = (fact: AskedFact, is: boolean | undefined): Held =>
  of(fact, is === undefined ? "unknown" : is ? "yes" : "no");
const isSame = (a: unknown, b: unknown): Answer => (a === undefined ? "unknown" : a === b ? "yes" : "no");
export const not = (answer: Answer): Answer =>
  answer === "yes" ? "no" : answer === "no" ? "yes" : "unknown";
/** What nobody mentioned is absent only where everything has been told, and stays open where a trial asks for it. */
const absent = (fact: AskedFact, { nothingElse }: TrialChild, { section, negated }: Asked): Held =>
  of(fact, nothingElse === true && (section === "exclusion" || negated) ? "no" : "unknown");
const says = ({ text }: Asked, words: RegExp): boolean => words.test(text.slice(0, 2_000));

/** Any yes settles it; failing that an unknown leaves it open. The last day decides when a treatment is long enough past. */
function anyOf(fact: AskedFact, found: readonly Held[]): Held {
  const yes = found.filter(({ answer }) => answer === "yes");
  if (yes.length > 0) {
    const days = yes.map(({ opensOn }) => opensOn);
    const last = days.every((day) => day !== undefined) ? [...days].sort().at(-1) : undefined;
    return { fact: yes[0]!.fact, answer: "yes", ...(last !== undefined && { opensOn: last }) };
  }
  return found.find(({ answer }) => answer === "unknown") ?? of(found[0]?.fact ?? fact, "no");
}

// age, weight, levels

function ofAge({ op, value, unit, concept }: Asked, { age }: TrialChild): Held {
  const numbers = (Array.isArray(value) ? value : [value]).map(Number);
  const named = (amount: number): SpokenAge => [
    {
      amount,
      unit: unit === "month" || unit === "week" || unit === "day" || unit === "hour" ? unit : "year",
    },
  ];
  if (op === null || numbers.some((n) => !Number.isFinite(n)))
    return { ...of("age", "unknown"), given: true };
  const [low, high] = numbers as [number, number];
  const bounds: { from?: AgeBound; to?: AgeBound } =
    op === ">="
      ? { from: fromAge(named(low)) }
      : op === ">"
        ? { from: fromAge(named(low), { beyond: true }) }
        : op === "<="
          ? { to: toAge(named(low)) }
          : op === "<"
            ? { to: beforeAge(named(low)) }
            : op === "between"
              ? { from: fromAge(named(low)), to: toAge(named(high)) }
              : op === "half-open"
                ? { from: fromAge(named(low)), to: beforeAge(named(high)) }
                : op === "between-exclusive"
                  ? { from: fromAge(named(low), { beyond: true }), to: beforeAge(named(high)) }
                  : {};
  if (bounds.from === undefined && bounds.to === undefined) return of("age", "unknown");
  if (concept === "gestational-age") return of("age", "unknown");
  // Born up to 18 weeks early: a corrected age is never more than 5 months less.
  const least = /corrected|adjusted/.test(concept) ? Math.max(0, age.low - 5) : age.low;
  const { from, to } = bounds;
  if ((from && age.high < from.months) || (to && least > to.months + to.doubtMonths)) return of("age", "no");
  if ((from && least < from.months + from.doubtMonths) || (to && age.high > to.months))
    return of("age", "unknown");
  return of("age", "yes");
}

function compare(op: Operator | null, value: Asked["value"], has: number): Answer {
  const numbers = (Array.isArray(value) ? value : [value]).map(Number);
  if (op === null || numbers.some((n) => !Number.isFinite(n))) return "unknown";
  const [a, b = Number.NaN] = numbers as [number, number?];
  const met =
    op === ">="
      ? has >= a
      : op === ">"
        ? has > a
        : op === "<="
          ? has <= a
          : op === "<"
            ? has < a
            : op === "=="
              ? has === a
              : op === "in"
                ? numbers.includes(has)
                : op === "between"
                  ? has >= a && has <= b
                  : op === "between-exclusive"
                    ? has > a && has < b
                    : op === "half-open"
                      ? has >= a && has < b
                      : op === "outside"
                        ? has < a || has > b
                        : undefined;
  return met === undefined ? "unknown" : met ? "yes" : "no";
}

function level(asked: Asked, has: number | undefined): Answer {
  return has === undefined ? "unknown" : compare(asked.op, asked.value, has);
}

const kilograms: Readonly<Record<string, number>> = { kg: 1, g: 0.001, lb: 0.45359237 };

function ofWeight(asked: Asked, { weightKg }: TrialChild): Held {
  const size = kilograms[asked.unit ?? "kg"];
  if (
    weightKg === undefined ||
    size === undefined ||
    says(asked, /birth|lost|loss|gain|stable|percentile|for age|for height/i)
  )
    return of("weight", "unknown");
  return of("weight", compare(asked.op, asked.value, weightKg / size));
}

// the palsy itself

const limbTypes: Readonly<Record<string, (topography: NonNullable<TrialChild["topography"]>) => Answer>> = {
  unilateral: (has) => (has === "unilateral" ? "yes" : "no"),
  bilateral: (has) => (has === "unilateral" ? "no" : "yes"),
  // Of a hemiparesis the worse side may be one; a hemiplegic palsy is not bilateral.
  "hemiplegic-palsy": (has) => (has === "unilateral" ? "yes" : "no"),
  hemiparesis: (has) => (has === "unilateral" ? "yes" : has === "oneSideWorse" ? "unknown" : "no"),
  diplegia: (has) =>
    has === "diplegia" ? "yes" : has === "bilateral" || has === "oneSideWorse" ? "unknown" : "no",
  quadriplegia: (has) =>
    has === "quadriplegia" ? "yes" : has === "bilateral" || has === "oneSideWorse" ? "unknown" : "no",
  monoplegia: () => "unknown",
};

function ofMotorType(asked: Asked, child: TrialChild): Held {
  const { concepts } = asked;
  if (concepts.includes("unilateral-or-bilateral")) return of("topography", "yes");
  const types = concepts.filter((concept): concept is MotorType =>
    /^(?:spastic|dyskinetic|ataxic|hypotonic)$/.test(concept),
  );
  const ofPalsy = concepts.includes("cerebral-palsy");
  const limbs = concepts
    .filter((concept) => Object.hasOwn(limbTypes, concept))
    .map((limb) => (limb === "hemiparesis" && ofPalsy ? "hemiplegic-palsy" : limb));
  if (asked.concept === "unilateral" && limbs.length === 0) limbs.push("unilateral");
  // "Any other form": other than the lines above ask for, which say it themselves.
  if (types.length === 0 && limbs.length === 0)
    return concepts.includes("cerebral-palsy")
      ? { ...of("motorType", "no"), given: true }
      : of("motorType", "unknown");
  const tone = types.length === 0 ? undefined : typeAmong(asked, types, child);
  const body =
    limbs.length === 0
      ? undefined
      : anyOf(
          "topography",
          limbs.map((limb) =>
            of("topography", child.topography === undefined ? "unknown" : limbTypes[limb]!(child.topography)),
          ),
        );
  // "Spasticity of the arm" asks for an arm that is affected.
  const arm =
    types.includes("spastic") && concepts.includes("arm") ? known("arms", child.arms?.affected) : undefined;
  const parts = [tone, body, arm].filter((part) => part !== undefined);
  return (
    parts.find(({ answer }) => answer === "no") ??
    parts.find(({ answer }) => answer === "unknown") ??
    parts[0]!
  );
}

function typeAmong(
  asked: Asked,
  types: readonly MotorType[],
  { motorTypes, severeDystonia }: TrialChild,
): Held {
  if (motorTypes === undefined) return of("motorType", "unknown");
  if (!types.some((type) => motorTypes.includes(type))) return of("motorType", "no");
  if (says(asked, /\bsevere\b/i) && types.includes("dyskinetic")) return known("motorType", severeDystonia);
  return of("motorType", "yes");
}

const sideFindings = new Set([
  "contracture",
  "seizures",
  "epilepsy",
  "pain",
  "hip-dislocation",
  "scoliosis",
  "visual-impairment",
  "hearing-impairment",
  "cognitive-impairment",
  "symptom",
  "gastrointestinal-disease",
  "fracture",
  "insomnia",
  "problem",
]);

const ofBrain = new Set([
  "stroke",
  "periventricular-leukomalacia",
  "hypoxic-ischemic-encephalopathy",
  "brain-lesion",
  "congenital-brain-lesion",
]);

function ofCondition(asked: Asked, child: TrialChild): Held {
  const named = asked.concepts.filter((concept) => ofBrain.has(concept));
  if (asked.concepts.includes("cerebral-palsy") || asked.concepts.includes("unilateral-cerebral-palsy")) {
    const caused = named.length > 0 && says(asked, /\b(?:follow\w*|due|caused|secondary|result\w*|after)\b/i);
    // "CP with a dynamic contracture" asks for more than the palsy, "CP or a delay" for less.
    const more = says(asked, /\bwith\b/i) && asked.concepts.some((concept) => sideFindings.has(concept));
    if (!caused) return more ? of("conditions", "unknown") : of("motorType", "yes");
  }
  if (named.length > 0) {
    if (child.cause === undefined && child.imaging === undefined) return of("brain", "unknown");
    const has = new Set(
      conceptsIn(`${child.cause ?? ""}; ${child.imaging ?? ""}`).map(({ concept }) => concept),
    );
    const found = named.some((concept) => has.has(concept) || concept === "brain-lesion");
    return of("brain", found ? "yes" : "unknown");
  }
  return of("conditions", "unknown");
}

// other diseases

const severityOpen =
  /\buncontrol|\bnot (?:be )?(?:\w+ )?(?:controlled|under control)|\bintractable\b|\bunstable\b|\brefractory\b|out of control|drug[- ]resistant|\bsevere\b|\bpoorly controlled|well[- ]controlled|\bcontrolled\b/i;
const slight = new Set(["scoliosis", "contracture", "hip-dislocation", "spastic"]);

function ofComorbidity(asked: Asked, child: TrialChild, today: string): Held {
  const [first] = asked.concepts;
  const main = asked.concept;
  if (says(asked, /\bfamily history\b|\bin the family\b/i))
    return known("family", child.psychiatricFamilyHistory);
  const named = [main, ...asked.concepts];
  const found = [...new Set(named)].flatMap((concept) => ofDisease(concept, asked, child, today) ?? []);
  if (found.length > 0) {
    // "Autism, epilepsy or blindness": any of them; a disease given as an example stands for itself.
    const told = anyOf(found[0]!.fact, found);
    if (told.answer !== "no") return told;
  }
  if (child.nothingElse !== true) {
    // Without a list the one disease is all of the line; in a list an unknown word may stand for another.
    const alone =
      found.length > 0 && found.length === new Set(named).size && !says(asked, /,|;|\/|\b(?:or|and)\b/i);
    return alone ? anyOf(found[0]!.fact, found) : of("conditions", "unknown");
  }
  const listed = (child.conditions ?? []).flatMap((words) => conceptsIn(words).map(({ concept }) => concept));
  if (listed.includes(main) && !slight.has(main) && main !== "comorbidity")
    return of("conditions", says(asked, degrees) ? "unknown" : "yes");
  if (listed.some((concept) => named.includes(concept) && !slight.has(concept)))
    return of("conditions", "unknown");
  // "repaired heart defect" and "heart disease" have a word in common, and nobody here can weigh it.
  if (
    (child.conditions ?? []).some(
      (words) => !slight.has(conceptsIn(words)[0]?.concept ?? "") && sharesWord(words, asked.text),
    )
  )
    return of("conditions", "unknown");
  const serious = listed.some((concept) => !slight.has(concept));
  if (serious && (main === "comorbidity" || main === "problem" || first === undefined))
    return of("conditions", "unknown");
  return of("conditions", "no");
}

/** Words by which a line asks for more than the disease alone. */
const degrees =
  /\b(?:severe|serious|significant|uncontrolled|unstable|active|progressive|limit\w*|interfer\w*|prevent\w*|affect\w*|major|marked)\b/i;

function sharesWord(words: string, text: string): boolean {
  const own = new Set(words.toLowerCase().match(/[a-z]{4,}/g) ?? []);
  return (
    text
      .slice(0, 2_000)
      .toLowerCase()
      .match(/[a-z]{4,}/g) ?? []
  ).some((word) => own.has(word));
}

function ofDisease(concept: string, asked: Asked, child: TrialChild, today: string): Held | undefined {
  switch (concept) {
    case "seizures":
    case "epilepsy":
      return ofSeizures(asked, child, today);
    case "visual-impairment":
      return ofSense("vision", child.vision, asked);
    case "hearing-impairment":
      return ofSense("hearing", child.hearing, asked);
    case "intellectual-disability":
    case "cognitive-impairment":
      return of("instructions", child.followsInstructions === true ? "no" : "unknown");
    case "genetic-disease":
      return says(asked, /chromosom|genetic|hereditary|inherited/i)
        ? known("genetics", child.geneticDiagnosis)
        : undefined;
    case "motion-sickness":
      return known("senses", child.motionSickness);
    case "claustrophobia":
      return known("senses", child.claustrophobia);
    case "pain":
      return of("pain", child.pain === false ? "no" : "unknown");
    case "contracture":
      return /leg|calf|ankle|foot|knee|hip|hamstrings/.test(asked.concepts.join(" "))
        ? undefined
        : known("arms", child.arms?.fixedContracture);
    case "scoliosis":
      return scoliosisDegrees(child) === undefined
        ? undefined
        : of("conditions", scoliosisDegrees(child) === 0 ? "no" : "unknown");
    case "allergy":
      return child.allergies === undefined
        ? undefined
        : of("allergies", child.allergies.length === 0 ? "no" : "unknown");
    default:
      return undefined;
  }
}

function ofSeizures(asked: Asked, { seizures }: TrialChild, today: string): Held {
  if (seizures === undefined) return of("seizures", "unknown");
  const { ever, afterAge2, controlled, last } = seizures;
  if (ever === false) return of("seizures", "no");
  if (says(asked, /after (?:the age of )?(?:2|two)\b/i)) return known("seizures", afterAge2);
  if (says(asked, severityOpen))
    return of("seizures", controlled === undefined ? "unknown" : controlled ? "no" : "yes");
  const window = firstWindow(asked);
  if (window?.op !== undefined) {
    if (last !== undefined) return { fact: "seizures", ...inWindow(last, window, today) };
    return of(
      "seizures",
      afterAge2 === false &&
        window.unit !== undefined &&
        (window.value ?? 0) <= (window.unit === "year" ? 2 : 24)
        ? "no"
        : "unknown",
    );
  }
  if (window?.ref === "ever" || says(asked, /\bever\b|\bhistory\b|seizure-free/i))
    return known("seizures", ever);
  // A seizure in the first days of life is not epilepsy to everybody.
  return of("seizures", afterAge2 === true ? "yes" : "unknown");
}

function ofSense(fact: "vision" | "hearing", has: TrialChild["vision"], asked: Asked): Held {
  if (has === undefined) return of(fact, "unknown");
  if (has === "normal") return of(fact, "no");
  if (has === "corrected")
    return of(
      fact,
      says(asked, /correct|marked|severe|legal|blind|poor|deaf|significant|interfere|limit|affect/i)
        ? "no"
        : "unknown",
    );
  return of(fact, says(asked, /legal|blind/i) ? "unknown" : "yes");
}

/** 0 where it is known that there is none. */
function scoliosisDegrees({ conditions, nothingElse }: TrialChild): number | undefined {
  const told = conditions?.find((words) => /scolio/i.test(words));
  if (told === undefined) return conditions !== undefined && nothingElse === true ? 0 : undefined;
  const degrees = /(\d{1,3})\s*(?:°|deg)/i.exec(told);
  return degrees === null ? undefined : Number(degrees[1]);
}

// treatments

const windowsOf = ({ window }: Asked): readonly TimeWindow[] =>
  window === null ? [] : Array.isArray(window) ? window : [window as TimeWindow];
const firstWindow = (asked: Asked): TimeWindow | undefined => windowsOf(asked)[0];

const armSites = new Set(["arm", "elbow", "wrist", "hand", "biceps"]);
const legSites = new Set(["leg", "calf", "ankle", "foot", "knee", "hamstrings", "thigh", "adductors", "hip"]);
const whole: Readonly<Record<string, ReadonlySet<string>>> = { arm: armSites, leg: legSites };

/** Whether a treatment of these sites is one the criterion means; all sites are meant where it names none. */
function sameSite(wanted: readonly string[], treated: readonly string[]): Answer {
  if (wanted.length === 0) return "yes";
  if (treated.length === 0) return "unknown";
  const near = (a: string, b: string) => a === b || whole[a]?.has(b) === true;
  if (wanted.some((site) => treated.some((had) => near(site, had)))) return "yes";
  // "the legs were injected" leaves open whether the calf was.
  return wanted.some((site) => treated.some((had) => near(had, site))) ? "unknown" : "no";
}

const sitesOf = (words: string): string[] =>
  conceptsIn(words).flatMap(({ role, concept }) =>
    role === "site" || concept === "hip-surgery" ? [concept === "hip-surgery" ? "hip" : concept] : [],
  );
const wantedSites = (asked: Asked): string[] =>
  asked.concepts.filter((concept) => armSites.has(concept) || legSites.has(concept) || concept === "spine");

/** Of all times it was done, those at these sites, inside these windows. */
function done(
  fact: AskedFact,
  events: readonly PastTreatment[] | undefined,
  asked: Asked,
  today: string,
  fits: (event: PastTreatment) => Answer,
): Held {
  if (events === undefined) return of(fact, "unknown");
  const found = events.flatMap((event) => {
    const meant = fits(event);
    if (meant === "no") return [];
    const windows = windowsOf(asked);
    const inside = (windows.length === 0 ? [{ ref: "ever" }] : windows).map((window) =>
      inWindow(event.date, window, today),
    );
    const yes = inside.find(({ answer }) => answer === "yes");
    if (yes !== undefined) return [meant === "yes" ? { fact, ...yes } : of(fact, "unknown")];
    return inside.some(({ answer }) => answer === "unknown") ? [of(fact, "unknown")] : [];
  });
  return found.length === 0 ? of(fact, "no") : anyOf(fact, found);
}

function ofTreatment(asked: Asked, child: TrialChild, today: string): Held {
  const planned = windowsOf(asked).some(
    ({ ref }) => ref === "planned-during-study" || ref === "planned-after-intervention",
  );
  // "Physiotherapy after botulinum toxin": what stands behind the treatment asked about is not asked.
  const main = ofOneTreatment(asked.concept, asked, child, today);
  if (main === undefined) return absent("treatments", child, asked);
  const named = [...new Set([asked.concept, ...asked.concepts])];
  const found = named.flatMap((concept) => ofOneTreatment(concept, asked, child, today) ?? []);
  if (planned && named.some((concept) => operations.has(concept)))
    found.push(known("operations", child.operationPlanned));
  return anyOf(main.fact, found);
}

const operations = new Set([
  "surgery",
  "hip-surgery",
  "orthopedic-surgery",
  "neurosurgery",
  "spinal-fusion",
  "procedure",
]);

function ofOneTreatment(concept: string, asked: Asked, child: TrialChild, today: string): Held | undefined {
  const sites = wantedSites(asked);
  if (concept === "botulinum-toxin")
    return done("botulinumToxin", child.botulinumToxin, asked, today, everyLimb(sites));
  if (concept === "selective-dorsal-rhizotomy") {
    if (child.rhizotomy === false) return of("rhizotomy", "no");
    const dated = child.operations?.filter(({ words }) => /rhizotom/i.test(words)) ?? [];
    if (dated.length > 0) return { ...done("rhizotomy", dated, asked, today, () => "yes") };
    return of(
      "rhizotomy",
      child.rhizotomy === true && firstWindow(asked)?.op === undefined ? "yes" : "unknown",
    );
  }
  if (operations.has(concept))
    return done("operations", child.operations, asked, today, (event) =>
      operationFits(concept, asked, event, sites),
    );
  if (concept === "cell-therapy")
    return done("cellTherapy", child.cellTherapy, asked, today, () =>
      says(asked, /autologous|own/i) ? "unknown" : "yes",
    );
  if (concept === "cast") return child.casts && done("casts", child.casts, asked, today, everyLimb(sites));
  if (concept === "phenol-or-alcohol-injection")
    return child.phenol && done("phenol", child.phenol, asked, today, everyLimb(sites));
  if (concept === "baclofen") return ofBaclofen(asked, child);
  return undefined;
}

const everyLimb =
  (sites: readonly string[]) =>
  ({ words }: PastTreatment): Answer =>
    sameSite(sites, sitesOf(words));

function operationFits(
  concept: string,
  asked: Asked,
  { words }: PastTreatment,
  sites: readonly string[],
): Answer {
  const kinds = new Set(conceptsIn(words).map(({ concept: found }) => found));
  const ofStudy = /under study|study limb|studied/i.test(asked.text) && sites.length === 0;
  const neurosurgical =
    kinds.has("selective-dorsal-rhizotomy") || kinds.has("neurosurgery") || kinds.has("baclofen-pump");
  const wantsNeuro = concept === "neurosurgery" || says(asked, /neuro-?surg/i);
  if (neurosurgical)
    return wantsNeuro ? "yes" : ofStudy ? "no" : concept === "surgery" && sites.length === 0 ? "yes" : "no";
  if (concept === "neurosurgery") return "no";
  if (concept === "spinal-fusion")
    return kinds.has("spinal-fusion") ? "yes" : /spin/i.test(words) ? "unknown" : "no";
  if (concept === "hip-surgery") return sameSite(["hip"], sitesOf(words));
  // "The muscles under study", "the study limb": which they are is not told.
  if (ofStudy) return "unknown";
  return sameSite(sites, sitesOf(words));
}

function ofBaclofen(asked: Asked, { baclofen }: TrialChild): Held {
  const pump = known("baclofen", baclofen?.pump);
  if (says(asked, /intrathecal|pump|\bitb\b/i)) return pump;
  const oral = known("baclofen", baclofen?.oral);
  return says(asked, /\boral/i) ? oral : anyOf("baclofen", [oral, pump]);
}

function ofMedicine(asked: Asked, child: TrialChild, today: string): Held {
  const named = [...new Set([asked.concept, ...asked.concepts])];
  const found = named.flatMap((concept) => ofOneTreatment(concept, asked, child, today) ?? []);
  const taken = child.medicines?.flatMap((words) => conceptsIn(words).map(({ concept }) => concept));
  if (taken !== undefined)
    found.push(
      of(
        "medicines",
        taken.some((concept) => concept !== "baclofen" && named.includes(concept)) ? "yes" : "no",
      ),
    );
  if (asked.concept === "muscle-relaxant") {
    found.push(ofBaclofen(asked, child));
    const injected = done("botulinumToxin", child.botulinumToxin, asked, today, () => "unknown");
    // Whether an injection is a medicine against spasticity is for the team to say.
    found.push(injected);
  }
  if (asked.concept === "antiseizure-drug" && taken === undefined) return of("medicines", "unknown");
  if (found.length > 0) return anyOf("medicines", found);
  return absent("medicines", child, asked);
}

function ofDevice(asked: Asked, child: TrialChild): Held {
  if (asked.concept === "baclofen-pump" || asked.concepts.includes("baclofen-pump"))
    return known("baclofen", child.baclofen?.pump);
  if (asked.concept === "implant" && child.baclofen?.pump === true) return of("devices", "unknown");
  if (asked.section === "inclusion" && !asked.negated) return of("devices", "unknown");
  return absent("devices", child, asked);
}

// what is measured

const ofBlood =
  /hemoglobin|platelet|wbc|neutrophil|lymphocyte|creatinine|bilirubin|transaminase|coagulation|glucose|lipid|electrolyte|hba1c|ejection|blood-pressure/;

function ofMeasure(asked: Asked, child: TrialChild): Held {
  const sites = wantedSites(asked);
  const told = (fact: AskedFact, has: number | undefined): Held =>
    of(fact, has === undefined ? "unknown" : compare(asked.op, asked.value, has));
  if (asked.concepts.includes("ashworth")) return ofAshworth(asked, child, sites);
  if (asked.concepts.includes("migration-percentage")) return told("hip", child.hipMigrationPercent);
  if (asked.concepts.includes("cobb-angle") || asked.concepts.includes("scoliosis"))
    return told("conditions", scoliosisDegrees(child));
  if (asked.concepts.includes("bmi") && asked.unit !== "SD") {
    const { weightKg, heightCm } = child;
    return told(
      "height",
      weightKg === undefined || heightCm === undefined ? undefined : weightKg / (heightCm / 100) ** 2,
    );
  }
  if (
    asked.concepts.includes("wrist") &&
    asked.concepts.includes("range-of-motion") &&
    asked.unit === "degree"
  )
    return told("arms", child.arms?.wristExtensionDegrees);
  if (
    asked.section === "exclusion" &&
    (ofBlood.test(asked.concept) || asked.concept.startsWith("weight-for"))
  )
    return absent("measurement", child, asked);
  return of("measurement", "unknown");
}

function ofAshworth(asked: Asked, { arms }: TrialChild, sites: readonly string[]): Held {
  if (!sites.some((site) => armSites.has(site)) || sites.some((site) => legSites.has(site)))
    return of("measurement", "unknown");
  if (arms?.affected === false) return of("arms", compare(asked.op, asked.value, 0));
  const elbow = arms?.ashworthElbow;
  const wrist = arms?.ashworthWrist;
  const either = sites.includes("elbow") === sites.includes("wrist") && !sites.includes("biceps");
  const scores = either
    ? [elbow, wrist]
    : sites.includes("wrist")
      ? [wrist]
      : sites.includes("elbow")
        ? [elbow]
        : [];
  if (scores.length === 0) return of("arms", "unknown");
  return anyOf(
    "arms",
    scores.map((score) =>
      of("arms", score === undefined ? "unknown" : compare(asked.op, asked.value, score)),
    ),
  );
}

// people, abilities, the rest

const languageNames =
  /\b(english|french|spanish|dutch|flemish|german|italian|portuguese|czech|slovenian|slovene|chinese|mandarin|cantonese|arabic|hebrew|turkish|danish|swedish|norwegian|finnish|polish|russian|japanese|korean|hindi|urdu|bengali|tamil|greek|hungarian|romanian|thai|vietnamese|persian)\b/gi;

function ofLanguage(asked: Asked, { languages }: TrialChild): Held {
  const named =
    asked.text
      .slice(0, 1_000)
      .match(languageNames)
      ?.map((name) => name.toLowerCase()) ?? [];
  if (named.length === 0) return { ...of("languages", "yes"), given: true };
  if (languages === undefined) return of("languages", "unknown");
  const spoken = languages.map((name) => name.toLowerCase());
  return of("languages", named.some((name) => spoken.includes(name)) ? "yes" : "no");
}

/** Ten completed years are the earliest a pregnancy need be thought of. */
function ofPregnancy(child: TrialChild): Held {
  if (child.sex === "male" || child.age.high < 120) return of("pregnancy", "no");
  return of("pregnancy", child.nothingElse === true ? "no" : "unknown");
}

function ofOther(asked: Asked, child: TrialChild): Held {
  const { concept, concepts } = asked;
  if (concept === "macs" || concept === "cfcs") return of(concept, level(asked, child[concept]));
  if (asked.op === "in" || says(asked, /\b(?:edacs|vfcs|bfmf|ecog|nyha|asa)\b/i))
    return of("other", "unknown");
  if (says(asked, /\b(?:inclusion|exclusion|above|eligibility) criteria\b/i))
    return { ...of("other", asked.negated ? "yes" : "no"), given: true };
  if (concepts.includes("cord-blood-unit")) return ofCordBlood(asked, child);
  if (concepts.includes("goal")) return known("goal", child.walkingGoal);
  if (concepts.includes("ambulation")) return ofMobility(asked, child);
  if (concept === "grasp" && says(asked, /\breach/i)) return of("arms", "unknown");
  if (concept === "grasp")
    return asked.op === null ? known("arms", child.arms?.grasps) : of("arms", "unknown");
  if (says(asked, /\bnon-?verbal\b/i))
    return of("cfcs", child.cfcs !== undefined && child.cfcs <= 2 ? "no" : "unknown");
  if (says(asked, /\bsees?\b|\bvision\b/i) && asked.op === null && !says(asked, /cogniti/i))
    return of("vision", child.vision === undefined || child.vision === "impaired" ? "unknown" : "yes");
  if (
    concepts.some((named) =>
      /^(?:instruction-following|cognition|understanding|communication)$/.test(named),
    ) ||
    (concept === "completion" && asked.op === null)
  )
    return of(
      "instructions",
      child.followsInstructions === undefined ? "unknown" : child.followsInstructions ? "yes" : "unknown",
    );
  if (
    concepts.some((named) => /^(?:cooperation|support|availability|completion|judgement)$/.test(named)) ||
    concept === "ability"
  )
    return { ...of("other", asked.section === "inclusion" || asked.negated ? "yes" : "no"), given: true };
  if (asked.section === "exclusion" && !asked.negated) return absent("other", child, asked);
  return of("other", "unknown");
}

function ofCordBlood(asked: Asked, { cordBlood }: TrialChild): Held {
  const whose = says(asked, /sibling/i)
    ? cordBlood?.sibling
    : says(asked, /autologous|own/i)
      ? cordBlood?.own
      : undefined;
  if (whose === undefined) return of("cordBlood", "unknown");
  // A stored unit need not be a qualified one.
  if (whose === "stored" && says(asked, /qualif|suitable|adequate|sufficient|eligible/i))
    return of("cordBlood", "unknown");
  return of("cordBlood", whose === "stored" ? "yes" : "no");
}

function ofMobility(asked: Asked, child: TrialChild): Held {
  const { mobility } = child;
  if (mobility === undefined) return of("mobility", "unknown");
  const walks = mobility !== "does-not-walk";
  if (says(asked, /\bdepend/i)) return of("mobility", walks ? "no" : "unknown");
  if (says(asked, /wheelchair/i))
    return of(
      "mobility",
      says(asked, /not walk|non-?ambul|mainly|primar/i)
        ? says(asked, /^\W*(?:does not|not able to|cannot|unable to) walk/i) && asked.negated
          ? walks
            ? "yes"
            : "no"
          : walks
            ? "no"
            : "yes"
        : "unknown",
    );
  if (says(asked, /head|trunk/i)) return of("mobility", walks ? "yes" : "unknown");
  if (says(asked, /\bsits?\b|sitting/i))
    return of(
      "mobility",
      walks || (says(asked, /support/i) && child.gmfcs !== undefined && child.gmfcs !== "V")
        ? "yes"
        : "unknown",
    );
  if (says(asked, /with or without|with and without|with an? (?:aid|assist)|walking aid/i))
    return of("mobility", walks ? "yes" : "no");
  if (says(asked, /without|independent|neither aid|unaided|unassisted/i))
    return of(
      "mobility",
      mobility === "walks"
        ? "yes"
        : mobility === "walks-with-aid"
          ? says(asked, /or independent|community/i)
            ? "yes"
            : "no"
          : "no",
    );
  if (says(asked, /non-?ambul/i)) return of("mobility", walks ? "no" : "yes");
  if (says(asked, /walk|ambul|gait|step/i)) return of("mobility", walks ? "yes" : "no");
  if (says(asked, /rise|stand/i)) return of("mobility", mobility === "walks" ? "yes" : "unknown");
  return of("mobility", "unknown");
}
