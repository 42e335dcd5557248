/** Cerebral palsy itself: its types, the limbs it takes, the scales it is graded by, what a child can do. */
import { lexicon } from "./term.ts";

export const movementWords = [
  lexicon(
    "palsy",
    `
    cerebral palsy: cerebral palsy | cerebral palsies | cp | infantile cerebral paralysis | bcp
    unilateral cerebral palsy: ucp | hcp
    `,
  ),
  lexicon(
    "motor-type",
    `
    spastic: spastic | spasticity | spastic type | hypertonic | hypertonia | hypertonus | muscle spasticity
    dyskinetic: dyskine* | dyston* | athet* | chore* | choreoathet* | extrapyramidal
    ataxic: ataxi*
    hypotonic: hypotoni* | flaccid | atonic
    mixed: mixed type | mixed tone | mixed cerebral palsy | mixed cp
    hemiparesis: hemipleg* | hemipare*
    diplegia: dipleg* | dipare*
    quadriplegia: quadripleg* | tetrapleg* | quadripare* | tetrapare*
    monoplegia: monopleg* | tripleg*
    `,
  ),
  lexicon(
    "topography",
    `
    unilateral: unilateral | one side | one - sided | single - sided
    bilateral: bilateral | both sides | two - sided
    unilateral or bilateral: one or both sides | unilateral or bilateral | bilateral or unilateral | unilateral and bilateral
    `,
  ),
  lexicon(
    "scale",
    `
    macs: macs | manual ability classification system | manual ability classification | mini - macs | manual ability classification system ( macs )
    cfcs: cfcs | communication function classification system | communication function classification | communication function classification system ( cfcs )
    edacs: edacs | eating and drinking ability classification system
    vfcs: vfcs | visual function classification system
    bfmf: bfmf | bimanual fine motor function
    fms: functional mobility scale
    house: house classification | house functional classification | modified house
    zancolli: zancolli
    ecog: ecog | eastern cooperative oncology group | zubrod | who performance status | ecog performance status
    asa: asa | american society of anesthesiologists | asa physical status | asa class
    nyha: nyha | new york heart association
    phototype: phototype | skin phototype | fitzpatrick
    pfirrmann: pfirrmann
    modic: modic
    `,
  ),
  lexicon(
    "site",
    `
    arm: arm | arms | upper limb | upper limbs | upper extremity | upper extremities | forearm | forearms
    elbow
    wrist: wrist | wrists
    hand: hand | hands | finger | fingers | thumb
    biceps: biceps | brachialis | pronator | pronators | pronator teres | elbow flexors | wrist flexors | shoulder
    leg: leg | legs | lower limb | lower limbs | lower extremity | lower extremities
    calf: achilles | tendo - achilles | heel cord | heelcord | calf | calves | gastrocnemius | soleus | triceps surae | gastrocs | lower leg | lower legs | plantarflexors | plantar flexors
    ankle: ankle | ankles
    foot: foot | feet | tibialis | calcaneal | calcaneus | subtalar | equinus | clubfoot | toe | toes
    knee: knee | knees
    hamstrings: hamstring | hamstrings
    thigh: femur | femoral | psoas | iliopsoas | thigh | thighs | rectus femoris | quadriceps
    adductors: adductor | adductors | hip adductors
    hip: hip | hips
    spine: spine | spinal column | vertebral column | back
    pelvis
    jaw: salivary glands | salivary gland | jaw
    neck
    `,
  ),
  lexicon(
    "ability",
    `
    ambulation: take steps | takes steps | can run | able to run | run independently | crawl | crawls | crawling | jump | jumps | walk | walks | walking | ambulat* | ambulant | non - ambulat* | nonambulat* | mobility device | step independently | stand | stands | standing | rise | rises | sit | sits | sitting | moves by wheelchair | wheelchair | head control | trunk control | move independently | gait
    instruction following: follow instruction* | follows instruction* | follows instruction* | follow simple instruction* | follow command* | follow directions | follow one - step | follows one - step | follow two - step | understand instruction* | understands instruction* | understand and follow | understand and execute | understand simple | understands simple | understand simple instructions | simple instructions | instructions | instruction | commands | command | one step instructions | do what is said
    cognition: cognition | cognitive capacity | cognitive ability | cognitive abilities | cognitive level | comprehension | intellectual ability | intellect
    cooperation: uncooperat* | un - cooperat* | non - cooperat* | noncooperat* | cooperative | cooperate* | co - operate | cooperation | compliance | comply | complies | complying | complian* | noncomplian* | non - complian* | non - compliance | noncompliance | adhere | adherence | adhering | adhere to
    communication: communicate* | communication | verbal | non - verbal | nonverbal | speech | expresses | express
    grasp: grasp | grasps | grip | grips | release | reaches | reach | lift | lifts
    swallowing: swallow | swallowing | swallow tablets
    ability: able | ability | abilities | can | capable | capability | capacity | unable | inability | cannot | incapable | fit | unfit | incapacity | impossibility | difficulty | could not | could
    understanding: understand | understands | understanding | comprehend | read and write | respond | read | write | literate | literacy | illitera*
    completion: complete | completes | finish | perform | attend | participate | finishes | take part | taking part | undergo tests | tolerate
    schooling: school | schooling | grade level | kindergarten | education level | student* | pupils
    support: primary caregiver can | a caregiver can help | caregiver can help | caregiver available
    availability: available for follow - up | follow - up | follow up | available
    `,
  ),
];
