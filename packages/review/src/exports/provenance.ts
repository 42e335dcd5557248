/** What every download says of itself: which data set, which version, of which day. */
import type { DataSetVersion } from "evidence";

export const dataSetName = "Cordwise evidence data set";

export const provenance = ({ version, date }: DataSetVersion): string =>
  `${dataSetName} ${version} of ${date}`;

/** `cordwise-evidence-0.1.0-2026-11-22-studies.csv` */
export const fileName = ({ version, date }: DataSetVersion, extension: string, part?: string): string =>
  `cordwise-evidence-${version}-${date}${part === undefined ? "" : `-${part}`}.${extension}`;
