/** A record of any registry that is known here, read into one type; the shape of the record tells which it is. */
import { type Copy, type RecordReading, readClinicalTrialsGov } from "./record.ts";

export function readRecord(json: unknown, copy: Copy): RecordReading {
  return readClinicalTrialsGov(json, copy);
}
