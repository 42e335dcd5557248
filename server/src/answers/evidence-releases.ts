/** The released versions of the evidence data set, from the files that come with it. */
import { readdir, readFile } from "node:fs/promises";
import { type EvidenceRelease, readReleases } from "evidence";

const folder = new URL("../../../packages/evidence/versions/", import.meta.url);

/** Oldest first. */
export async function evidenceReleases(): Promise<EvidenceRelease[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  const files = await Promise.all(
    names.map(
      async (name): Promise<[string, unknown]> => [
        name,
        JSON.parse(await readFile(new URL(name, folder), "utf8")),
      ],
    ),
  );
  return readReleases(Object.fromEntries(files));
}
