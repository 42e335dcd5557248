/** What was done to a child: injections, operations, cells, drugs, devices. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TimeWindow } from "../annotation/time-window.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { AskedFact, PastTreatment, TrialChild } from "../child.ts";
import { type Answer, type InWindow, inWindow } from "../event-window.ts";
import { compare } from "./compare.ts";
import { isOfNamedClass } from "./drug-classes.ts";
import { absent, anyOf, firstWindow, type Held, known, of, perLine, says, windowsOf } from "./held.ts";
import { asksLongEnough, longEnough, within } from "./long-enough.ts";
import { isLetThroughIn, sameSite, sitesOf, wantedSites, withoutLetThrough } from "./site.ts";

/** Of all times it was done, those at these sites, inside these windows. */
function done(
  fact: AskedFact,
  events: readonly PastTreatment[] | undefined,
  asked: Asked,
  today: string,
  fits: (event: PastTreatment) => Answer,
): Held {
  if (events === undefined) return of(fact, "unknown");
  if (asksLongEnough(asked)) {
    const ever = done(fact, events, { ...asked, window: null }, today, fits);
    return longEnough(asked, done(fact, events, within(asked), today, fits), ever);
  }
  const found = events.flatMap((event) => {
    const meant = fits(event);
    if (meant === "no") return [];
    const inside = countedFrom(asked).map((window) => insideOf(event, window, asked, today));
    const yes = inside.find(({ answer }) => answer === "yes");
    if (yes !== undefined) return [meant === "yes" ? { fact, ...yes } : of(fact, "unknown")];
    return inside.some(({ answer }) => answer === "unknown") ? [of(fact, "unknown")] : [];
  });
  return found.length === 0 ? of(fact, "no") : anyOf(fact, found);
}

const lately =
  /\b(?:in|within|during|over) the (?:last|past|previous|preceding|prior|recent)\b(?! (?:and|or|for|to)\b)(?= \w)/i;

/** A stretch of time that was not understood is no "ever". */
function countedFrom(asked: Asked): readonly TimeWindow[] {
  const windows = windowsOf(asked);
  if (windows.length === 0) return [{ ref: "ever" }];
  const isLate = says(asked, lately) && !says(asked, /\b(?:any time|ever)\b/i);
  return windows.map((window) => {
    if (window.ref === "ever" && isLate) return { ref: "recent" };
    return window.ref === "current" && says(asked, /\b(?:at least once|ever)\b/i) ? { ref: "ever" } : window;
  });
}

/** What goes on now began nobody knows when: the longer ago it was done, the less it is meant. */
const lastsAtMost: TimeWindow = { op: "<=", value: 6, unit: "month", ref: "enrollment" };

function insideOf(event: PastTreatment, window: TimeWindow, asked: Asked, today: string): InWindow {
  if (window.ref !== "current") return inWindow(event.date, window, today);
  const isOver = inWindow(event.date, lastsAtMost, today).answer === "no";
  return { answer: isOver && (asked.section === "exclusion" || asked.negated) ? "no" : "unknown" };
}

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
const asksOfHelp = perLine((asked) => says(asked, ofNoHelp));
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

/** "More than 4 injections": how often it was done, whatever the time. */
function timesDone(line: Asked, child: TrialChild): Held | undefined {
  if (line.concept !== "botulinum-toxin" && line.concept !== "cell-therapy") return undefined;
  const { concept, op, value, unit } = withTimes(line);
  if (op === null || !/^(?:times|injections|infusions|cycles|sessions)$/.test(unit ?? "")) return undefined;
  if (concept === "botulinum-toxin" && child.botulinumToxin !== undefined)
    return of("botulinumToxin", compare(op, value, child.botulinumToxin.length));
  if (concept === "cell-therapy" && child.cellTherapy !== undefined)
    return of("cellTherapy", compare(op, value, child.cellTherapy.length));
  return undefined;
}

const numbersOfTimes = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 } as const;

/** "More than 2 botulinum toxin treatments": what is counted stands behind its name. */
function withTimes(asked: Asked): Asked {
  if (asked.op !== null) return asked;
  const found =
    /\b(more than|at least|[>≥])\s*(\d|one|two|three|four|five|six) (?:[a-z-]+ ){0,4}(?:treatments|injections|sessions|cycles|courses|infusions)\b/i.exec(
      asked.text.slice(0, 500),
    );
  const orMore =
    /\b(\d|one|two|three|four|five|six) or more (?:[a-z-]+ ){0,4}(?:treatments|injections|sessions|cycles|courses|infusions)\b/i.exec(
      asked.text.slice(0, 500),
    );
  if (found === null && orMore === null) return asked;
  const [, sign, amount] = found ?? [undefined, "at least", orMore![1]];
  if (sign === undefined || amount === undefined) return asked;
  const value = numbersOfTimes[amount.toLowerCase() as keyof typeof numbersOfTimes] ?? Number(amount);
  return { ...asked, op: /least|≥/i.test(sign) ? ">=" : ">", value, unit: "times" };
}

