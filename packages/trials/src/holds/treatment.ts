/** What was done to a child: injections, operations, cells, casts. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TimeWindow } from "../annotation/time-window.ts";
import type { TrialChild } from "../child.ts";
import type { Answer } from "../event-window.ts";
import { done } from "./done.ts";
import { asksOfHelp, ofBaclofen, ofEpilepsyTreatment } from "./drugs.ts";
import { absent, anyOf, firstWindow, type Held, known, of, perLine, says, windowsOf } from "./held.ts";
import { timesDone } from "./how-often.ts";
import { everyLimb, unless } from "./let-through.ts";
import { asksLongEnough, longEnough, within } from "./long-enough.ts";
import { kindsOfSurgery, ofPlanned, operationFits, operations } from "./operation.ts";
import { isLetThroughIn, sitesOf, wantedSites, withoutLetThrough } from "./site.ts";

const ahead = /^(?:planned-during-study|planned-after-intervention|during-study)$/;

const isAhead = ({ ref }: TimeWindow): boolean => ahead.test(ref);

/** "Past or planned": the plan is not all that is asked. */
function withPast(asked: Asked): Asked {
  const windows = windowsOf(asked);
  const isPast = windows.every(isAhead) && says(asked, /\b(?:past|previous|prior|earlier|ever|already)\b/i);
  return windows.length > 0 && isPast ? { ...asked, window: [...windows, { ref: "ever" }] } : asked;
}

export function ofTreatment(line: Asked, child: TrialChild, today: string): Held {
  if (asksLongEnough(line))
    return longEnough(
      line,
      ofTreatment(within(line), child, today),
      ofTreatment({ ...line, window: null }, child, today),
    );
  const asked = withPast(line);
  if (asksOfEffect(asked)) return absent("treatments", child, { ...asked, negated: false });
  const times = timesDone(asked, child);
  if (times !== undefined) return times;
  // "Physiotherapy after botulinum toxin": what stands behind the treatment asked about is not asked.
  const bySite = partsBySite(asked);
  if (bySite.length > 1)
    return anyOf(
      "treatments",
      bySite.map((part) => ofTreatment(part, child, today)),
    );
  const main =
    ofOneTreatment(asked.concept, asked, child, today) ??
    (unnamedTreatment.test(asked.concept)
      ? says(asked, /\b(?:stem|marrow|mesenchymal|mononuclear) cells?\b|\bcord blood\b/i)
        ? ofOneTreatment("cell-therapy", asked, child, today)
        : ofSpasticityTreatment(asked, child, today)
      : undefined);
  const named = [...new Set([asked.concept, ...asked.concepts])];
  if (main === undefined && named.some((concept) => concept === "epilepsy" || concept === "seizures"))
    return ofEpilepsyTreatment(child);
  if (main === undefined) return absent("treatments", child, asked);
  const windows = windowsOf(asked);
  const isOperation = named.some((concept) => operations.has(concept));
  // Where only what lies ahead is asked, what is past is no answer, known or not.
  if (isOperation && windows.length > 0 && windows.every(isAhead)) return ofPlanned(asked, child);
  const found = [main, ...named.flatMap((concept) => ofOneTreatment(concept, asked, child, today) ?? [])];
  if (windows.some(isAhead)) {
    if (isOperation) found.push(ofPlanned(asked, child));
    // What is planned besides an operation has not been asked; a trial that wants it planned leaves that open.
    else if (asked.section === "inclusion" && !asked.negated) found.push(of(main.fact, "unknown"));
  }
  // A rhizotomy without a date is an operation on nerves all the same.
  if (isOperation && says(asked, /neuro-?surg/i) && windows.every(({ op }) => op === undefined))
    found.push(known("rhizotomy", child.rhizotomy));
  return anyOf(main.fact, found);
}

/** What a treatment did, not that it was given. */
const ofReaction =
  /\b(?:resistan\w*|antibod\w*|allerg\w*|hypersensitiv\w*|intoleran\w*|adverse|side effects?|contraindicat\w*)\b/i;

const asksOfEffect = perLine((asked) => asksOfHelp(asked) || says(asked, ofReaction));

const unnamedTreatment = /^(?:treatment|therapy|intervention|medication|concomitant-medication)$/;

/** "Spasticity treatment (botulinum toxin, oral drugs)": any of those a child may have had. */
function ofSpasticityTreatment(asked: Asked, child: TrialChild, today: string): Held | undefined {
  if (!says(asked, /spastic|\btone\b|hyperton|botulin/i)) return undefined;
  const injected = done("botulinumToxin", child.botulinumToxin, asked, today, () => "yes");
  const isInjection = says(asked, /botulin/i) && !says(asked, /oral|drugs?\b|medic|baclofen/i);
  return anyOf("treatments", isInjection ? [injected] : [injected, ofBaclofen(asked, child)]);
}

