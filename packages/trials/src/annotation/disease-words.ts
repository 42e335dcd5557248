/** Diseases, impairments, and the weaker words that name one only together with an organ or a modifier. */
import { lexicon } from "./term.ts";

export const diseaseWords = [
  lexicon(
    "disease",
    `
    seizures: seizure* | convulsion* | convulsive | fits and seizures | infantile spasm* | hypsarrhythm* | west syndrome | status epilepticus
    epilepsy: epilep*
    visual impairment: visual impairment* | visually impaired | vision impairment | visual deficit* | visual loss | vision loss | loss of vision | poor vision | impaired vision | impaired sight | sight loss | loss of sight | poor sight | low vision | visual disorder* | visual problem* | vision problem* | visual disturbance* | visual or hearing | sight or hearing | vision or hearing | visual , auditory | blind | blindness | legal blindness | legally blind | cataract* | myopia | amblyopia | strabism* | glaucoma | retinopath* | cortical visual impairment | impairment of sight | visual or auditory | visual and hearing | visual and auditory | visual and / or | sight and hearing | uveitis | keratoconus | anisometropia | macular
    hearing impairment: hearing impairment* | hearing loss | hearing deficit* | deaf | deafness | poor hearing | impaired hearing | auditory impairment | auditory disorder* | hearing problem* | hearing disorder* | hearing or vision | hearing or visual | hearing difficult* | hearing and visual
    communication disorder: communication disorder* | speech disorder* | speech impairment* | language disorder* | aphasi* | dysarthri*
    autism: autis* | asd | asperger* | pervasive developmental
    adhd: adhd | attention deficit | attention - deficit | hyperactiv*
    intellectual disability: intellectual disab* | intellectual impairment | mental retardation | learning disab* | intellectual deficit* | mental deficiency | developmental disab* | developmental delay | developmental disorder* | mental incapacity | down syndrome | down ' s syndrome
    cognitive impairment: cognitive impairment* | cognitive deficit* | cognitive problem* | cognitive difficult* | cognitive dysfunction | cognitive disorder* | cognitive disab* | cognitive decline | cognitively impaired | impaired cognit* | cognitive or behavio* | mental impairment* | mental problem* | dement* | alzheimer* | cognitive or | severe cognitive | impairment of cognition | cognitive and behavio* | cognitive or mental | behavioral cognitive | mental condition* | mental impairment
    behavioral disorder: behavio* disorder* | behavio* problem* | conduct disorder | behavio* disturbance* | challenging behavio* | behavio* difficult*
    mental disorder: mental disorder* | mental illness* | psychiatr* | psychos* | psychotic | schizophren* | schizoaffective | bipolar | depress* | anxiety | anxious | suicid* | self - harm | mania | manic | eating disorder* | anorexi* | bulimi* | ptsd | post - traumatic stress | posttraumatic | personality disorder* | obsessive | panic disorder | phobi* | neuros* | mental health | psychological | mood disorder* | delirium | hallucinat* | delusion* | affective disorder* | homicidal | emotional distress
    insomnia: insomnia | sleep apn* | sleep disorder* | narcolep* | restless leg* | parasomn* | nightmare* | sleep disturbance
    progressive neurologic disease: progressive neurolog* | neurodegenerat* | degenerative disease* | neuromuscular | muscular dystroph* | myasthen* | lambert | amyotroph* | als | mitochondri* | leukodystroph* | multiple sclerosis | ms | parkinson* | huntington* | spinal muscular atrophy | motor neuron*
    genetic disease: genetic disease* | genetic disorder* | genetic syndrome* | genetic condition* | genetic diagnos* | genetic abnormal* | chromosom* | inborn error* | hereditary | inherited | metabolic disease* | metabolic disorder* | metabolic condition | congenital anomal* | congenital malformation* | congenital abnormal* | congenital disorder* | major anomaly | birth defect* | genetic or acquired | genetic
    hydrocephalus: hydroceph*
    microcephaly: microceph*
    stroke: stroke* | cerebrovascular | transient ischemic | tia | cerebral infarct* | infarct* | perinatal stroke | cerebral artery
    periventricular leukomalacia: periventricular leukomalac* | leukomalacia | white matter | pvl
    hypoxic ischemic encephalopathy: hypoxic* | hypoxia | asphyxia | birth asphyxia | hypoxic - ischemic encephalopath* | hypoxic ischemic encephalopath* | hie
    brain lesion: brain lesion* | brain injur* | brain tumo* | brain malformation* | head injur* | traumatic brain | brain damage | intracranial | encephalopath* | encephalit* | mening* | space occupying | intraventricular | brain metasta* | brain abnormal* | aneurysm*
    scoliosis: scolio* | kyphos* | spinal deformit* | spine deformit* | spinal curvature
    hip dislocation: dislocated hip* | hip dislocat* | hip sublux* | hip instab* | dislocat* | sublux* | hip displacement | joint unstable | unstable joint*
    contracture: contracture* | myocontracture* | joint contracture* | fixed deformit* | joint stiffness | restricted joint | ankylos* | deformit* | severe deformit* | joint motion
    fracture: fractur* | osteopor* | osteopen* | bone disease* | osteogenesis
    pain: pain | painful | painless | low back pain | neck pain | headache* | migraine* | neuralgi* | fibromyalg* | chronic pain
    injury: injury | injuries | trauma | traumatic | sprain* | rupture* | burn | burns | wound | wounds | ulcer* | laceration*
    infection: infection* | infected | infectious | sepsis | septic | hiv | aids | immunodeficiency virus | immunodeficien* | human immunodeficiency | hepatitis | hbv | hcv | hbsag | tubercul* | tb | pneumon* | covid | covid - 19 | sars | syphilis | torch | cytomegalovirus | cmv | malaria | fever | febrile | influenza | abscess* | osteomyel* | bacteremia | herpes | zoster | fungal | viral | bacterial | parasit* | uti | utis | seropositive | stds | sti
    cancer: cancer* | malignan* | tumor | tumors | tumour* | neoplas* | carcinom* | lymphom* | leukem* | leukaem* | melanom* | sarcom* | myelom* | metasta* | oncolog* | glioma* | glioblastom* | gbm | nsclc | sclc | hcc | hnscc | aml | cll | cml | mds | dlbcl | nhl | oncolog* | blastoma | myelodysplas*
    heart disease: heart disease* | heart failure | cardiac disease* | cardiac failure | cardiac insuff* | cardiac disorder* | cardiovascular disease* | cardiovascular condition* | coronary artery disease | coronary heart | coronary disease | acute coronary | coronary syndrome | myocardial | angina | arrhythm* | atrial fibrillation | cardiomyopath* | congestive | heart condition* | heart block | atrioventricular | av block | bundle branch | chf | cad | heart disorder* | hypertens* | high blood pressure | hypotens* | peripheral arter* | vascular disease* | qt prolongation | long qt | bradycard* | tachycard* | valvular | torsade* | claudicat* | atheroscler* | cor pulmonale | circulatory disorder | circulatory | cyano* | peripheral vascular
    lung disease: lung disease* | lung disorder* | pulmon* disease* | asthma* | copd | respiratory disease* | respiratory restriction | respiratory failure | respiratory insufficien* | respiratory distress | respiratory illness | respiratory disorder* | bronch* | cystic fibrosis | interstitial lung | emphysema | pulmonary hypertension | apnea | apnoea
    kidney disease: kidney disease* | renal disease* | renal failure | kidney failure | renal impairment | renal insufficien* | renal dysfunction | nephropath* | nephrotic | glomerul* | ckd | esrd | end - stage kidney | end - stage renal | kidney impair* | kidney stones
    liver disease: liver disease* | hepatic disease* | liver dysfunction | hepatic dysfunction | liver failure | hepatic impairment | hepatic insufficien* | cirrho* | liver impairment | hepatic failure | liver disorder | fatty liver | gilbert* | jaundice | cholesta* | nafld | nash | liver function
    diabetes: diabet* | dm | t2d | t1d | gdm | prediabet* | pre - diabet* | insulin resistan* | ketoacid* | hypoglyc* | hyperglyc* | glycemic imbalance | t1dm | t2dm | glucose intoleran* | glucose tolerance
    endocrine disease: endocrine disease* | endocrine disorder* | endocrinolog* disease* | endocrinopath* | thyroid disease* | hypothyroid* | hyperthyroid* | thyroid dysfunction | thyroid disorder* | adrenal | cushing* | acromegal* | pituitar* | growth hormone deficien* | precocious puberty | hypogonad* | thyrotoxic* | goit*
    obesity: obes* | overweight | malnutrition | malnourish* | cachex* | failure to thrive | underweight | growth restriction | dehydrat* | weight loss
    bleeding tendency: bleed* | hemorrhag* | haemorrhag* | coagulopath* | coagulation disorder* | clotting disorder* | hemophil* | haemophil* | thrombo* | embol* | dvt | deep vein | platelet disorder* | stroke/hemorrhage | haematol* | hematolog* | blood dyscras* | polycythem* | varices
    anemia: anemi* | anaemi* | thalass* | sickle | cytopeni* | neutropen* | leukopen* | pancytopen* | bone marrow disorder* | hypereosinophil*
    immune disease: autoimmun* | auto - immun* | immunocompromis* | immunosuppressive disease* | immunosuppressive disorder* | immunosuppressive condition* | suppressed immune | immune defici* | immune disorder* | immunosuppressed | lupus | rheumatoid | inflammatory disease* | inflammatory bowel | crohn* | colitis | vasculitis | graft versus host | graft - versus - host | gvhd | psoria* | scleroderma | sarcoid* | spondyl* | celiac | coeliac
    gastrointestinal disease: gastrointestinal disease* | gastrointestinal disorder* | reflux | gastro - oesoph* | gastroesoph* | dysphag* | constipat* | diarrh* | vomit* | nausea | bowel obstruction | malabsorp* | ileus | pancreatit* | gastropar* | peptic | cholecyst* | gallbladder | hernia | hernias | gastritis | swallowing disorder
    skin disease: skin disease* | skin lesion* | skin disorder* | dermat* | eczema | skin problem* | skin breakdown | pressure ulcer* | pressure sore* | decubitus | skin condition* | open wounds | acne | urticaria | rash | actinic | keratosis
    urinary disease: urinary retention | urinary tract | incontinen* | enuresis | benign prostatic | urethral stricture | prostatic hyper*
    disc disease: disc herniation* | herniated disc* | disc disease* | disk herniation | herniated disk* | radiculopath* | sciatica | spinal stenosis | spondylolisthesis | degenerative disc* | cauda equina | myelopath* | disc prolapse | disc degenerat* | disk degenerat* | disc protrusion | stenosis | nerve root | disc displacement | cord compression | low back
    arthritis: arthrit* | osteoarthr* | arthros* | gout | joint disease* | rheumat* | tendin* | tendon* | arthralg* | musculoskeletal disease
    neuropathy: neuropath* | polyneuropath* | neurolog* disease* | neurolog* disorder* | neurolog* condition* | neurolog* impairment | neurolog* problem* | neurologic* deficit* | neurological or | paresthes* | spinal cord injur* | movement disorder* | tremor* | tourette* | tics | paralys* | nerve injury | vertigo | dizz* | balance disorder* | syncope | myoclon* | ataxia telang*
    motion sickness: motion sickness
    claustrophobia: claustrophob*
    comorbidity: comorbid* | co - morbid* | concomitant disease* | concomitant illness* | concurrent illness | concurrent disease | intercurrent illness | systemic disease* | systemic illness | medical illness* | medical disorder* | medical complication* | medical problem* | medical condition* | medical history | medical instability | medically unstable | health problem* | health condition* | underlying disease* | other disease* | another disease | severe illness | serious illness | serious disease* | chronic disease* | chronic illness* | terminal illness | life - threatening | life threatening | unstable medical | chronic condition* | acute illness* | organ failure | second diagnosis | concomitant condition | illness | illnesses | disease | diseases | complication* | organic disease | morbid* | moribund
    developmental anomaly: hypoplas* | aplasia | agenesis | dysplas* | malformation* | anomal* | cleft | prematurity | premature birth
    dental disease: gums | teeth | dental disease | periodont* | caries | carious | tooth | molars | bruxism | temporomandibular | malocclusion
    reproductive disease: infertil* | endometrio* | polycystic | menstrual disorder | amenorrh* | preeclampsia | pre - eclampsia | eclampsia | placenta previa | oligohydramn* | perimenopausal | premenopausal | miscarriage* | stillb* | fetal demise | fetal death | abortion*
    dependence: drug depend* | dependency
    tinnitus: tinnitus
    shock: cardiogenic shock | septic shock
    edema: edema* | oedema* | lymphedema | ascites | effusion
    electrolyte disorder: hypokal* | hyperkal* | hypocalc* | hypercalc* | hyponatr* | electrolyte* | hyperlipid* | dyslipid* | hypercholest* | hypertriglycer* | hypoalbumin* | acidosis
    withdrawal: withdrawal symptoms | overdose | intoxicat*
    generic disease: deficien* | *itis | *emia | *aemia | *opathy | *opathies | *algia | *trophy | *uria | *plegia | *paresis | *phobia | *penia | *megaly | *ptosis | *asthenia | *sclerosis
    syndrome: syndrome*
    tumor suffix: *oma | *omas
    symptom: fatigue | dyspnea | dyspnoea | shortness of breath | cough | hypoventil* | drooling | sialorrh* | oral motor problem* | hypersomn* | itch* | prurit*
    growth problem: growth disorder* | growth failure | short stature
    poverty of health: poor general condition | poor health | frail* | bedridden | bed - ridden | immobil* | critically ill | terminally ill | hospice | hospitalized | in coma | coma | unconscious* | vegetative | mechanical ventilation for
    hypersensitivity of touch: tactile hypersens*
    `,
  ),
  lexicon(
    "organ",
    `
    organ: organ | organs | heart | cardiac | cardiovascular | cardiopulmon* | cardiorespir* | cardio - respiratory | coronary | vascular | lung | lungs | respiratory | liver | hepatic | kidney | kidneys | bone marrow | renal | neurological | neurologic | gastrointestinal | gastro - intestinal | urinary | bladder | prostate | bowel | brain | hematologic | haematologic | endocrine | circulatory | gastric | intestinal | pancreas | pancreatic | thyroid | spinal | vestibular | auditory | hearing | vision | visual | sight | mental | cognitive | neurologic | orthopedic | orthopaedic | muscular | musculoskeletal | skeletal | bone | joint | skin | immune | metabolic | genetic | pulmonary | behavioral | behavioural | emotional | sensory | perceptual | motor | blood | physical
    `,
  ),
  lexicon(
    "problem",
    `
    problem: disorder* | impairment* | impaired | deficit* | dysfunction* | abnormal* | insufficien* | problem* | condition | conditions | disturbance* | handicap* | disab* | difficult* | failure | limitation* | loss | symptom* | patholog* | defect* | instab* | lesion | lesions | compromise* | malfunction | dysregulat* | exacerbat* | relapse* | flare* | risk
    `,
  ),
  lexicon(
    "allergy",
    `
    allergy: allerg* | hypersensitiv* | oversensitiv* | intoleran* | anaphyla* | sensitivity to | sensitive to | adverse reaction* | idiosyncratic reaction | side effect* | intolerable
    `,
  ),
  lexicon(
    "abuse",
    `
    substance use: substance abuse | substance use | substance misuse | substance depend* | drug abuse | drug addict* | drug misuse | illicit drug* | recreational drug* | alcohol* | addict* | substance - related | chemical dependen* | opioid use disorder | opioid depend* | opiate depend* | narcotic depend* | nicotine depend* | tobacco use disorder | opioid misuse | opioid overdose | drug overdose | cocaine | heroin | drug or alcohol | drug , alcohol | drug and alcohol | drug and / or alcohol | drugs or alcohol | alcohol and / or drug* | alcohol and drug* | alcohol or drug | drug / alcohol | marijuana | cannabis use disorder | drug dependence | drug use disorder | methamphetamine | illegal drug* | narcotic abuse | intravenous drug
    `,
  ),
];
