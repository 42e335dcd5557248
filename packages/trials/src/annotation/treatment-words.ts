/** Operations, therapies, medicines and devices. */
import { lexicon } from "./term.ts";

export const treatmentWords = [
  lexicon(
    "operation",
    `
    selective dorsal rhizotomy: selective dorsal rhizotomy | selective posterior rhizotomy | dorsal rhizotomy | sdr | rhizotom*
    hip surgery: hip surger* | hip operation* | hip reconstruct* | operation on the hip | surgery on the hip | surgery of the hip | surgery of the spine or hip | osteotom* | hip replacement
    spinal fusion: spinal fusion | fusion | arthrodesis | laminectom* | discectom* | disc replacement | disc arthroplasty | spine instrumentation | spine fused | spine fusion | spinal surger* | spine surger* | fused into | lumbar fusion | cervical fusion | interbody fusion | fusion surgery | lumbar surger* | back surger*
    orthopedic surgery: orthopedic surg* | orthopaedic surg* | orthopedic operation* | orthopaedic operation* | orthopedic procedure* | orthopaedic procedure* | orthopedic intervention* | orthopaedic intervention* | musculoskeletal surg* | musculoskeletal operation* | orthopedic or neurosurg* | orthopaedic or neurosurg* | soft tissue surg* | tendon lengthen* | muscle lengthen* | tendon transfer* | tendon release* | multilevel surg* | single - event multilevel | tenotom* | bony surg* | musculotendinous
    neurosurgery: neurosurg* | neuro - surg* | brain surg* | cranial surg* | deep brain stimulation surg* | craniotom*
    surgery: surger* | surgical* | surgical intervention* | surgical procedure* | operation | operations | operated | reconstructive surg*
    transplant: transplant* | allograft* | organ recipient
    procedure: valve replacement* | knee replacement* | joint replacement* | replacement surger* | hip and knee replacement* | *ectomy | *ectomies | *otomy | *ostomy | *plasty | *desis | *scopy | amputat* | catheteriz* | revasculariz* | coronary bypass | angioplast* | stenting | percutaneous coronary | cabg | caesarean | cesarean | biopsy | dental extraction | circumcis* | hysterectom* | implantation of | ligation | excision | resection | ablation | tka | tkr | tha | pci | ecmo | extracorporeal | resuscitat*
    `,
  ),
  lexicon(
    "therapy",
    `
    botulinum toxin: botulinum toxin* | botulinum toxin type a | botulinum toxin a | botulinum neurotoxin* | botulinum | botox | dysport | xeomin | btx | btx - a | bont | bont - a | bonta | btxa | bt - a | abobotulinum* | onabotulinum* | incobotulinum* | chemodenervat* | injected spasticity treatment | bonta injection*
    phenol or alcohol injection: phenol or alcohol | alcohol or phenol | phenol | alcohol injection* | alcohol block* | neurolytic | nerve block* | neurolys* | phenol injection* | phenol or botulinum | phenol / alcohol
    cast: serial cast* | casting | casts | cast | plaster cast* | plaster
    cell therapy: cell therap* | cellular therap* | stem cell* | stem - cell* | mesenchymal | cell transplant* | bone marrow transplant* | cell infusion* | hematopoietic cell | hematopoietic stem | cord blood infusion* | given autologous cord blood | mononuclear cells
    gene therapy: gene therap*
    physical therapy: physical therap* | physiotherap* | occupational therap* | speech therap* | rehabilitat* | cimt | constraint - induced | constraint induced | bimanual | intensive therapy | intensive physiotherap* | robot* | treadmill training | exercise therap* | exercise program* | strength training | gait training | training program* | hippotherap* | hydrotherap* | neurodevelopmental | conductive education | hand therapy | training | electrical stimulation | electrostimulat* | tdcs | tms | transcranial | neuromodulat* | stimulation therap* | hyperbaric | acupunct* | acupressure | massage | manual therap* | chiropract* | spinal manipulat* | manipulation | kinesio* | taping | shock wave | shockwave | ems | nmes | fes | exercise | traction | biofeedback | tens
    psychotherapy: psychotherap* | behavio* therap* | cognitive behavio* | cognitive - behavio* | cbt | cbt - i | counsel* | digital therap* | motivational | psychoeducat* | electroconvulsive | ect | psychosocial | mindfulness | hypnosis | psychoanaly* | behavioral intervention | smoking cessation | tobacco cessation | vaping cessation
    cancer treatment: chemotherap* | radiotherap* | radiation | irradiat* | immunotherap* | hormone therap* | hormonal therap* | endocrine therapy | anticancer | anti - cancer | antineoplast* | cytotoxic | oncology treatment | brachytherap*
    transfusion: transfus* | blood product* | plasmapheresis | phlebotom* | blood donat* | donated blood | donation of blood | donate blood | apheresis
    dialysis: dialysis | hemodialysis | haemodialysis | peritoneal dialysis
    vaccination: vaccin* | immuniz* | immunis*
    injection: injection* | root block* | facet block* | branch block* | epidural block* | block injection* | injection therap* | injected | epidural | intra - articular | intraarticular | infiltrat* | infusion therapy | multiple daily injection*
    oxygen: oxygen therapy
    hospital treatment: in - patient | inpatient* | hospitali* | hospital admission | hospital stay | intensive care | emergency visit
    treatment: treatment* | non - pharmacolog* | nonpharmacolog* | therapy | therapies | treated | intervention | interventions | pretreat* | re - treat* | standard of care | monotherap* | procedure | procedures | regimen* | prophylaxis | supportive care | conservative care
    diet: ketogenic | diet | diets | dietary | tube feeding | parenteral nutrition | nutritional support | nutritional
    self monitoring: self - monitor* | self monitor*
    hypothermia: hypothermia | cooling
    `,
  ),
  lexicon(
    "trial",
    `
    other clinical trial: another clinical trial* | other clinical trial* | clinical trial* | another trial | another study | other study | other studies | another clinical stud* | other clinical stud* | clinical stud* | clinical investigation* | another investigation | other investigation* | participate in another | participate in any other | participate in other | research protocol | research program | another research | other research | clinical research | research study | research project | research studies | investigational drug* | investigational product* | investigational medic* | investigational agent* | investigational new drug* | investigational treatment* | investigational compound* | investigational device* | investigational therap* | investigational | experimental drug* | experimental treatment* | experimental therap* | interventional study | interventional trial | another interventional | drug trial | device trial | concurrent participation | previous participation | prior participation | previously participated | participated in | participation in any | participation in a | participation in an | participating in any | participating in a | participating in an | participation in another | participating in another | participation in other | participating in other | participation in clinical | participating in clinical | participation in investigational | participation in research | enrolled in another | enrolment in another | enrollment in another | currently enrolled in | interventional clinical | taking part in another | takes part in another | enrolled in a | enrolled in any | enrolled in other
    `,
  ),
  lexicon(
    "medicine",
    `
    baclofen: baclofen | intrathecal baclofen | oral baclofen | itb
    antiseizure drug: antiepileptic* | anti - epileptic* | anticonvuls* | anti - convuls* | antiseizure | anti - seizure | seizure drug* | seizure medic* | valpro* | levetiracetam | phenytoin | carbamaz* | topiram* | lamotrig* | vigabatrin | phenobarb* | gabapent* | pregabal*
    muscle relaxant: muscle relax* | spasticity medic* | antispastic* | anti - spastic* | tizanidin* | dantrol* | antispasticity | spasmolyt* | diazepam | benzodiazep* | trihexyphen* | myorelax* | relaxants
    steroids: steroid* | corticosteroid* | glucocortic* | prednis* | dexameth* | cortison* | hydrocort* | methylpred* | budeson* | ics | inhaled corticosteroid
    insulin: insulin
    growth hormone: growth hormone | somatropin
    antibiotics: antibiot* | antibacterial* | antimicrob* | antifung* | antivir* | antiretro* | anti - retrovir* | anti - infective* | antimalar* | rifamp* | isoniaz* | *cillin | *mycin | *floxacin | *azole | *cycline | *vir | interferon* | haart
    anticoagulant: anticoagul* | anti - coagul* | warfarin | heparin* | *parin | *xaban | antiplatelet* | anti - platelet | aspirin | clopidogrel | coumad* | coumarin* | thrombolyt* | blood thinner* | fibrinolyt*
    immunosuppressant: immunosuppress* | immuno - suppress* | immunomodulat* | immune modulat* | methotrex* | cyclospor* | ciclospor* | tacrolim* | azathiop* | cyclophosph* | rituxim* | biologic | biologics | tnf | anti - tnf | *mab | mycophenol* | immunoglobulin* | ivig
    analgesic: analges* | opioid* | opiate* | nsaid* | nonsteroid* | non - steroid* | ibuprofen | paracet* | acetaminoph* | morphin* | methadon* | buprenorph* | naltrex* | painkill* | *triptan | *triptans | pain medic* | *caine | anesthetic* | anaesthetic* | *profen | cox - 2 | fentanyl | ketamin* | tramadol | oxycod* | codein* | narcotic*
    psychotropic drug: psychotrop* | antidepress* | anti - depress* | antipsychot* | anti - psychot* | ssri* | maoi* | mao inhibitor* | monoamine oxidase | lithium | stimulants | stimulant | methylphenid* | anxiolyt* | anti - anxiety | sedat* | hypnotic* | neurolep* | clozap* | *azepam | melatonin | nicotine replacement | nrt | varenicl* | bupropion | tricyclic* | psychoactive
    cardiac drug: antihypertens* | anti - hypertens* | beta - block* | beta block* | ace inhibitor* | angiotensin | *pril | *sartan | *olol | statin | statins | *statin | diuretic* | digoxin | amiodar* | antiarrhyth* | anti - arrhyth* | nitrate* | calcium channel | *dipine | vasodilat* | sildenafil | lipid - lowering | lipid lowering | hypolipid*
    antidiabetic drug: metformin | sulfonylur* | *gliptin | *gliflozin | *glutide | *glitazone | *gliflozins | glp - 1 | sglt2 | sglt - 2 | dpp - 4 | oral hypoglyc* | anti - diabetic* | antidiabet* | glucose - lowering | glucose lowering | repaglin* | acarbos*
    hormone: oral contracept* | estrogen* | oestrogen* | testoster* | progest* | hormone replacement | hrt | thyroid hormone* | levothyrox* | hormonal medic* | anabolic | androgen* | gnrh* | tamoxifen | aromatase
    bisphosphonate: bisphosph* | *dronate | denosumab | teriparat* | calcium supplement* | vitamin d | vitamin* | calcium | iron supplement*
    supplement: supplement* | herbal | herb | probiotic* | prebiotic* | omega - 3 | complementary | traditional medic* | chinese medicine | homeopath* | leucine | creatine | antioxid*
    antihistamine: antihistam* | anti - histam* | bronchodilat* | beta - agonist* | inhaler therapy | leukotri* | theophyll* | proton pump | antacid* | h2 block* | antiemet* | laxativ* | cholinerg* | anticholinerg* | antimuscarin* | acetylcholinest* | aminoglycos*
    cannabis: cannab*
    inhibitor: inhibitor* | inducer* | cyp3a* | cytochrome | agonist* | antagonist* | *nib | *tinib | kinase | p450 | contrast agent | contrast media | gadolinium | iodinated
    concomitant medication: medication* | medicine | medicines | drug | drugs | pharmacolog* | prescription | prescribed | pharmacotherap* | medicament* | drug therapy | polypharm* | taking any | pills
    inflammatory drugs: anti - inflammat* | antiinflammat* | inflammatory drug*
    nicotine: g - csf | erythropoi* | epo | colony stimulating | granulocyte colony
    `,
  ),
  lexicon(
    "device",
    `
    baclofen pump: baclofen pump* | intrathecal pump* | intrathecal baclofen pump* | intrathecal baclofen ( itb ) pump* | itb pump* | implanted pump | infusion pump | insulin pump* | pump
    ventilatory support: ventilat* | cpap | bipap | breathing support | respiratory support | tracheost* | oxygen | extra oxygen | supplemental oxygen | home oxygen | oxygen supplement* | oxygen dependen* | intubat*
    implant: instrumentation | pacemaker* | pace - maker* | implanted | implant | implants | implantable | implanted device* | metal | metallic | ferromagnet* | aneurysm clip* | cochlear implant* | vagus nerve stimulat* | vagal nerve stimulat* | vns | deep brain stimulat* | dbs | defibrill* | neurostimulat* | stimulator* | electronic device* | medical device* | shunt* | vp shunt | ventriculoperitoneal | stent | stents | catheter | catheters | prosthe* | hardware | screws | pedicle screw* | plates | metal plate | port - a - cath | iud | intrauterine device | orthopedic hardware
    orthosis: orthos* | orthot* | splint* | brace | braces | bracing | dynamic splint | afo | afos | ankle - foot orthos* | compression orthos* | compression garment | suit
    aid: walking aid* | assistive device* | walker | crutches | cane | stander | hearing aid* | glasses | contact lens* | wheelchair user* | dentures
    phone: smartphone* | smart phone* | mobile phone* | cell phone* | cellular phone* | phone | telephone | iphone* | android | tablet | computer* | laptop* | internet* | wi - fi | wifi | email | e - mail | tablet computer | ipad | device with internet | app | mobile device* | broadband | text messag* | sms | technology access | mobile application
    monitor: cgm | continuous glucose monitor* | glucose monitor* | inhaler | metered dose | pmdi | glucometer* | fitbit | wearable | activity tracker | sensor | actigraph* | electrode* | feeding tube | gastrostomy tube | nasogastric | g - tube | cpap machine | medical adhesive | device
    `,
  ),
];
