/**
 * The part of FHIR R5 (5.0.0) that the export uses: the elements of Bundle, Citation and Evidence, with their
 * cardinalities as types, and the codes of the value sets they are bound to. `fhir-types.test.ts` holds them to the
 * types made from R5's definitions; docs/fhir.md says what is checked and what is not.
 */

export const statisticType = {
  system: "http://terminology.hl7.org/CodeSystem/statistic-type",
  codes: { "0000457": "Mean Difference", "0000100": "Standardized Mean Difference", C25463: "Count" },
} as const;

export const attributeEstimateType = {
  system: "http://terminology.hl7.org/CodeSystem/attribute-estimate-type",
  codes: {
    C53324: "Confidence interval",
    C44185: "P-value",
    "0000037": "Standard error of the mean",
    "0000420": "I-squared",
    "0000421": "Tau squared",
    "0000419": "Cochran's Q statistic",
  },
} as const;

export const variableRole = {
  system: "http://terminology.hl7.org/CodeSystem/variable-role",
  codes: {
    population: "population",
    exposure: "exposure",
    referenceExposure: "reference exposure",
    measuredVariable: "measured variable",
  },
} as const;

export const synthesisType = {
  system: "http://terminology.hl7.org/CodeSystem/synthesis-type",
  codes: {
    "std-MA": "summary data meta-analysis",
    "IPD-MA": "individual patient data meta-analysis",
    NotApplicable: "not applicable",
  },
} as const;

export const certaintyType = {
  system: "http://terminology.hl7.org/CodeSystem/certainty-type",
  codes: {
    Overall: "Overall certainty",
    RiskOfBias: "Risk of bias",
    Inconsistency: "Inconsistency",
    Indirectness: "Indirectness",
    Imprecision: "Imprecision",
    PublicationBias: "Publication bias",
  },
} as const;

export const certaintyRating = {
  system: "http://terminology.hl7.org/CodeSystem/certainty-rating",
  codes: {
    high: "High quality",
    moderate: "Moderate quality",
    low: "Low quality",
    "very-low": "Very low quality",
    "no-concern": "no serious concern",
    "serious-concern": "serious concern",
    "very-serious-concern": "very serious concern",
  },
} as const;

export const codeSystems = [
  statisticType,
  attributeEstimateType,
  variableRole,
  synthesisType,
  certaintyType,
  certaintyRating,
] as const;

/** At least one. */
export type Some<Item> = readonly [Item, ...Item[]];

export interface Coding {
  readonly system: string;
  readonly code: string;
}

export interface CodeableConcept {
  readonly coding?: Some<Coding>;
  readonly text?: string;
}

export interface Identifier {
  readonly system: string;
  readonly value: string;
}

export interface Reference {
  readonly reference: string;
  readonly display?: string;
}

export interface Annotation {
  readonly text: string;
}

export interface Quantity {
  readonly value: number;
  readonly unit?: string;
  readonly comparator?: "<" | ">";
}

type PublicationStatus = "draft" | "active" | "retired" | "unknown";

interface Definitional {
  readonly id: string;
  readonly url: string;
  readonly identifier?: Some<Identifier>;
  readonly version: string;
  readonly title: string;
  readonly status: PublicationStatus;
  readonly date: string;
}

export interface Citation extends Definitional {
  readonly resourceType: "Citation";
  readonly note?: Some<Annotation>;
  readonly citedArtifact: {
    readonly identifier?: Some<Identifier>;
    readonly title: Some<{ readonly text: string }>;
    readonly publicationForm?: Some<{
      readonly publishedIn?: { readonly title?: string; readonly publisher?: Reference };
      readonly articleDate?: string;
    }>;
    readonly webLocation?: Some<{ readonly url: string }>;
    readonly contributorship?: { readonly summary: Some<{ readonly value: string }> };
  };
}

export interface AttributeEstimate {
  readonly type: CodeableConcept;
  readonly quantity?: Quantity;
  /** Of an interval, between 0 and 1. */
  readonly level?: number;
  readonly range?: { readonly low: Quantity; readonly high: Quantity };
}

export interface Statistic {
  readonly description?: string;
  readonly statisticType: CodeableConcept;
  readonly quantity?: Quantity;
  readonly numberOfEvents?: number;
  readonly numberAffected?: number;
  readonly sampleSize?: {
    readonly description?: string;
    readonly numberOfStudies?: number;
    readonly numberOfParticipants?: number;
  };
  readonly attributeEstimate?: Some<AttributeEstimate>;
}

export interface Certainty {
  readonly type: CodeableConcept;
  readonly rating: CodeableConcept;
  readonly rater?: string;
  readonly note?: Some<Annotation>;
  readonly subcomponent?: Some<Certainty>;
}

export interface Evidence extends Definitional {
  readonly resourceType: "Evidence";
  readonly citeAsReference: Reference;
  readonly note?: Some<Annotation>;
  readonly variableDefinition: Some<{
    readonly description: string;
    readonly variableRole: CodeableConcept;
  }>;
  readonly synthesisType: CodeableConcept;
  readonly studyDesign?: Some<CodeableConcept>;
  readonly statistic: Some<Statistic>;
  readonly certainty?: Some<Certainty>;
}

export interface Bundle {
  readonly resourceType: "Bundle";
  readonly id: string;
  readonly identifier: Identifier;
  readonly type: "collection";
  readonly timestamp: string;
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Citation | Evidence }[];
}
