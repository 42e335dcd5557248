/**
 * What clinicians and coordinators ask a registry, as a mix: mostly a few words about a condition and a treatment,
 * often with filters, some very common words, some rare ones, some places; a tenth are the pathological kind.
 */
import type { TrialSearch } from "trials";

export interface AskedQuery {
  readonly kind: string;
  readonly search: TrialSearch;
}

const base = { sort: "relevance", page: 1, pageSize: 20 } as const;

const topics = [
  "cerebral palsy cord blood",
  "cerebral palsy botulinum toxin",
  "stem cells autism",
  "gait training children",
  "hypoxic ischemic encephalopathy cooling",
  "lumbar disc herniation surgery",
  "breast cancer radiotherapy",
  "type 2 diabetes metformin",
  "asthma inhaled corticosteroid children",
  "hepatitis C sofosbuvir",
  "knee osteoarthritis exercise",
  "prostate cancer docetaxel",
  "schizophrenia cognitive training",
  "preterm infants caffeine",
  "stroke robot therapy upper limb",
  "major depression psychotherapy",
  "malaria vaccine",
  "smoking cessation varenicline",
  "chronic kidney disease anemia",
  "migraine prevention",
];
const common = [
  "cancer",
  "patients",
  "pain",
  "children",
  "diabetes treatment",
  "randomized placebo",
  "safety efficacy study",
];
const conditions = [
  "cerebral palsy",
  "breast cancer",
  "asthma",
  "HIV infections",
  "depression",
  "obesity",
  "epilepsy",
];
const interventions = ["botulinum", "exercise", "vaccine", "surgery", "cord blood", "insulin"];
const statuses = [["RECRUITING"], ["RECRUITING", "NOT_YET_RECRUITING"], ["COMPLETED"]];
const places = [
  [42.36, -71.06],
  [48.85, 2.35],
  [35.99, -78.9],
  [51.5, -0.12],
  [37.56, 126.98],
] as const;

/** @param random 0 to 1. @param someWord a word that stands in few records. */
export function askedQuery(random: () => number, someWord: () => string): AskedQuery {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const at = random();
  if (at < 0.3) return { kind: "topic", search: { ...base, words: one(topics) } };
  if (at < 0.48) {
    return {
      kind: "topic, filtered",
      search: { ...base, words: one(topics), statuses: one(statuses), country: one(["US", "DE", "FR"]) },
    };
  }
  if (at < 0.58) {
    return {
      kind: "condition, age, status",
      search: {
        ...base,
        condition: one(conditions),
        ageMonths: Math.floor(random() * 216),
        statuses: ["RECRUITING"],
      },
    };
  }
  if (at < 0.66) {
    return {
      kind: "condition and intervention",
      search: { ...base, condition: one(conditions), intervention: one(interventions) },
    };
  }
  if (at < 0.76) return { kind: "very common words", search: { ...base, words: one(common) } };
  if (at < 0.83) return { kind: "rare word", search: { ...base, words: someWord() } };
  if (at < 0.88)
    return { kind: "rare and common word", search: { ...base, words: `${someWord()} ${one(common)}` } };
  if (at < 0.93) {
    const [latitude, longitude] = one(places);
    const kilometres = one([25, 50, 100, 300]);
    return {
      kind: "near a place",
      search: { ...base, words: one([...topics, ...common]), near: { latitude, longitude, kilometres } },
    };
  }
  if (at < 0.96) return { kind: "newest", search: { ...base, sort: "newest", statuses: ["RECRUITING"] } };
  if (at < 0.98)
    return {
      kind: "phrase",
      search: {
        ...base,
        words: `"${one(["quality of life", "randomized controlled trial", "informed consent"])}" ${one(topics)}`,
      },
    };
  return {
    kind: "beginning, or, not",
    search: {
      ...base,
      words: `rehab* OR physio* -${one(["cancer", "stroke"])}`,
      page: 1 + Math.floor(random() * 4),
    },
  };
}