/** An operation is planned: whether it is the one a line means can be told only from its words. */
function ofPlanned(asked: Asked, { operationPlanned, operationPlannedWords }: TrialChild): Held {
  if (operationPlanned !== true) return known("operations", operationPlanned);
  const sites = wantedSites(asked);
  const anyWill =
    asked.concept === "surgery" && sites.length === 0 && !says(asked, /study limb|under study/i);
  if (anyWill) return of("operations", "yes");
  if (operationPlannedWords === undefined) return of("operations", "unknown");
  const fits = operationFits(asked.concept, asked, { words: operationPlannedWords }, sites);
  return of("operations", fits === "yes" && isElsewhere(asked, operationPlannedWords) ? "unknown" : fits);
}

/** The line asks for a hospital by its name, and the one told of is not known to be it. */
function isElsewhere({ text }: Asked, words: string): boolean {
  const named =
    /\bat (?:the )?((?:[A-Z][\w'’]*\s+){1,5}(?:Hospital|Cent(?:er|re)|Clinic|University|Institute))/.exec(
      text.slice(0, 1_000),
    );
  const names: readonly string[] =
    named?.[1]?.match(/[A-Z][\w]{2,}/g)?.filter((name) => !/^(?:Hosp|Cent|Clin|Univ|Inst)/.test(name)) ?? [];
  return named !== null && !names.some((name) => words.includes(name));
}

const operations = new Set([
  "surgery",
  "hip-surgery",
  "orthopedic-surgery",
  "neurosurgery",
  "spinal-fusion",
  "procedure",
]);

const kindsOfSurgery = new Set(["hip-surgery", "orthopedic-surgery", "neurosurgery", "spinal-fusion"]);

function ofOneTreatment(concept: string, asked: Asked, child: TrialChild, today: string): Held | undefined {
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

const everyLimb =
  (asked: Asked, sites: readonly string[]) =>
  ({ words }: PastTreatment): Answer =>
    unless(isLetThrough(asked, words), sameSite(sites, sitesOf(words)));

const unless = (letThrough: Answer, fits: Answer): Answer =>
  letThrough === "yes" ? "no" : letThrough === "unknown" && fits === "yes" ? "unknown" : fits;

function operationFits(
  concept: string,
  asked: Asked,
  event: PastTreatment,
  sites: readonly string[],
): Answer {
  return unless(
    isLetThrough(asked, event.words),
    isMeant(concept, { ...asked, text: withoutLetThrough(asked) }, event, sites),
  );
}

function isMeant(concept: string, asked: Asked, { words }: PastTreatment, sites: readonly string[]): Answer {
  if (says(asked, /\bsoft[- ]tissue\b/i) && bony.test(words) && !soft.test(words)) return "unknown";
  if (says(asked, /\b(?:bony|bone surgery|osteotom\w*)\b/i) && soft.test(words) && !bony.test(words))
    return "no";
  const kinds = new Set(conceptsIn(words).map(({ concept: found }) => found));
  const ofStudy = /under study|study limb|studied/i.test(asked.text) && sites.length === 0;
  const neurosurgical = neurosurgery.test(words) || kinds.has("neurosurgery") || kinds.has("baclofen-pump");
  const region = regions.find((words) => says(asked, words));
  if (region !== undefined && sites.length === 0 && !says(asked, /orthop|limb|muscle|tendon/i)) {
    if (region.test(words)) return "yes";
    const isOther = regions.some((one) => one.test(words)) || sitesOf(words).length > 0;
    return isOther ? "no" : "unknown";
  }
  // Of the belly, the eyes, the ears or the heart: an operation, but none of limbs or spine.
  if (elsewhere.test(words) && sitesOf(words).length === 0)
    return concept === "surgery" && sites.length === 0 && !ofStudy ? "yes" : "no";
  const wantsNeuro = concept === "neurosurgery" || says(asked, /neuro-?surg/i);
  if (neurosurgical)
    return wantsNeuro ? "yes" : ofStudy ? "no" : concept === "surgery" && sites.length === 0 ? "yes" : "no";
  if (concept === "neurosurgery") return "no";
  if (concept === "spinal-fusion") {
    const further = says(asked, /pelvi|sacr/i) && !/pelvi|sacr/i.test(words);
    return kinds.has("spinal-fusion") && !further ? "yes" : /spin/i.test(words) ? "unknown" : "no";
  }
  if (concept === "hip-surgery") return sameSite(["hip"], sitesOf(words));
  // "The muscles under study", "the study limb": which they are is not told.
  if (ofStudy) return "unknown";
  return sameSite(sites, sitesOf(words));
}

const bony = /osteotom|\bbon(?:e|y)|reconstruct|fusion|arthrodes/i;
const soft = /lengthening|release|transfer|tenotom|myotom|fascio|soft tissue/i;

const longWords = (words: string): string[] => words.toLowerCase().match(/[a-z]{5,}/g) ?? [];

/** Whether a treatment is one the line itself lets through, by its name or by where it was done. */
function isLetThrough(asked: Asked, words: string): Answer {
  const allowed = isLetThroughIn(asked);
  if (allowed === undefined) return "no";
  const own = longWords(words);
  const sites = sitesOf(allowed);
  if (sites.length > 0 && sameSite(sites, sitesOf(words)) === "yes") return "yes";
  if (longWords(allowed).some((word) => !ofAnyOperation.test(word) && own.includes(word))) return "yes";
  return /\b(?:minor|small|simple|soft|routine)\b/i.test(allowed) ? "unknown" : "no";
}

/** Words that many operations have in common: a tendon is lengthened, moved or cut. */
const ofAnyOperation =
  /^(?:surg|operat|proced|orthop|injec|tendon|muscle|tissue|minor|major|small|simple|previous|prior|bilateral|within|months|years)/;

/** Parts of the body besides limbs and spine that a line about operations may name. */
const regions = [
  /\b(?:eyes?|ocular|strabism\w*|squint|cataract\w*|retin\w*|ophthalm\w*)\b/i,
  /\b(?:abdom\w*|gastro(?!c)\w*|intestin\w*|bowel|fundoplic\w*|digestive|stomach)\b/i,
  /\b(?:ears?|cochlear|otolog\w*|tympan\w*|grommets?)\b/i,
  /\b(?:heart|cardi\w*|thoracic|ductus)\b/i,
  /\b(?:brain|crani\w*|head|intracranial|shunt)\b/i,
  /\b(?:oral|dental|mouth|palate|tonsil\w*|adenoid\w*|salivary|airway|tracheo\w*)\b/i,
];
const neurosurgery =
  /rhizotom|shunt|ventricul|crani|deep brain|vagus|neuro-?surg|baclofen|spinal cord|chiari/i;
const elsewhere =
  /gastro(?!c)|g-tube|\bpeg\b|fundoplic|tonsil|adenoid|grommet|tympan|ear tube|cochlear|strabism|squint|\beyes?\b|cataract|retin|hernia|orchi|circumcis|append|ductus|heart|cardiac|dental|teeth|tooth|palate|salivary|tracheo|bowel/i;

function ofBaclofen(asked: Asked, { baclofen }: TrialChild): Held {
  const pump = known("baclofen", baclofen?.pump);
  if (says(asked, /intrathecal|pump|\bitb\b/i)) return pump;
  const oral = known("baclofen", baclofen?.oral);
  return says(asked, /\boral/i) ? oral : anyOf("baclofen", [oral, pump]);
}

export function ofMedicine(asked: Asked, child: TrialChild, today: string): Held {
  // That a drug is taken does not say that it was changed.
  if (says(asked, /\b(?:chang\w+|adjust\w+|start\w*|initiat\w+|alter\w+|modif\w+|increas\w+)\b/i))
    return absent("medicines", child, asked);
  if (asksOfHelp(asked)) return absent("medicines", child, { ...asked, negated: false });
  const many = howMany(asked, child);
  if (many !== undefined) return many;
  const named = [...new Set([asked.concept, ...asked.concepts])];
  const found = named.flatMap((concept) => ofOneTreatment(concept, asked, child, today) ?? []);
  const taken = takenAmong(named, asked, child);
  if (taken !== undefined) found.push(of("medicines", taken));
  if (asked.concept === "muscle-relaxant") {
    found.push(ofBaclofen(asked, child));
    const injected = done("botulinumToxin", child.botulinumToxin, asked, today, () => "unknown");
    // Whether an injection is a medicine against spasticity is for the team to say.
    found.push(injected);
  }
  if (asked.concept === "antiseizure-drug" && taken === undefined) return of("medicines", "unknown");
  if (found.length === 0)
    return child.medicines === undefined ? of("medicines", "unknown") : absent("medicines", child, asked);
  const told = anyOf("medicines", found);
  if (told.answer === "yes" && says(asked, /\b(?:unless|except)\b.*\b(?:stable|unchanged|constant)\b/i))
    return of("medicines", "unknown");
  if (told.answer === "no" && child.medicines === undefined) return of("medicines", "unknown");
  // Who takes none has no dose that could be unstable; whether such a child is meant is for the team.
  if (
    told.answer === "no" &&
    asked.section === "inclusion" &&
    says(asked, /\b(?:stable|unchanged|constant)\b/i)
  )
    return of("medicines", "unknown");
  // "Other medicines on a stable dose" names none that could be missed.
  const isVague = /^(?:concomitant-medication|medication|treatment)$/.test(asked.concept);
  return told.answer === "no" && isVague && asked.section === "inclusion" && !asked.negated
    ? of("medicines", "unknown")
    : told;
}

const howManyDrugs =
  /\b(?:(more than|at least|at most|no more than|not more than|fewer than|less than|exactly) )?(\d|one|two|three|four|five|six)( or more| or fewer)? (?:[a-z-]+ ){0,2}(?:drugs?|medic\w+|aeds?)\b/i;

/** "Two or more antiseizure drugs", "at most one": counted among those a child takes. */
function howMany({ concept, text }: Asked, { medicines }: TrialChild): Held | undefined {
  const found = concept === "antiseizure-drug" ? howManyDrugs.exec(text.slice(0, 500)) : null;
  if (found === null) return undefined;
  if (medicines === undefined) return of("medicines", "unknown");
  const [, before = "", amount, after = ""] = found;
  const number = numbersOfTimes[amount!.toLowerCase() as keyof typeof numbersOfTimes] ?? Number(amount);
  const taken = medicines.filter((words) => conceptsIn(words).some((one) => one.concept === concept)).length;
  const op =
    /more than/i.test(before) && !/no|not/i.test(before)
      ? ">"
      : /least/i.test(before) || /more/i.test(after)
        ? ">="
        : /most|no more|not more/i.test(before) || /fewer/i.test(after)
          ? "<="
          : /fewer|less/i.test(before)
            ? "<"
            : ">=";
  return of("medicines", compare(op, number, taken));
}

/** A treatment that did too little: what the child was given says nothing of that. */
const ofNoHelp =
  /\b(?:(?:no|poor|inadequate|insufficient|lack of|incomplete|unsatisfactory) (?:\w+ )?(?:response|improvement|effect|benefit|relief)|fail\w*|(?:did|does|do) not (?:help|respond|improve)|refractory|unresponsive|resistant)\b/i;

/** Whether a medicine the child takes is of a kind that is named; of a kind's members only those that are named. */
function takenAmong(named: readonly string[], asked: Asked, { medicines }: TrialChild): Answer | undefined {
  if (medicines === undefined) return undefined;
  const except = (isLetThroughIn(asked) ?? "").toLowerCase();
  const meant = medicines.filter((words) => !longWords(words).some((word) => except.includes(word)));
  const line = withoutLetThrough(asked).toLowerCase();
  if (isOfNamedClass(line, meant)) return "yes";
  const ofKind = meant.filter((words) =>
    conceptsIn(words).some(({ concept }) => concept !== "baclofen" && named.includes(concept)),
  );
  if (ofKind.length === 0) return "no";
  if (ofKind.some((words) => longWords(words).some((word) => line.includes(word)))) return "yes";
  if (!wholeKind.test(line)) return "no";
  return someOfKind.test(line) ? "unknown" : "yes";
}

/** Only such drugs of a kind as do this too, or so many of them. */
const someOfKind =
  /\b(?:enzyme|induc\w*|inhibit\w*|sedating|more than|two or more|at least (?:two|2)|polytherapy|new|experimental)\b/;

const wholeKind =
  /\banti|drugs?\b|medic(?:ation|ine)|agents?\b|relax|suppress|treat|therap|inhibitor|steroid|stimulant|sedati/;

/** "Treatment for epilepsy": told by the medicines a child takes. */
function ofEpilepsyTreatment({ medicines }: TrialChild): Held {
  if (medicines === undefined) return of("medicines", "unknown");
  const is = medicines.some((words) =>
    conceptsIn(words).some(({ concept }) => concept === "antiseizure-drug"),
  );
  return of("medicines", is ? "yes" : "no");
}

const tube = /gastrostom|\bpeg\b|\bg-?tubes?\b|tube[- ](?:fed|feeding)|feeding tube/i;

const asksOfTube = perLine(
  (asked) => tube.test(withoutLetThrough(asked)) && !says(asked, /nasogastric|surg|operat/i),
);

/** "Fed through a gastrostomy": told by the operation. @returns undefined where the line is about something else. */
export function ofTubeFeeding(asked: Asked, child: TrialChild): Held | undefined {
  if (child.operations === undefined || !/^(?:prior-treatment|device|other)$/.test(asked.kind))
    return undefined;
  if (!asksOfTube(asked)) return undefined;
  const had = [...child.operations, ...(child.conditions ?? []).map((words) => ({ words }))];
  const found = had.filter(({ words }) => /\btube|gastrostom|\bpeg\b/i.test(words));
  if (found.length > 0) return of("operations", "yes");
  return of("operations", child.nothingElse === true ? "no" : "unknown");
}

function implantsIn({ operations: done, conditions }: TrialChild, kinds: RegExp): boolean {
  return [...(done ?? []).map(({ words }) => words), ...(conditions ?? [])].some((words) =>
    kinds.test(words),
  );
}

/** When a pump was put in stands among the operations, if anywhere. */
function ofPump(asked: Asked, { baclofen, operations: past }: TrialChild, today: string): Held {
  if (baclofen?.pump !== true || firstWindow(asked)?.op === undefined)
    return known("baclofen", baclofen?.pump);
  const dated = past?.filter(({ words }) => /baclofen|\bpump|\bitb\b/i.test(words)) ?? [];
  return dated.length === 0 ? of("baclofen", "unknown") : done("baclofen", dated, asked, today, () => "yes");
}

/** Implants with a name of their own. */
const ownName = /pacemaker|vagus|vagal|deep brain|cochlear/i;

export function ofDevice(asked: Asked, child: TrialChild, today: string): Held {
  if (asked.concept === "baclofen-pump" || asked.concepts.includes("baclofen-pump"))
    return ofPump(asked, child, today);
  if (says(asked, /\bshunts?\b/i) && child.shunt !== false)
    return child.shunt === true ? of("shunt", "yes") : absent("shunt", child, asked);
  if (says(asked, /\bhearing aids?\b/i) && child.hearing !== undefined && !says(asked, /implant/i))
    return of(
      "hearing",
      child.hearing === "corrected" ? "yes" : child.hearing === "normal" ? "no" : "unknown",
    );
  const isBroad = says(asked, /\b(?:(?<!cochlear )implants?|implanted|metal|devices?|electronic)\b/i);
  const named = isBroad ? null : ownName.exec(asked.text.slice(0, 200));
  if (asked.concept === "implant" && named !== null)
    return implantsIn(child, new RegExp(named[0], "i"))
      ? of("devices", "yes")
      : absent("devices", child, asked);
  if (asked.concept === "implant" && says(asked, /\b(?:electronic|electric\w*|active)\b/i)) {
    const isElectronic =
      child.baclofen?.pump === true || implantsIn(child, /cochlear|pacemaker|stimulat|vagus/i);
    if (isElectronic) return of("devices", "yes");
  }
  if (asked.concept === "implant") {
    const inHead = child.shunt === true || implantsIn(child, /shunt|cochlear|deep brain|vagus/i);
    if (inHead && says(asked, /\b(?:head|skull|brain|cranial|intracranial)\b/i)) return of("devices", "yes");
    if (
      inHead ||
      child.baclofen?.pump === true ||
      implantsIn(child, /implant|plate|screw|rod\b|metal|fusion|pacemaker/i)
    )
      return of("devices", "unknown");
  }
  // Whether there is a phone or the internet at home is for the family to see to.
  const mustSee =
    says(asked, /\b(?:see|sees|vision|sight)\b/i) &&
    child.vision !== "normal" &&
    child.vision !== "corrected";
  if (asked.concept === "phone" && mustSee) return of("vision", "unknown");
  if (asked.concept === "phone" && asked.section === "inclusion")
    return { ...of("devices", "yes"), given: true };
  if (asked.section === "inclusion" && !asked.negated) return of("devices", "unknown");
  return absent("devices", child, asked);
}
