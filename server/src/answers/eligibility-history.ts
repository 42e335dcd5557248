/** How a trial's eligibility text changed, from one version that was seen to the next. */
import type { Kysely } from "kysely";
import { compareEligibility } from "trials";
import type { EligibilityHistory, EligibilityStep } from "../api/contract.ts";
import type { Database } from "../store/database.ts";
import { currentNumber, type EligibilityText, eligibilityTexts } from "../store/keeping-up.ts";
import { trialByNumber } from "../store/trials.ts";

/** More than a text changes in its life, by what registries show. */
const mostSteps = 10;

/**
 * Undefined where the store has no trial of that number.
 * @param asked its number, or an older one.
 */
export async function eligibilityHistory(
  db: Kysely<Database>,
  asked: string,
): Promise<EligibilityHistory | undefined> {
  const registryId = await currentNumber(db, asked);
  // One more than is told shows that there were older ones, and is what the oldest told step began from.
  const texts = await eligibilityTexts(db, registryId, mostSteps + 2);
  if (texts.length === 0 && !(await trialByNumber(db, registryId))) return undefined;
  const told = texts.slice(-mostSteps - 1);
  return {
    registryId,
    steps: told
      .slice(1)
      .map((after, at) => step(told[at]!, after))
      .reverse(),
    hasOlder: told.length < texts.length,
  };
}

function step(before: EligibilityText, after: EligibilityText): EligibilityStep {
  const lastSeenBefore = before.lastSeen ?? before.firstSeen;
  return {
    lastSeenBefore,
    // Words that came back were seen before those they replace.
    ...(after.firstSeen >= lastSeenBefore && { firstSeenAfter: after.firstSeen }),
    ...compareEligibility(before.text, after.text),
  };
}
