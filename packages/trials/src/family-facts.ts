/**
 * The facts a family can tell, and whether a child's are told far enough to settle a line. A line that stays open
 * although its fact is told, or that turns on anything else (an examination, a diagnosis in fine print), is for the
 * team to judge: asking the family again would settle nothing.
 */
import type { AskedFact, TrialChild } from "./child.ts";

const told: Partial<Record<AskedFact, (child: TrialChild) => boolean>> = {
  // An age is always told; what is near a limit is settled by the month of birth.
  age: () => true,
  sex: ({ sex }) => sex !== undefined,
  gmfcs: ({ gmfcs }) => gmfcs !== undefined,
  macs: ({ macs }) => macs !== undefined,
  cfcs: ({ cfcs }) => cfcs !== undefined,
  weight: ({ weightKg }) => weightKg !== undefined,
  motorType: ({ motorTypes }) => motorTypes !== undefined,
  topography: ({ topography }) => topography !== undefined,
  seizures: ({ seizures }) =>
    seizures?.ever === false ||
    (seizures?.ever !== undefined && seizures.controlled !== undefined && seizures.last !== undefined),
  botulinumToxin: ({ botulinumToxin }) => botulinumToxin !== undefined,
  operations: ({ operations }) => operations !== undefined,
  rhizotomy: ({ rhizotomy }) => rhizotomy !== undefined,
  casts: ({ casts }) => casts !== undefined,
  phenol: ({ phenol }) => phenol !== undefined,
  baclofen: ({ baclofen }) => baclofen?.oral !== undefined && baclofen.pump !== undefined,
  cellTherapy: ({ cellTherapy }) => cellTherapy !== undefined,
  shunt: ({ shunt }) => shunt !== undefined,
  vision: ({ vision }) => vision !== undefined,
  hearing: ({ hearing }) => hearing !== undefined,
  instructions: ({ followsInstructions }) => followsInstructions !== undefined,
  mobility: ({ mobility }) => mobility !== undefined,
  hip: ({ hipMigrationPercent }) => hipMigrationPercent !== undefined,
  genetics: ({ geneticDiagnosis }) => geneticDiagnosis !== undefined,
  languages: ({ languages }) => languages !== undefined,
  cordBlood: ({ cordBlood }) => cordBlood?.own !== undefined && cordBlood.sibling !== undefined,
};

/** Whether the family's answer to this could settle a line that is open for want of it. */
export const familyCanTell = (fact: AskedFact, child: TrialChild): boolean => told[fact]?.(child) === false;
