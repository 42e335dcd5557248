/**
 * What things are called in this field. `same` names mean one thing and find one another; a search for any of them
 * finds its `kinds` as well, but a search for a kind does not find the rest. Names of two letters are left out where
 * they mean other things too ("CP" is also chronic pancreatitis and cleft palate; "HIE" is not, in trials of children).
 */
export interface SynonymGroup {
  readonly same: readonly string[];
  readonly kinds: readonly string[];
}

const group = (same: readonly string[], kinds: readonly string[] = []): SynonymGroup => ({ same, kinds });

export const searchSynonyms: readonly SynonymGroup[] = [
  // The condition and its forms
  group(
    ["cerebral palsy", "palsy cerebral", "infantile cerebral palsy", "Little's disease"],
    [
      "spastic diplegia",
      "spastic hemiplegia",
      "spastic quadriplegia",
      "spastic tetraplegia",
      "congenital hemiplegia",
      "congenital hemiparesis",
      "infantile hemiplegia",
      "hemiplegic cerebral palsy",
      "dyskinetic cerebral palsy",
    ],
  ),
  group([
    "spastic diplegia",
    "spastic diparesis",
    "diplegic cerebral palsy",
    "bilateral spastic cerebral palsy",
  ]),
  group([
    "spastic hemiplegia",
    "hemiplegic cerebral palsy",
    "unilateral cerebral palsy",
    "unilateral spastic cerebral palsy",
    "congenital hemiplegia",
    "congenital hemiparesis",
    "infantile hemiplegia",
  ]),
  group([
    "spastic quadriplegia",
    "spastic tetraplegia",
    "spastic quadriparesis",
    "quadriplegic cerebral palsy",
  ]),
  group(
    ["dyskinetic cerebral palsy", "athetoid cerebral palsy", "athetosis"],
    ["dystonic cerebral palsy", "choreoathetosis"],
  ),
  group(["ataxic cerebral palsy", "congenital ataxia"]),
  group(["spasticity", "muscle spasticity", "spastic muscle", "muscle hypertonia"]),
  group(
    [
      "hypoxic ischemic encephalopathy",
      "HIE",
      "neonatal encephalopathy",
      "perinatal asphyxia",
      "birth asphyxia",
      "asphyxia neonatorum",
    ],
    ["neonatal hypoxia"],
  ),
  group(["periventricular leukomalacia", "PVL", "white matter injury of prematurity"]),
  group(["prematurity", "preterm birth", "preterm infant", "premature infant", "premature birth"]),
  group(["autism", "autism spectrum disorder", "autistic disorder"]),
  group(["epilepsy", "seizure"]),
  group(["stroke", "cerebrovascular accident"], ["perinatal stroke", "ischemic stroke"]),
  // Blood and cells
  group(
    ["cord blood", "umbilical cord blood", "placental blood"],
    ["UCB", "cord blood mononuclear cell", "umbilical cord blood infusion", "DUCORD"],
  ),
  group(
    ["mesenchymal stem cell", "mesenchymal stromal cell", "MSC", "mesenchymal cell"],
    ["Wharton's jelly", "umbilical cord mesenchymal"],
  ),
  group(
    ["stem cell", "stem cell therapy", "stem cell transplantation", "progenitor cell"],
    ["mesenchymal stromal cell", "bone marrow mononuclear"],
  ),
  group(
    ["cell therapy", "cellular therapy", "cell infusion"],
    ["stem cell", "cord blood", "mononuclear cell"],
  ),
  group(["bone marrow mononuclear cell", "BMMNC", "bone marrow mononuclear", "autologous bone marrow"]),
  // Treatments of movement
  group(
    ["constraint induced movement therapy", "CIMT", "constraint therapy", "constraint induced therapy"],
    ["modified constraint"],
  ),
  group([
    "hand arm bimanual intensive therapy",
    "HABIT",
    "bimanual training",
    "bimanual therapy",
    "bimanual intensive",
  ]),
  group(
    ["botulinum toxin", "botulinum", "Botox", "BoNT", "botulinum toxin type A"],
    ["onabotulinumtoxinA", "abobotulinumtoxinA", "incobotulinumtoxinA", "Dysport", "Xeomin"],
  ),
  group(["selective dorsal rhizotomy", "dorsal rhizotomy", "rhizotomy", "SDR"]),
  group(["intrathecal baclofen", "baclofen pump", "ITB"]),
  group(
    ["physiotherapy", "physical therapy", "physical therapist"],
    ["neurodevelopmental treatment", "Bobath"],
  ),
  group(["occupational therapy", "occupational therapist"]),
  group(["speech therapy", "speech language therapy", "speech and language therapy", "logopedics"]),
  group(
    ["rehabilitation", "neurorehabilitation"],
    [
      "physiotherapy",
      "physical therapy",
      "occupational therapy",
      "robot assisted gait training",
      "treadmill training",
    ],
  ),
  group(["neurodevelopmental treatment", "neurodevelopmental therapy", "Bobath", "NDT"]),
  group(["robot assisted gait training", "robotic gait training", "Lokomat", "exoskeleton"]),
  group(["treadmill training", "body weight supported treadmill", "locomotor training"]),
  group(["hippotherapy", "therapeutic riding", "horseback riding", "equine assisted"]),
  group(["whole body vibration", "vibration therapy", "vibration training"]),
  group([
    "electrical stimulation",
    "neuromuscular electrical stimulation",
    "NMES",
    "functional electrical stimulation",
  ]),
  group(["transcranial magnetic stimulation", "rTMS", "TMS"]),
  group(["transcranial direct current stimulation", "tDCS"]),
  group(["hyperbaric oxygen", "HBOT", "hyperbaric oxygenation", "hyperbaric therapy"]),
  group(["therapeutic hypothermia", "cooling", "whole body cooling", "induced hypothermia"]),
  group(["orthosis", "orthoses", "ankle foot orthosis", "AFO"], ["splint"]),
  group(["serial casting", "casting", "plaster cast"]),
  group(["virtual reality", "video game", "exergame", "gaming"]),
  group(["early intervention", "early stimulation", "infant stimulation"]),
  group([
    "goal directed training",
    "goal oriented training",
    "task oriented training",
    "task specific training",
  ]),
  group(["augmentative and alternative communication", "AAC", "augmentative communication"]),
  group(["erythropoietin", "EPO", "epoetin", "darbepoetin"]),
  // Measures and people
  group(["gross motor function", "gross motor", "GMFM"]),
  group(["child", "children", "pediatric", "paediatric"]),
  group(["newborn", "neonate", "neonatal"]),
  group(["upper limb", "upper extremity", "arm function"]),
  group(["lower limb", "lower extremity"]),
  group(["hip displacement", "hip dislocation", "hip subluxation", "hip migration"]),
  group(["drooling", "sialorrhea"]),
  group(["dysphagia", "swallowing disorder", "deglutition disorder"]),
];