/** "The arm within 6 months or the leg within 3 months": as many windows as parts of the body, each with its own. */
function partsBySite(asked: Asked): Asked[] {
  const windows = windowsOf(asked);
  if (windows.length < 2) return [];
  const parts = asked.text.split(/\bor\b|;/i).map((text) => ({ text, sites: sitesOf(text) }));
  const isPaired =
    parts.length === windows.length && parts.every(({ text, sites }) => sites.length > 0 && /\d/.test(text));
  if (!isPaired) return [];
  const others = asked.concepts.filter((concept) => sitesOf(concept).length === 0);
  return parts.map(({ text, sites }, at) => ({
    ...asked,
    text,
    window: windows[at]!,
    concepts: [...others, ...sites],
  }));
}

export function ofOneTreatment(
  concept: string,
  asked: Asked,
  child: TrialChild,
  today: string,
): Held | undefined {
  const sites = wantedSites(asked);
  if (concept === "botulinum-toxin")
    return done("botulinumToxin", child.botulinumToxin, asked, today, everyLimb(asked, sites));
  if (concept === "selective-dorsal-rhizotomy") {
    if (child.rhizotomy === false) return of("rhizotomy", "no");
    const dated = child.operations?.filter(({ words }) => /rhizotom/i.test(words)) ?? [];
    if (dated.length > 0) return { ...done("rhizotomy", dated, asked, today, () => "yes") };
    return of(
      "rhizotomy",
      child.rhizotomy === true && firstWindow(asked)?.op === undefined ? "yes" : "unknown",
    );
  }
  // "Surgery" beside "orthopedic" or "neurosurgical" is no further kind; a procedure need not be an operation.
  if (
    concept === "surgery" &&
    asked.concept !== "surgery" &&
    asked.concepts.some((one) => kindsOfSurgery.has(one))
  )
    return undefined;
  if (concept === "procedure" && !says(asked, /surg|operat/i)) return undefined;
  if (operations.has(concept))
    return done("operations", child.operations, asked, today, (event) =>
      operationFits(concept, asked, event, sites),
    );
  if (concept === "cell-therapy")
    return done("cellTherapy", child.cellTherapy, asked, today, ({ words }) => cellsFit(asked, words));
  if (concept === "cast" || concept === "phenol-or-alcohol-injection") {
    const fact = concept === "cast" ? "casts" : "phenol";
    const events = child[fact];
    return done(fact, events, asked, today, everyLimb(asked, sites));
  }
  // "Any injection", with no drug named: against a stiff muscle it may be botulinum toxin.
  if (concept === "injection" && !says(asked, otherInjection))
    return done("botulinumToxin", child.botulinumToxin, asked, today, (event) =>
      sure(everyLimb(asked, sites)(event), says(asked, /\b(?:any|intramuscular|spasticity|tone)\b/i)),
    );
  if (concept === "baclofen") return ofBaclofen(asked, child);
  return undefined;
}

const otherInjection =
  /toxin|botox|phenol|alcohol|steroid|cortico|hormone|vaccin|insulin|epidural|joint|articular|hyaluron|vitre|vitamin|cells?\b|contrast|nerve|allerg/i;

const sure = (answer: Answer, isSure: boolean): Answer => (answer === "yes" && !isSure ? "unknown" : answer);

const bloodCells = /cord blood|\bucb\b|umbilical/i;

const marrowCells = /bone marrow|\bbm/i;

/** Cells of the kind and from the giver that a line names; any where it names none, and none that it lets through. */
function cellsFit(line: Asked, words: string): Answer {
  const allowed = isLetThroughIn(line);
  const asked = { ...line, text: withoutLetThrough(line) };
  const isAllowed = allowed === undefined ? "no" : sameCells({ ...line, text: allowed }, words);
  return unless(isAllowed, sameCells(asked, words));
}

function sameCells(asked: Asked, words: string): Answer {
  const general = says(
    asked,
    /stem cells?|cell(?:ular)? (?:therap|transplant|infusion|treatment)|\bcells\b/i,
  );
  const other = says(asked, bloodCells)
    ? marrowCells.test(words) && !bloodCells.test(words)
    : says(asked, marrowCells) && bloodCells.test(words) && !marrowCells.test(words);
  if (other) return general && says(asked, /\b(?:or|any|other)\b/i) ? "unknown" : "no";
  if (!says(asked, /autologous|\bown\b/i) || /autologous|\bown\b/i.test(words)) return "yes";
  return /allogen|donor|sibling/i.test(words) ? "no" : "unknown";
}
