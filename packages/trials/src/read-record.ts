/** A record of any registry that is known here, read into one type; the shape of the record tells which it is. */
import { readAnzctr } from "./anzctr-record.ts";
import { readIctrp } from "./ictrp-record.ts";
import { isObject, own } from "./json-fields.ts";
import { type Copy, type RecordReading, readClinicalTrialsGov } from "./record.ts";

export function readRecord(json: unknown, copy: Copy): RecordReading {
  if (isObject(json)) {
    if (own(json, "ictrp") !== undefined) return readIctrp(own(json, "ictrp"), copy);
    if (own(json, "anzctr") !== undefined) return readAnzctr(own(json, "anzctr"), copy);
  }
  return readClinicalTrialsGov(json, copy);
}
