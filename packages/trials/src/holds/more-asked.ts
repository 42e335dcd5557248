/**
 * Whether a line about the palsy asks for more than the palsy: "CP after a rhizotomy", "spastic diplegia with crouch
 * gait". Words that only say how it is called, found or graded, and of whom, ask for nothing more.
 */

import type { Asked } from "../annotation/annotated-criterion.ts";
import { perLine } from "./held.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

const plain = words(`
  a an the of in at by to for from is are be being been was were has have having had as and or that this which who whom whose with within between up until
  must should will can may their his her its it they them these those all any each every both either one two least only also than on
  cerebral palsy palsies cp ucp bcp scp child children infant infants toddler toddlers adolescent adolescents adult adults youth youths teenager teenagers boy boys girl girls
  male males female females sex sexes gender patient patients participant participants subject subjects individual individuals people person persons young student students
  diagnosis diagnoses diagnosed diagnostic confirmed confirmation clinical clinically medical medically documented established known suspected recorded primary main working definite certain
  notes record records doctor doctors physician physicians neurologist pediatrician paediatrician specialist specialists neuro neuropediatrician pediatric paediatric criteria
  according guideline guidelines international definition defined described rosenbaum surveillance europe scpe classification classified class sub subtype subtypes
  type types kind kinds form forms cause causes etiology level levels function functional gross motor system scale score manual ability communication gmfcs macs cfcs gmfc er e r i ii iii iv v
  spastic spasticity dyskinetic dyskinesia dystonic dystonia athetoid athetosis choreoathetoid ataxic ataxia hypotonic hypotonia hypertonic hypertonia mixed tone tonus muscle muscles
  unilateral bilateral hemiplegia hemiplegic hemiparesis hemiparetic diplegia diplegic diparesis diparetic triplegia triplegic quadriplegia quadriplegic quadriparesis tetraplegia tetraplegic
  monoplegia monoplegic paraplegia side sides sided involved involvement affected affecting affects limb limbs leg legs arm arms upper lower extremity extremities body half dominating asymmetric
  predominant predominantly predominance mainly mostly chiefly congenital early mild moderate severe mildly moderately severely severity degree regardless whatever irrespective non progressive static pure purely solely exclusively only
  risk high year years yrs old age aged ages month months older younger under over above below more less inclusive when enrolled enrolment enrollment entering study inclusion entry
  abnormal increased altered raised movement postural gait disorder disorders impairment impairments disability disabilities difficulty difficulties problem problems limitation limitations deficit deficits
  caused due secondary resulting following attributable corrected adjusted chronological postnatal better worse higher lower time infusion group groups cohort part
  parent parents caregiver caregivers guardian guardians mother mothers father fathers brother sister siblings
  ambulant ambulatory ambulating walking walk walks able nonambulatory nonambulant non independently independent
`);

/** Behind these a line says what does not matter. */
const anyway = /\b(?:whatever|regardless|irrespective)\b.*/;

/** @returns the words of the first alternative that asks for the least, beyond the palsy itself. */
export const moreAsked = perLine(leftIn);

function leftIn({ text }: Asked): readonly string[] {
  const outside = text
    .slice(0, 1_000)
    .toLowerCase()
    .replace(/\([^()]*\)/g, " ")
    .replace(anyway, " ");
  const alternatives = outside.split(/\bor\b|;/).map((part) => ({
    names:
      /pals(?:y|ies)|\b[bu]?cp\b|spastic|dyskine|dyston|atax|plegi|pare(?:sis|tic)|unilateral|bilateral/.test(
        part,
      ),
    left: (part.match(/[a-z]{2,}/g) ?? []).filter((word) => !plain.has(word)),
  }));
  const about = alternatives.filter(({ names }) => names);
  return about.find(({ left }) => left.length === 0)?.left ?? about[0]?.left ?? [];
}

const behindLevels =
  /.*\b(?:gmfcs?|levels?|[IV]{1,3}|[1-5])\b\W*(?:and|,)?\s*\b(?:with|who|having|after|plus)\b(.*)$/i;
const ofWalking =
  /^(?:us\w*|aids?|device\w*|walkers?|posterior|crutch\w*|canes?|orthos\w*|mobility|unaided|without|wheelchairs?|capable|ability|support\w*)$/;

/** Whether words behind the levels of a line ask for more than how a child walks. */
export const asksBehindLevels = perLine(isMoreBehind);

function isMoreBehind({ text }: Asked): boolean {
  const behind = behindLevels.exec(text.slice(0, 500))?.[1];
  if (behind === undefined || (/\bor\b/i.test(text) && /\blevel\b.*\bor\b.*\blevel\b/i.test(text)))
    return false;
  const left = behind.toLowerCase().match(/[a-z]{2,}/g) ?? [];
  return left.some((word) => !plain.has(word) && !ofWalking.test(word));
}
