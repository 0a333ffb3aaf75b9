import { accept, type Result, refuse } from "../errors/rejection.ts";
import type { IndicatorDefinition, IndicatorParameter } from "./definition.ts";
import type { Indicator, IndicatorCandle, IndicatorValue } from "./indicator.ts";
import { INDICATORS } from "./registry.ts";

export type CreatedIndicator = {
  readonly definition: IndicatorDefinition;
  /** Of every parameter, given or by default. */
  readonly values: Readonly<Record<string, number>>;
  readonly indicator: Indicator<IndicatorCandle, IndicatorValue>;
};

/** Makes an indicator of the registry. Parameters not given have their defaults; unknown ones and values out of bounds are refused. */
export function createIndicator(
  id: string,
  given: Readonly<Record<string, number>>,
): Result<CreatedIndicator, "indicator-unknown" | "parameter-unknown" | "parameter-invalid"> {
  const definition = INDICATORS.find((known) => known.id === id);
  if (definition === undefined) {
    const ids = INDICATORS.map((known) => known.id).join(", ");
    return refuse("indicator-unknown", `There is no indicator "${id}". Use one of ${ids}.`, { id });
  }
  const { parameters } = definition;
  const names = Object.keys(parameters);
  for (const [name, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) {
      const known = names.length === 0 ? "It has none." : `It has ${names.join(", ")}.`;
      return refuse("parameter-unknown", `Indicator "${id}" has no parameter "${name}". ${known}`, { id, name });
    }
    const problem = problemOf(value, parameter);
    if (problem !== null) {
      const message = `Parameter "${name}" of "${id}" is ${value}. Use ${problem}.`;
      return refuse("parameter-invalid", message, { id, name, value: String(value) });
    }
  }
  const values = Object.fromEntries(names.map((name) => [name, given[name] ?? parameters[name]?.default ?? 0]));
  return accept({ definition, values, indicator: definition.create(values) });
}

function problemOf(value: number, { min, max, isWhole }: IndicatorParameter): string | null {
  if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return null;
  return `a ${isWhole ? "whole number" : "number"} from ${min} to ${max}`;
}

/** An output of an indicator's value: the number itself, or the named one of several. */
export const outputOf = (value: Readonly<IndicatorValue>, name: string): number =>
  typeof value === "number" ? value : (value[name] ?? Number.NaN);
