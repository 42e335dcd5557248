/**
 * A trial of the Australian New Zealand registry (ANZCTR) as its XML has it, element by element, or a table with the
 * same names as columns: `{"anzctr": {"actrnumber": ...}}`.
 * Source: elements of its XML export, https://www.anzctr.org.au.
 */
import {
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
} from "./exported-record.ts";
import { given } from "./json-fields.ts";
import type { Copy, RecordReading } from "./record.ts";
import { registryNumber, registryOf } from "./registry-number.ts";

export function readAnzctr(record: unknown, copy: Copy): RecordReading {
  const head = exportHead(record, copy, {
    number: ["actrnumber", "actrn", "trialid"],
    others: ["secondaryid", "secondaryids", "utrn", "nctid"],
    numberOf: (id) => registryNumber(/^\d{14}$/.test(id) ? `ACTRN${id}` : id),
  });
  if (head.status === "refused") return head;
  const { fields } = head;
  const { registryId } = head.trial;
  const titles = [...fields.all("studytitle", "publictitle"), ...fields.all("scientifictitle")];
  const conditions = parted(fields.all("healthcondition", "conditions"));
  const interventions = readExportedInterventions(fields.all("interventions", "intervention"));
  const eligibility = eligibilityText(
    fields.text("inclusivecriteria", "inclusioncriteria"),
    fields.text("exclusivecriteria", "exclusioncriteria"),
  );
  const summary = fields.all("summary", "briefsummary");
  return {
    status: "read",
    trial: {
      ...head.trial,
      registry: registryOf(registryId)?.name ?? "ANZCTR",
      title: titles[0] ?? registryId,
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
      url: registryOf(registryId)?.url ?? "https://www.anzctr.org.au",
      ...reasonsToList({ titles, conditions, interventions, texts: [eligibility, ...summary] }),
    },
  };
}
