/** The whole data set as one JSON document, of the form that `evidenceJsonSchema` publishes. */
import type { DataSet, DataSetVersion } from "evidence";
import { dataSetName } from "./provenance.ts";

/** Raised when a document of the new form could be misread by a reader of the old one. */
export const formVersion = 1;

export interface EvidenceJson extends DataSet {
  readonly name: string;
  readonly form: number;
  readonly version: string;
  readonly date: string;
}

export const evidenceJson = (data: DataSet, { version, date }: DataSetVersion): EvidenceJson => ({
  name: dataSetName,
  form: formVersion,
  version,
  date,
  ...data,
});
