/**
 * `npm run evidence:release`: keeps the data set as it is as a released version, so that later ones can be compared
 * with it. A released version is never written again; raise `dataSetVersion` first.
 */
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dataSet, dataSetVersion, type EvidenceRelease, releaseOf } from "evidence";

const { version } = dataSetVersion;
const file = new URL(`../versions/${version}.json`, import.meta.url);
if (existsSync(file)) {
  console.error(
    `Version ${version} is released already, and a release is never changed. Raise dataSetVersion in packages/evidence/src/data-set.ts, then try again.`,
  );
  process.exit(1);
}
const { figures, ...release } = releaseOf(dataSet(), dataSetVersion);
writeFileSync(file, inLines({ ...release, figures }));
console.log(`Released version ${version}: ${fileURLToPath(file)}`);

/** A line for each thing, so that a release can be read and its file stays small. */
function inLines(release: EvidenceRelease): string {
  const parts = Object.entries(release).map(([name, part]) => {
    if (typeof part !== "object") return ` ${JSON.stringify(name)}: ${JSON.stringify(part)}`;
    const lines = Object.entries(part).map(
      ([id, thing]) => `  ${JSON.stringify(id)}: ${JSON.stringify(thing)}`,
    );
    return lines.length === 0
      ? ` ${JSON.stringify(name)}: {}`
      : ` ${JSON.stringify(name)}: {\n${lines.join(",\n")}\n }`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}
