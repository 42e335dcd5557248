/** What is measured: angles, scores, blood values. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { AskedFact, TrialChild } from "../child.ts";
import { ofCells } from "./cells.ts";
import { compare } from "./compare.ts";
import { scoliosisDegrees } from "./disease.ts";
import { absent, anyOf, type Held, of } from "./held.ts";
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

function ofAshworth(asked: Asked, { arms }: TrialChild, sites: readonly string[]): Held {
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
