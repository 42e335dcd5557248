/** Consent, language, pregnancy, place; and what is found, seen or counted in a person without being a disease. */
import { lexicon } from "./term.ts";

export const peopleWords = [
  lexicon(
    "consent",
    `
    consent: consent* | informed consent | assent* | signed | sign | icf | agree | agrees | agreed | agreement | agreeing | disagree* | accept | accepts | accepting | acceptance | accepted to | refus* | declin* | permission | hipaa | voluntary | volunteer to | volunteers to | volunteered to | voluntarily participat* | voluntarily agree* | voluntarily consent* | participate voluntarily | voluntarily sign* | voluntarily join* | consented | opt out | opted out | opt - out | power of attorney | written informed | authorization | authorisation | signature | informed of the study | opposed to | did not oppose | non - opposition | no objection | objection to | opposition to | objects to | say no | says no | do not wish | does not wish | not wish | does not want | do not want | not wanting | did not want | withdraw consent | withdrawal of consent | withdrew | voluntarily seek* | rejection of the patient* | rejection to participate | rejects | rejected to participate | reject
    willingness: willing | willingness | unwilling* | commit | commits | commitment | committed | desire* | interest in | interested in | interested | not interested | lack of interest | no interest | uninterested | disinterest* | ready to | motivated | motivation | wishes to | wish to | wants to | reluctan* | intend to comply | availability to | intends to
    `,
  ),
  lexicon(
    "language",
    `
    language: language* | english | french | spanish | dutch | german | italian | portuguese | czech | slovenian | chinese | mandarin | cantonese | arabic | hebrew | turkish | danish | swedish | norwegian | finnish | polish | russian | japanese | korean | hindi | urdu | bengali | tamil | greek | hungarian | romanian | thai | vietnamese | persian | farsi | fluent | fluently | fluency | native speaker* | speak | speaks | speaking | speaker* | danish speaking | english - speaking | spoke | spoken | bahasa | malay | indonesian | tagalog | filipino | swahili | kiswahili | amharic | hausa | yoruba | zulu | xhosa | sinhala | nepali | burmese | khmer | punjabi | gujarati | marathi | telugu | kannada | malayalam | pashto | dari | kurdish | somali | ukrainian | bulgarian | serbian | croatian | slovak | lithuanian | latvian | estonian | icelandic | catalan | basque | afrikaans | creole | flemish | taiwanese | kinyarwanda | luganda | lingala | bilingual
    `,
  ),
  lexicon(
    "pregnancy",
    `
    menopause: postmenopausal | post - menopausal | menopaus* | surgically steril* | steriliz* | sterilis* | climacter* | perimenop* | hysterectomized | pre - menopausal | premenopausal | perimenopausal | peri - menopausal | non - menopausal
    pregnancy: pregnan* | lactat* | breast - feed* | breastfeed* | breast feed* | breastfeeding | nursing | child - bearing | childbearing | contracept* | birth control | conceive | become pregnant | gravid | postpartum | post - partum | non - pregnant | nonpregnant | sexually active | hcg | menarche | expectant mothers | childbirth | gave birth | given birth | live birth | nullipar* | multipar* | primipar* | primigrav* | multigrav* | parous | parity | gravida | multiple gestation | twin gestation | twin pregnan* | labor | labour | in labor | vaginal delivery | antepartum | puerper* | trimester | gestating | impregnat* | intrauterine pregnan* | barrier method* | abstinen* | fertile | childbearing potential | wocbp | of child bearing | want to become pregnant | father a child | sperm donat* | donate sperm | reproductive potential | sexual activity | human chorionic gonadotropin | chorionic gonadotrop*
    `,
  ),
  lexicon(
    "place",
    `
    residence: resid* | lives in | live in | living in | lives within | live within | living within | lives near | lives reasonably near | live far | lives too far | home too far | too far | travel distance | distance | miles | km of | located in | geographic* | live close | lives close | living close | live nearby | lives nearby | living nearby | living near | live near | catchment | inhabitant* | domicil* | living at home | live at | community - dwelling | zip code | citizen* | is treated at | treated at | patients of the | recruited from | attending the | attends | clinic patients | followed at | national health insurance | admitted to the | admission to department* | admission to the department* | consulting in the | consulting at the | presenting to the | presented to the | presenting at the | presented at the | referred to the | registered at | followed up at | followed in the | visiting the | outpatient clinic of | outpatient clinics of | outpatients of | seen at the | seen in the | treated in the | patients from the | department of | primary care practice* | receive care at | receives care at | receiving care at | catchment area | resident of | residents of | postal code* | living independently in | based in | located within | primary care at | care at the | patient of the | patients at the | patient at the | members of the | member of the | lives more than | live more than | living more than | lives less than | live less than | lives over | lives further | living further | live further | lives farther | lives outside | live outside | living outside | paneled | empaneled
    `,
  ),
  lexicon(
    "finding",
    `
    cord blood unit: autologous cord blood | cord blood unit* | own cord blood | umbilical cord blood | cord blood | placental cells
    imaging: mri | brain imaging | imaging | neuroimaging | neuro - imaging | ct | ct scan | ultrasound | x - ray | radiograph* | head ultrasound
    birth: born | term newborn* | term neonate* | preterm | premature | gestation* | birth weight | weight at birth | term infants | umbilical | full - term | singleton | twin | twins | menses | menstruat* | menstrual cycle* | menstrual period* | ovulat* | last menstrual | regular menstrual
    judgement: investigator* | opinion | judg* | discretion | unsuitable | suitable | not suitable | ineligible | eligible
    insurance: insurance | insured | medicaid | medicare | health plan | social security | health care coverage | healthcare coverage | uninsured | social protection | health cover* | affiliated to | affiliated with | affiliation to
    healthy: healthy | good health | good general health | generally healthy | typically developing | typical development | neurotypical | normal development | healthy volunteer* | good physical health | good mental health | in general good health | normally developing | normal volunteers | healthy control* | healthy subject* | healthy adult* | healthy individual* | healthy participant* | healthy men | healthy women | healthy infant* | healthy child* | healthy male* | healthy female*
    travel: travel* | vacation | relocat* | moving away | move away | moving out | move out | moving from | planning to move | plan to move | plans to move | planning to leave | plan to leave | leaving the area | trips | trip
    smoking: smok* | tobacco | cigarette* | nicotine | vaping | e - cigarette* | smoker* | non - smoker* | nonsmoker* | e - cig* | snuff | vape | vapes | vaper* | pack - year* | pack year* | caffein* | coffee | tea | energy drink*
    legal: prison* | incarcerat* | jail | detention | deprived of liberty | ward of the state | wards of the state | guardianship | protected adult* | institutionali* | foster care | litigation | compensation | nursing home | long - term care | vulnerable | vulnerab* | tutelage | curatorship | protective custody | parole | probation | protected patient* | protected person* | protected minor* | legal protection | under protection | safeguard of justice | judicial protection | judicial | worker * compensation | workers compensation | workers ' compensation | worker ' s compensation | compensation claim* | disability claim* | lawsuit* | legal action | legal proceedings | deprived of freedom | deprived of their liberty | homeless* | refugee* | asylum | conservator* | custody | detained | detainee* | offender* | inmate* | disability benefit* | disability pension | disability insurance | sick leave | disability compensation | pension
    relation: relative of | family member | employee* | employed by | staff | sponsor | living in circumstances | living situation | household | same household | living in the same household | lives in the same household | live in the same household | same family | study staff | study team | employees of | relatives of | first - degree relative | first degree relative | siblings of | sibling is | spouse | family of | subordinate* | immediate family member* | working for | works for | work for | employed at | affiliated with the sponsor
    invitation: invitation | invited | referral | referred
    goal: goal | goals | walking goal
    evoked: evokes | evoked | elicits
    reflex: reflex* | fidgety | tmep | mep | muscle volume | posture
    contraindication: contraindicat* | contra - indicat*
    family history: family history
    parent: biological parent
    procedure length: duration of surgery | surgery duration | duration of the surgery | duration of operation | operation time | operative time | surgical time | duration of the procedure | procedure duration | length of stay | length of hospital stay | hospital stay of
    vital signs: vital signs | diagnostic and statistical manual of mental disorders | diagnostic and statistical manual | statistical manual of mental disorders | international classification of diseases | classification of diseases | international classification of sleep disorders | glucose metabolism | bone metabolism | drug metabolism | lipid metabolism | carbohydrate metabolism | internal medicine | family medicine | sports medicine | physical medicine | emergency medicine | nuclear medicine | faculty of medicine | school of medicine | college of medicine | department of medicine | medicine department | institute of medicine | general medicine | rehabilitation medicine | rehabilitation department | rehabilitation center | rehabilitation centre
    life expectancy: life expectancy | expected survival | survival | expected to live | prognosis | expected to die | futile | do not resuscitate | dnr | comfort care | comfort measures
    occupation: soldier* | military | shift work | shift worker* | night shift* | night work | night worker* | work shift* | rotating shift* | employed | employment | unemployed | healthcare worker* | health care worker* | nurses | physicians in | retired | work schedule*
    sport: sport | sports | athlete* | athletic | physical exertion | heavy lifting | excessive physical activit* | strenuous physical activit* | level of physical activity | physical activity level*
    stability: stable | stability | unstable social | social environment | social isolation | socially isolated | lives alone | live alone | living alone
    insight: caregiver
    `,
  ),
];
