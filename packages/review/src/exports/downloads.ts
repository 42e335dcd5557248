/** Every file that the data set can be taken away as, made from the same data as the pages. */
import type { DataSet, DataSetVersion } from "evidence";
import { csvTables, evidenceCsv } from "./csv.ts";
import { evidenceJson } from "./evidence-json.ts";
import { evidenceJsonSchema } from "./evidence-json-schema.ts";
import { fhirBundle } from "./fhir.ts";
import { fileName } from "./provenance.ts";
import { rScript } from "./r-script.ts";
import { bibtex, ris } from "./references.ts";

export const exportFormats = ["json", "schema", "csv", "ris", "bibtex", "r", "fhir"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface Download {
  readonly format: ExportFormat;
  /** Of the tables, which. */
  readonly part?: string;
  readonly name: string;
  readonly mediaType: string;
  readonly content: string;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

export function downloads(data: DataSet, version: DataSetVersion): Download[] {
  const file = (extension: string, part?: string) => fileName(version, extension, part);
  return [
    {
      format: "json",
      name: file("json"),
      mediaType: "application/json",
      content: json(evidenceJson(data, version)),
    },
    {
      format: "schema",
      name: file("schema.json"),
      mediaType: "application/schema+json",
      content: json(evidenceJsonSchema()),
    },
    ...csvTables.map((table) => ({
      format: "csv" as const,
      part: table,
      name: file("csv", table),
      mediaType: "text/csv; charset=utf-8; header=present",
      content: evidenceCsv(table, data, version),
    })),
    {
      format: "ris",
      name: file("ris"),
      mediaType: "application/x-research-info-systems",
      content: ris(data, version),
    },
    {
      format: "bibtex",
      name: file("bib"),
      mediaType: "application/x-bibtex",
      content: bibtex(data, version),
    },
    { format: "r", name: file("R"), mediaType: "text/plain; charset=utf-8", content: rScript(data, version) },
    {
      format: "fhir",
      name: file("fhir.json"),
      mediaType: "application/fhir+json; fhirVersion=5.0",
      content: json(fhirBundle(data, version)),
    },
  ];
}
