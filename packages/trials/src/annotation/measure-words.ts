/** What is measured: blood values, angles, scores. A measure is a criterion only together with a limit. */
import { lexicon } from "./term.ts";

export const measureWords = [
  lexicon(
    "measure",
    `
    hemoglobin: hemoglobin | haemoglobin | hb | hgb
    hba1c: hba | hba 1 c | hba1c | a 1 c | hemoglobin a 1 c | glycated hemoglobin | glycosylated hemoglobin
    platelets: platelet* | plt
    wbc: wbc | white blood cell* | white cell* | leukocyte* | leucocyte* | white blood count
    neutrophils: granulocyte* | neutrophil* | anc | absolute neutrophil*
    lymphocytes: lymphocyte* | alc | absolute lymphocyte* | cd 4 | cd 34 | t - cell*
    creatinine: creatinine | serum creatinine | creatinine clearance | crcl | egfr | gfr | glomerular filtration rate
    bilirubin: bilirubin | total bilirubin | serum bilirubin
    transaminases: alt | ast | sgot | sgpt | alat | asat | transaminase* | aminotransferase* | alanine | aspartate | liver enzyme* | liver function test* | lfts | alkaline phosphatase | alp | ggt
    coagulation: inr | prothrombin | ptt | aptt | thromboplastin | pt
    glucose: glucose | blood sugar | glycemia | glycaemia | blood glucose | fasting glucose | fasting blood glucose | plasma glucose | fpg | ogtt
    lipids: triglyceride* | cholesterol | ldl | hdl
    electrolyte value: potassium | sodium | serum calcium | phosphate | magnesium | albumin | serum albumin | ferritin | hematocrit | haematocrit | uric acid | crp | c - reactive | esr | c - peptide | tsh | psa | troponin | bnp | ph | base deficit | lactate | vitamin d level
    bmi: bmi | body mass index | imc
    blood pressure value: systolic | diastolic | sbp | dbp | blood pressure | heart rate | pulse rate | pulse | spo | oxygen saturation | saturation | respiratory rate | temperature | qtc | qtcf | qt interval
    ejection fraction: ejection fraction | lvef | ef | fev | fev 1 | fvc | dlco
    ashworth: ashworth | modified ashworth | modified ashworth scale | mas | tardieu | ashworth scale
    cobb angle: cobb | cobb angle | cobb ' s angle | curve | primary curve
    migration percentage: migration percentage | migration index | reimers | hip migration | migration
    angle: angle | anb | overjet | overbite
    range of motion: range of motion | rom | dorsiflex* | plantar flexion | extension | flexion | pronation range | pronation | supination | range | extends | passive range
    acuity: acuity | visual acuity | bcva | logmar | refractive error | refraction | heterotropia | intraocular pressure | iop | myopia of | astigmatism
    score: score* | rating* | subscale* | domain | scored | scale | scales | index | questionnaire | inventory | points | test result | iq | intelligence quotient | mmse | moca | vas | nprs | nrs | visual analog | visual analogue | hine | hammersmith | apgar | gmfm | gmfm - 66 | gmfm - 88 | apgar score | oswestry | odi | phq - 9 | phq | gad - 7 | audit | isi | hdrs | hamd | ham - d | madrs | panss | cgi | kl grade | grade | ndi
    count: count | counts | titer | titre | level | levels | concentration | ratio | percentage | dose | volume | autoantibod* | antibod* | cells | nucleated cell* | total nucleated cell* | tnc | clearance | value | values | rate
    size: diameter | length | width | thickness | height | size | distance of | depth | circumference | opening | width of
    laboratory: laboratory abnormal* | abnormal laborator* | laboratory value* | laboratory result* | laboratory finding* | abnormal lab
    growth measure: weight for height | weight for age | weight - for - age | weight - for - height | bmi percentile | bmi z | z - score | zscore | percentile
    requirement: requirement | insulin requirement | daily dose
    `,
  ),
];
