export { ageFromBirthMonth, ageFromYears, type CompletedMonths } from "./age.ts";
export { type GmfcsLevel, gmfcsLevels } from "./gmfcs.ts";
