/**
 * A row of an export of the WHO's portal (ICTRP), as its CSV and XML have it: `{"ictrp": {"TrialID": ...}}`. The portal
 * hands on a part of what each registry publishes, under its own column names, misspelt ones included.
 * Source: columns of exports made in 2026, https://trialsearch.who.int.
 */
import {
  ExportedFields,
  eligibilityText,
  exportHead,
  parted,
  readExportedAge,
  readExportedCountries,
  readExportedDate,
  readExportedEnrollment,
  readExportedInterventions,
  readExportedSex,
  reasonsToList,
  webAddress,
} from "./exported-record.ts";
import { given } from "./json-fields.ts";
import type { Copy, RecordReading } from "./record.ts";
import { registryNumber, registryOf } from "./registry-number.ts";

/** The day on which the portal wrote the file, which it notes in every row, month first. */
export const ictrpExportDay = (row: unknown) =>
  readExportedDate(new ExportedFields(row).text("exportdate"), "month-day");

export function readIctrp(row: unknown, copy: Copy): RecordReading {
  const head = exportHead(row, copy, {
    number: ["trialid"],
    others: ["secondaryid", "secondaryids", "otherrecords"],
    numberOf: (id) => registryNumber(id) ?? plainNumber(id),
  });
  if (head.status === "refused") return head;
  const { fields } = head;
  const { registryId } = head.trial;
  const registry = registryOf(registryId);
  const titles = [...fields.all("publictitle"), ...fields.all("scientifictitle")];
  const conditions = parted(fields.all("condition"));
  const interventions = readExportedInterventions(fields.all("intervention"));
  const eligibility = eligibilityText(fields.text("inclusioncriteria"), fields.text("exclusioncriteria"));
  return {
    status: "read",
    trial: {
      ...head.trial,
      registry: registry?.name ?? fields.text("sourceregister")?.slice(0, 100) ?? "another registry",
      via: "ictrp",
      title: titles[0] ?? registryId,
      conditions,
      interventions,
      ...given("sex", readExportedSex(fields.text("inclusiongender"))),
      ...given("minimumAge", readExportedAge(fields.text("inclusionagemin"))),
      ...given("maximumAge", readExportedAge(fields.text("inclusionagemax"))),
      countries: readExportedCountries(fields.all("countries")),
      eligibility,
      ...given("lastUpdatePosted", readExportedDate(fields.text("lastrefreshedon"))),
      ...given("startDate", readExportedDate(fields.text("dateenrollement", "dateenrolment"))),
      ...given("enrollment", readExportedEnrollment(fields.text("targetsize"))),
      ...given("sponsor", fields.text("primarysponsor")),
      url:
        registry?.url ??
        webAddress(fields.text("webaddress")) ??
        `https://trialsearch.who.int/Trial2.aspx?TrialID=${encodeURIComponent(registryId)}`,
      ...reasonsToList({ titles, conditions, interventions, texts: [eligibility] }),
    },
  };
}

/** A number of a registry that is not known here: letters, digits and what they write between them. */
const plainNumber = (id: string) => (/^[A-Za-z][A-Za-z0-9/._-]{3,59}$/.test(id) ? id : undefined);
