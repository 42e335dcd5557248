/**
 * The Bundle against R5 as far as that can be done without a validator: which elements there are, how often each may
 * and must stand, what type it has, which codes it is bound to, and that references lead somewhere. The tables are our
 * own; docs/fhir.md says where they come from.
 */
import { dataSet, dataSetVersion } from "evidence";
import { expect, test } from "vitest";
import { fhirBundle } from "./fhir.ts";
import { codeSystems } from "./fhir-r5.ts";

type Type =
  | "string"
  | "code"
  | "uri"
  | "id"
  | "dateTime"
  | "instant"
  | "decimal"
  | "unsignedInt"
  | { readonly [element: string]: readonly [min: 0 | 1, max: 1 | "*", type: Type] };

const coding = { system: [0, 1, "uri"], code: [0, 1, "code"], display: [0, 1, "string"] } as const;
const concept = { coding: [0, "*", coding], text: [0, 1, "string"] } as const;
const identifier = { system: [0, 1, "uri"], value: [0, 1, "string"] } as const;
const reference = { reference: [0, 1, "string"], display: [0, 1, "string"] } as const;
const annotation = { text: [1, 1, "string"] } as const;
const quantity = { value: [0, 1, "decimal"], comparator: [0, 1, "code"], unit: [0, 1, "string"] } as const;
const range = { low: [0, 1, quantity], high: [0, 1, quantity] } as const;
const definitional = {
  resourceType: [1, 1, "code"],
  id: [0, 1, "id"],
  url: [0, 1, "uri"],
  identifier: [0, "*", identifier],
  version: [0, 1, "string"],
  title: [0, 1, "string"],
  status: [1, 1, "code"],
  date: [0, 1, "dateTime"],
  note: [0, "*", annotation],
} as const;
const subcomponent = {
  type: [0, 1, concept],
  rating: [0, 1, concept],
  rater: [0, 1, "string"],
  note: [0, "*", annotation],
} as const;
const evidence: Type = {
  ...definitional,
  citeAsReference: [0, 1, reference],
  variableDefinition: [1, "*", { description: [0, 1, "string"], variableRole: [1, 1, concept] }],
  synthesisType: [0, 1, concept],
  studyDesign: [0, "*", concept],
  statistic: [
    0,
    "*",
    {
      description: [0, 1, "string"],
      statisticType: [0, 1, concept],
      quantity: [0, 1, quantity],
      numberOfEvents: [0, 1, "unsignedInt"],
      numberAffected: [0, 1, "unsignedInt"],
      sampleSize: [
        0,
        1,
        {
          description: [0, 1, "string"],
          numberOfStudies: [0, 1, "unsignedInt"],
          numberOfParticipants: [0, 1, "unsignedInt"],
        },
      ],
      attributeEstimate: [
        0,
        "*",
        { type: [0, 1, concept], quantity: [0, 1, quantity], level: [0, 1, "decimal"], range: [0, 1, range] },
      ],
    },
  ],
  certainty: [0, "*", { ...subcomponent, subcomponent: [0, "*", subcomponent] }],
};
const citation: Type = {
  ...definitional,
  citedArtifact: [
    0,
    1,
    {
      identifier: [0, "*", identifier],
      title: [0, "*", { text: [1, 1, "string"] }],
      publicationForm: [
        0,
        "*",
        {
          publishedIn: [0, 1, { title: [0, 1, "string"], publisher: [0, 1, reference] }],
          articleDate: [0, 1, "dateTime"],
        },
      ],
      webLocation: [0, "*", { url: [0, 1, "uri"] }],
      contributorship: [0, 1, { summary: [0, "*", { value: [1, 1, "string"] }] }],
    },
  ],
};

const primitives: Record<Extract<Type, string>, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string" && /\S/.test(value),
  code: (value) => typeof value === "string" && /^\S+( \S+)*$/.test(value),
  uri: (value) => typeof value === "string" && /^\S+$/.test(value) && URL.canParse(value),
  id: (value) => typeof value === "string" && /^[A-Za-z0-9\-.]{1,64}$/.test(value),
  dateTime: (value) => typeof value === "string" && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value),
  instant: (value) =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/.test(value),
  decimal: (value) => typeof value === "number" && Number.isFinite(value),
  unsignedInt: (value) => Number.isInteger(value) && (value as number) >= 0,
};

