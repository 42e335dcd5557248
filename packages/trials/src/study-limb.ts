/**
 * "The study limb", "the muscles under study": which those are is told by the lines that let children in, such as one
 * about spasticity of the arm.
 */
import type { AnnotatedCriterion } from "./annotation/annotated-criterion.ts";
import { armSites, legSites } from "./holds/site.ts";

const underStudy = /\b(?:study|studied|treated|target(?:ed)?|affected) (?:limb|extremity)|limb under study/i;

export function withStudyLimb(criteria: readonly AnnotatedCriterion[]): readonly AnnotatedCriterion[] {
  if (!criteria.some(({ text }) => underStudy.test(text))) return criteria;
  const included = criteria.filter(
    ({ section, kind }) => section === "inclusion" && /^(?:motor-type|condition|lab-threshold)$/.test(kind),
  );
  const sites = new Set(
    included.flatMap(({ concepts }) => concepts.filter((one) => armSites.has(one) || legSites.has(one))),
  );
  const [limb] = [...new Set([...sites].map((site) => (armSites.has(site) ? "arm" : "leg")))];
  const isOne = limb !== undefined && [...sites].every((site) => armSites.has(site) === (limb === "arm"));
  if (!isOne) return criteria;
  return criteria.map((criterion) =>
    underStudy.test(criterion.text) &&
    !criterion.concepts.some((one) => armSites.has(one) || legSites.has(one))
      ? { ...criterion, concepts: [...criterion.concepts, limb] }
      : criterion,
  );
}
