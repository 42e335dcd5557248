/** What is measured: angles, scores, blood values. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { AskedFact, TrialChild } from "../child.ts";
import { ofCells } from "./cells.ts";
import { compare } from "./compare.ts";
import { scoliosisDegrees } from "./disease.ts";
import { absent, anyOf, type Held, of, says } from "./held.ts";
import { armSites, legSites, wantedSites } from "./site.ts";

const ofBlood =
  /hemoglobin|platelet|wbc|neutrophil|lymphocyte|creatinine|bilirubin|transaminase|coagulation|glucose|lipid|electrolyte|hba1c|ejection|blood-pressure/;

export function ofMeasure(asked: Asked, child: TrialChild): Held {
  const sites = wantedSites(asked);
  const told = (fact: AskedFact, has: number | undefined): Held =>
    of(fact, has === undefined ? "unknown" : compare(asked.op, asked.value, has));
  const cells = asked.concepts.includes("count") ? ofCells(asked, child) : undefined;
  if (cells !== undefined) return cells;
  if (asked.concepts.includes("ashworth")) return ofAshworth(asked, child, sites);
  if (asked.concepts.includes("migration-percentage")) return told("hip", child.hipMigrationPercent);
  if (asked.concepts.includes("cobb-angle") || asked.concepts.includes("scoliosis"))
    return told("conditions", scoliosisDegrees(child));
  if (
    asked.unit === "cm" &&
    says(asked, /\b(?:tall|height|stature)\b/i) &&
    !says(asked, /for (?:age|weight)|percentile/i)
  )
    return told("height", child.heightCm);
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
  // A joint that moves too little is an impairment of its own, which a child is known to have or has not.
  if (asked.section === "exclusion" && asked.concepts.some((concept) => stiff.has(concept))) {
    const isOpen =
      (child.arms?.fixedContracture !== false && !sites.some((site) => legSites.has(site))) ||
      (child.conditions ?? []).some((words) => /contract|stiff|deform/i.test(words));
    return isOpen ? of("measurement", "unknown") : absent("measurement", child, asked);
  }
  return of("measurement", "unknown");
}

const stiff = new Set(["contracture", "range-of-motion"]);

/** The grade "1+" of the modified scale lies between 1 and 2. */
const halfGrade = 1.5;

/** "1+ to 3", "1, 1+ or 2", "1+ or higher": grades as limits, where one of them is the half one. */
function withHalfGrade(asked: Asked): Asked {
  if (!says(asked, /\b1 ?\+/)) return asked;
  const text = asked.text.slice(0, 500);
  const grades = [...text.matchAll(/(?<![\d.])([0-4]) ?(\+)?(?![\d.%°])/g)].map(([, grade, plus]) =>
    plus === undefined ? Number(grade) : halfGrade,
  );
  const [low, high] = grades as [number, number?];
  if (high === undefined) return { ...asked, op: sideOf(text), value: low };
  const isRange = grades.length === 2 && /\b(?:between|from)\b|\+? ?(?:to|-|–|through) ?[1-4]/i.test(text);
  return isRange ? { ...asked, op: "between", value: [low, high] } : { ...asked, op: "in", value: grades };
}

function sideOf(text: string): "<" | "<=" | ">" | ">=" | "==" {
  if (/≤|<=|\bat most\b|\bup to\b|\bor (?:less|lower|below)\b/i.test(text)) return "<=";
  if (/<|\b(?:less|lower) than\b|\bbelow\b/i.test(text)) return "<";
  if (/≥|>=|\bat least\b|\bminimum\b|\bor (?:more|higher|greater|above)\b/i.test(text)) return ">=";
  return />|\b(?:more|greater|higher) than\b|\babove\b/i.test(text) ? ">" : "==";
}

function ofAshworth(line: Asked, { arms }: TrialChild, sites: readonly string[]): Held {
  const asked = withHalfGrade(line);
  const all = [arms?.ashworthElbow, arms?.ashworthWrist].filter((score) => score !== undefined);
  // No muscle is named: one that is stiff enough will do, and of the others nothing is told.
  if (sites.length === 0 && (asked.op === ">=" || asked.op === ">"))
    return of(
      "measurement",
      all.some((score) => compare(asked.op, asked.value, score) === "yes") ? "yes" : "unknown",
    );
  if (sites.length === 0 && all.length === 2)
    return of(
      "arms",
      all.every((score) => compare(asked.op, asked.value, score) === "yes") ? "yes" : "unknown",
    );
  if (!sites.some((site) => armSites.has(site)) || sites.some((site) => legSites.has(site)))
    return of("measurement", "unknown");
  if (arms?.affected === false) return of("arms", compare(asked.op, asked.value, 0));
  const elbow = arms?.ashworthElbow;
  const wrist = arms?.ashworthWrist;
  const ofElbow = sites.includes("elbow") || sites.includes("biceps");
  const either = sites.includes("elbow") === sites.includes("wrist") && ofElbow === sites.includes("wrist");
  const scores = either
    ? [elbow, wrist]
    : sites.includes("wrist")
      ? [wrist]
      : ofElbow && says(asked, /\b(?:elbow|biceps|brachialis)\b/i)
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
