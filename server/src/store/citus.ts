/**
 * How the tables are laid out over the machines of a Citus cluster. Citus itself is not among the things this project
 * is tested with: what a test keeps is its rule that every unique key of a distributed table holds the column the
 * table is distributed by, without which Citus refuses the table.
 *
 * Everything kept of one trial lies on one machine, so that a trial is written, and a page of results read, without
 * the others. A search asks all machines and merges what they found. The small tables of loads, jobs and settings
 * stay on the coordinator as they are.
 */

/** By this column; each of these tables has the same one. */
export const distributionColumn = "registry_id";

export const distributedTables = [
  "trial",
  "trial_search",
  "trial_site",
  "trial_criteria",
  "trial_alias",
  "trial_reason",
  "eligibility_text",
  "sync_sighting",
] as const;

/** Copied whole to every machine: read with every search, written after a load only. */
export const referenceTables = ["search_count"] as const;

/** To be run once on the coordinator, after the migrations and before the first load. */
export const citusStatements: readonly string[] = [
  "create extension if not exists citus",
  ...distributedTables.map((table, at) =>
    at === 0
      ? `select create_distributed_table('${table}', '${distributionColumn}')`
      : `select create_distributed_table('${table}', '${distributionColumn}', colocate_with => '${distributedTables[0]}')`,
  ),
  ...referenceTables.map((table) => `select create_reference_table('${table}')`),
];
