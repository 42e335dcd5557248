/**
 * What the registry's OpenAPI description (v2.0.0) says of the few requests that are made here, as plain facts, so that
 * requests can be checked against it wherever the tests run.
 */
export interface DescribedParameter {
  readonly pattern?: RegExp;
  /** A list is joined by pipes in one parameter. */
  readonly isList?: true;
  readonly mostItems?: number;
}

const fieldName = /^(([a-zA-Z][a-zA-Z0-9\-. ]*)|(@query))$/;
const nctNumber = /^(NCT|nct)\d{8}$/;

export const described: Readonly<Record<string, Readonly<Record<string, DescribedParameter>>>> = {
  "/studies": {
    format: { pattern: /^(csv|json)$/ },
    "query.cond": {},
    "query.term": {},
    "query.locn": {},
    "query.titles": {},
    "query.intr": {},
    "query.outc": {},
    "query.spons": {},
    "query.lead": {},
    "query.id": {},
    "query.patient": {},
    "filter.overallStatus": { isList: true },
    "filter.geo": {},
    "filter.ids": { isList: true, pattern: nctNumber },
    "filter.advanced": {},
    "filter.synonyms": { isList: true },
    "postFilter.overallStatus": { isList: true },
    "postFilter.geo": {},
    "postFilter.ids": { isList: true, pattern: nctNumber },
    "postFilter.advanced": {},
    "postFilter.synonyms": { isList: true },
    aggFilters: {},
    geoDecay: {},
    fields: { isList: true, pattern: fieldName },
    sort: {
      isList: true,
      mostItems: 2,
      pattern: /^(([a-zA-Z][a-zA-Z0-9\-. ]*)|(@relevance))(:(asc|desc))?$/,
    },
    countTotal: { pattern: /^(true|false)$/ },
    pageSize: { pattern: /^\d+$/ },
    pageToken: {},
  },
  "/studies/{nctId}": {
    format: { pattern: /^(csv|json|json\.zip|fhir\.json)$/ },
    // The two answers differ: in the whole description, an item here may not be @query.
    fields: { isList: true, pattern: /^[a-zA-Z][a-zA-Z0-9\-. ]*$/ },
  },
  "/studies/metadata": {
    includeIndexedOnly: { pattern: /^(true|false)$/ },
    includeHistoricOnly: { pattern: /^(true|false)$/ },
  },
  "/version": {},
};

export const describedPath = (path: string): string | undefined => {
  if (path in described) return path;
  const id = /^\/studies\/([^/]+)$/.exec(path)?.[1];
  return id !== undefined && nctNumber.test(decodeURIComponent(id)) ? "/studies/{nctId}" : undefined;
};

/** What is wrong with a request, in the registry's words; undefined where the description allows it. */
export function objection(path: string, parameters: URLSearchParams): string | undefined {
  const known = described[describedPath(path) ?? ""];
  if (known === undefined) return `no such path: ${path}`;
  for (const [name, value] of parameters) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (parameter === undefined) return `\`${name}\` is unknown parameter`;
    if (parameters.getAll(name).length > 1) return `Parameter \`${name}\` must not be repeated`;
    const items = parameter.isList ? value.split(/[|,]/) : [value];
    const isBad = items.some((item) => parameter.pattern && !parameter.pattern.test(item));
    if (isBad || items.length > (parameter.mostItems ?? Number.POSITIVE_INFINITY)) {
      return `Invalid value in parameter \`${name}\``;
    }
  }
  return undefined;
}
