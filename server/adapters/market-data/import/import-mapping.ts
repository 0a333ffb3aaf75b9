import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportMapping,
  TIME_UNITS,
  type TimeUnit,
} from "../../../domain/markets/import-report.ts";

const SETTINGS = ["time_unit", "timezone", "delimiter"];

/**
 * A mapping from names and values as people give them: a field of ours and the file's column, and beside the fields
 * `time_unit`, `timezone` and `delimiter`. What is empty was not said.
 */
export function parseImportMapping(given: Readonly<Record<string, string>>): Result<ImportMapping, "mapping-wrong"> {
  const columns: Partial<Record<ImportField, string>> = {};
  for (const [name, value] of Object.entries(given)) {
    if (SETTINGS.includes(name) || value === "") continue;
    const field = IMPORT_FIELDS.find((known) => known === name);
    if (field === undefined)
      return refuse("mapping-wrong", `There is no field "${name}". Map one of ${IMPORT_FIELDS.join(", ")}.`);
    columns[field] = value;
  }
  const { time_unit: unit = "", timezone = "", delimiter = "" } = given;
  const timeUnit: TimeUnit | undefined = TIME_UNITS.find((known) => known === unit);
  if (unit !== "" && timeUnit === undefined)
    return refuse("mapping-wrong", `The time unit is "${unit}". Use one of ${TIME_UNITS.join(", ")}.`);
  if (delimiter.length > 1) return refuse("mapping-wrong", `The delimiter is "${delimiter}". Give one character.`);
  return accept({
    columns,
    ...(timeUnit === undefined ? {} : { timeUnit }),
    ...(timezone === "" ? {} : { timezone }),
    ...(delimiter === "" ? {} : { delimiter }),
  });
}