/** Everything wrong with a value, by its path. */
function problems(value: unknown, type: Type, path: string): string[] {
  if (typeof type === "string")
    return primitives[type](value) ? [] : [`${path}: not of type ${type}: ${JSON.stringify(value)}`];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: not an element`];
  const unknown = Object.keys(value).filter((name) => !(name in type));
  const empty = Object.keys(value).length === 0 ? [`${path}: an element without content`] : [];
  return [
    ...empty,
    ...unknown.map((name) => `${path}.${name}: no such element`),
    ...Object.entries(type).flatMap(([name, [min, max, of]]) => {
      const found = (value as Record<string, unknown>)[name];
      const here = `${path}.${name}`;
      if (found === undefined) return min === 0 ? [] : [`${here}: required`];
      if (max === 1) return Array.isArray(found) ? [`${here}: stands once`] : problems(found, of, here);
      if (!Array.isArray(found) || found.length === 0) return [`${here}: a list with something in it`];
      return found.flatMap((item, i) => problems(item, of, `${here}[${i}]`));
    }),
  ];
}

const bundle = fhirBundle(dataSet(), dataSetVersion);
const resources = bundle.entry.map(({ resource }) => resource);
const everywhere = function* (value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const part of Object.values(value)) yield* everywhere(part);
};

test("every resource has the elements of its R5 definition, as often as they may and must stand", () => {
  expect(resources.length).toBeGreaterThan(150);
  for (const resource of resources)
    expect(
      problems(resource, resource.resourceType === "Evidence" ? evidence : citation, resource.id),
    ).toEqual([]);
});

test("the check itself finds what is wrong", () => {
  const [one] = resources.filter((resource) => resource.resourceType === "Evidence");
  const { variableDefinition: _, ...without } = one!;
  expect(problems(without, evidence, "x")).toEqual(["x.variableDefinition: required"]);
  expect(problems({ ...one, colour: "red" }, evidence, "x")).toEqual(["x.colour: no such element"]);
  expect(problems({ ...one, status: ["draft"] }, evidence, "x")).toEqual(["x.status: stands once"]);
});

test("the Bundle is a collection whose entries each have an absolute address of their own", () => {
  const { entry, ...frame } = bundle;
  expect(
    problems(
      frame,
      {
        resourceType: [1, 1, "code"],
        id: [0, 1, "id"],
        identifier: [0, 1, identifier],
        type: [1, 1, "code"],
        timestamp: [0, 1, "instant"],
      },
      "Bundle",
    ),
  ).toEqual([]);
  expect(bundle.type).toBe("collection");
  const addresses = entry.map(({ fullUrl }) => fullUrl);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const address of addresses) expect(URL.canParse(address)).toBe(true);
});

test("every reference leads to a resource of the Bundle, and the right kind of one", () => {
  const kinds = new Map(bundle.entry.map(({ fullUrl, resource }) => [fullUrl, resource.resourceType]));
  const found = [...everywhere(bundle)].flatMap(({ reference: to }) => (typeof to === "string" ? to : []));
  expect(found.length).toBeGreaterThan(50);
  for (const to of found) expect(kinds.get(to), to).toBe("Citation");
});

test("every code is one of the value set that R5 binds its element to", () => {
  const codes = new Map(
    codeSystems.map(({ system, codes: known }) => [system as string, Object.keys(known)]),
  );
  const found = [...everywhere(bundle)].filter(
    ({ code, system }) => code !== undefined && system !== undefined,
  );
  expect(found.length).toBeGreaterThan(300);
  for (const { system, code } of found) expect(codes.get(system as string), String(system)).toContain(code);
  for (const { status } of resources) expect(["draft", "active", "retired", "unknown"]).toContain(status);
});

test("each effect goes with its interval, in order, and at its level", () => {
  for (const resource of resources) {
    if (resource.resourceType !== "Evidence") continue;
    for (const { statisticType, quantity: value, attributeEstimate = [] } of resource.statistic) {
      if (statisticType.coding?.[0].code === "C25463") continue;
      const [interval] = attributeEstimate;
      expect(interval!.level).toBe(0.95);
      expect(interval!.range!.low.value).toBeLessThanOrEqual(value!.value);
      expect(interval!.range!.high.value).toBeGreaterThanOrEqual(value!.value);
    }
  }
});

test("the published result at twelve months stands as printed, with 341 children and our judgement of certainty", () => {
  const main = resources.find(({ id }) => id === "ipd-2025.main.12m");
  expect(main).toMatchObject({
    resourceType: "Evidence",
    synthesisType: { coding: [{ code: "IPD-MA" }] },
    statistic: [
      {
        quantity: { value: 1.42 },
        sampleSize: { numberOfParticipants: 341 },
        attributeEstimate: [{ range: { low: { value: 0.31 }, high: { value: 2.52 } } }, {}, {}],
      },
    ],
    certainty: [{ type: { coding: [{ code: "Overall" }] }, subcomponent: { length: 5 } }],
  });
});
