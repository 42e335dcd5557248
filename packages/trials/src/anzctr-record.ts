/**
 * A trial of the Australian New Zealand registry (ANZCTR) as its XML has it, element by element, or a table with the
 * same names as columns: `{"anzctr": {"actrnumber": ...}}`.
 * Source: elements of its XML export, https://www.anzctr.org.au.
 */
import {
  ExportedFields,
  eligibilityText,
  parted,
  readExportedAge,
  readExportedCountries,
  readExportedDate,
  readExportedEnrollment,
  readExportedInterventions,
  readExportedPhases,
  readExportedSex,
  readExportedStatus,
  readExportedStudyType,
  reasonsToList,
} from "./exported-record.ts";
import { given } from "./json-fields.ts";
import { readPartialDate } from "./partial-date.ts";
import { reason } from "./reason.ts";
import type { Copy, RecordReading } from "./record.ts";
import { registryNumber, registryNumbersIn, registryOf } from "./registry-number.ts";

export function readAnzctr(record: unknown, copy: Copy): RecordReading {
  const asOf = readPartialDate(copy.asOf);
  const refused = (found: string, code: "copy-date-not-readable" | "record-number-not-readable") =>
    ({ status: "refused", because: reason(code, { found: found.slice(0, 40) }) }) as const;
  if (asOf === undefined) return refused(String(copy.asOf), "copy-date-not-readable");
  const fields = new ExportedFields(record);
  const id = fields.text("actrnumber", "actrn", "trialid");
  if (id === undefined) return { status: "refused", because: reason("record-without-number", {}) };
  const registryId = registryNumber(/^\d{14}$/.test(id) ? `ACTRN${id}` : id);
  if (registryId === undefined) return refused(id, "record-number-not-readable");
  const titles = [...fields.all("studytitle", "publictitle"), ...fields.all("scientifictitle")];
  const conditions = parted(fields.all("healthcondition", "conditions"));
  const interventions = readExportedInterventions(fields.all("interventions", "intervention"));
  const eligibility = eligibilityText(
    fields.text("inclusivecriteria", "inclusioncriteria"),
    fields.text("exclusivecriteria", "exclusioncriteria"),
  );
  const others = ["secondaryid", "secondaryids", "utrn", "nctid"].flatMap((name) => fields.all(name));
  const summary = fields.all("summary", "briefsummary");
  return {
    status: "read",
    trial: {
      registryId,
      registry: registryOf(registryId)?.name ?? "ANZCTR",
      aliases: [],
      otherNumbers: registryNumbersIn(others.join(" ; ").slice(0, 2000)).filter(
        (number) => number !== registryId,
      ),
      title: titles[0] ?? registryId,
      ...given("status", readExportedStatus(fields.text("recruitmentstatus"))),
      ...given("studyType", readExportedStudyType(fields.text("studytype"))),
      phases: readExportedPhases(fields.text("phase")),
      conditions,
      interventions,
      ...given("sex", readExportedSex(fields.text("inclusivegender"))),
      ...given(
        "minimumAge",
        readExportedAge(fields.text("inclusiveminage"), fields.text("inclusiveminagetype")),
      ),
      ...given(
        "maximumAge",
        readExportedAge(fields.text("inclusivemaxage"), fields.text("inclusivemaxagetype")),
      ),
      countries: readExportedCountries(fields.all("recruitmentcountry")),
      eligibility,
      ...given("lastUpdatePosted", readExportedDate(fields.text("updatedate", "lastupdated"))),
      ...given("startDate", readExportedDate(fields.text("actualstartdate", "anticipatedstartdate"))),
      ...given(
        "completionDate",
        readExportedDate(fields.text("actuallastvisitdate", "anticipatedlastvisitdate")),
      ),
      ...given("enrollment", readExportedEnrollment(fields.text("actualsamplesize", "samplesize"))),
      ...given("sponsor", fields.text("primarysponsorname")),
      origin: copy.origin,
      asOf,
      asOfMeans: copy.asOfMeans ?? "copy",
      url: registryOf(registryId)?.url ?? "https://www.anzctr.org.au",
      ...reasonsToList({ titles, conditions, interventions, texts: [eligibility, ...summary] }),
    },
  };
}
