import { type Result, refuse } from "../domain/errors/rejection.ts";
import { type CreatedIndicator, createIndicator, outputOf } from "../domain/indicators/create-indicator.ts";
import type { IndicatorDefinition } from "../domain/indicators/definition.ts";
import { INDICATORS } from "../domain/indicators/registry.ts";
import type { CandleColumns } from "../domain/markets/candle-columns.ts";
import { TIMEFRAMES, timeframeMs } from "../domain/time/timeframe.ts";
import { formatTimestamp } from "../domain/time/timestamp.ts";
import { startEnvironment } from "../platform/env.ts";
import { type Command, done, misused, refused } from "./command.ts";
import { type CandleFile, readCandleFile } from "./read-candle-file.ts";

const ROWS_SHOWN = 20;
const SPECIFICATION = /^([a-z-]+)(?::([a-zA-Z]+=[^,=]+(?:,[a-zA-Z]+=[^,=]+)*))?$/;

type Series = { readonly label: string; readonly values: Float64Array };
type Computed = { readonly created: CreatedIndicator; readonly outputs: readonly Series[] };

export const indicatorsCommand: Command = {
  name: "indicators",
  usage:
    "indicators FILE --indicator INDICATOR [--indicator INDICATOR…] [--last LAST] [--timeframe TIMEFRAME] [--symbol SYMBOL] | --list",
  summary: "computes technical indicators over a file of candles",
  details: `FILE is anything data import reads candles from: CSV, Parquet, feather or JSON, gzipped or zipped. Nothing is stored.

  --indicator INDICATOR    ID or ID:parameter=value,… such as sma:period=50 or macd:fast=8,slow=21
  --last LAST              how many rows to show; without it ${ROWS_SHOWN}, with --json all. All candles are computed over
  --timeframe TIMEFRAME    one of ${TIMEFRAMES.join(", ")}; found from the file without it
  --symbol SYMBOL          chooses one where the file has several
  --list                   the indicators there are, with their parameters`,
  options: {
    indicator: { type: "string", multiple: true },
    last: { type: "string" },
    timeframe: { type: "string" },
    symbol: { type: "string" },
    list: { type: "boolean" },
  },
  run: async (positionals, values) => {
    startEnvironment();
    const { list, indicator: wishes = [], last, timeframe, symbol, json } = values;
    const [file, ...more] = positionals;
    if (list === true) {
      if (file !== undefined) return misused(`indicators --list takes no "${file}".`);
      return done({ indicators: INDICATORS.map(listed) }, INDICATORS.map(listedText).join("\n"));
    }
    if (file === undefined) return misused("Name one FILE of candles, or ask for --list.");
    if (more.length > 0) return misused(`indicators takes one FILE, not "${more.join('", "')}" too.`);
    if (last !== undefined && !/^[1-9]\d{0,8}$/.test(String(last)))
      return misused(`--last is "${last}". Use a whole number from 1.`);
    const step = TIMEFRAMES.find((known) => known === timeframe) ?? null;
    if (timeframe !== undefined && step === null)
      return misused(`--timeframe is "${timeframe}". Use one of ${TIMEFRAMES.join(", ")}.`);
    const specifications = (wishes as readonly string[]).map(parse);
    if (specifications.length === 0)
      return misused("Name at least one --indicator, such as --indicator sma:period=50.");
    const created: CreatedIndicator[] = [];
    for (const [index, specification] of specifications.entries()) {
      if (specification === null)
        return misused(
          `--indicator is "${(wishes as readonly string[])[index]}". Write it as sma or sma:period=50,… in small letters.`,
        );
      const made = makeOne(specification);
      if (!made.ok) return refused(made.rejection);
      created.push(made.value);
    }
    const read = await readCandleFile(file, {
      timeframe: step,
      symbol: symbol === undefined ? null : String(symbol),
      now: Date.now(),
    });
    if (!read.ok) return refused(read.rejection);
    const computed = compute(created, read.value.candles);
    const shown = last === undefined ? (json === true ? Number.POSITIVE_INFINITY : ROWS_SHOWN) : Number(last);
    const start = Math.max(0, read.value.candles.length - shown);
    return done(json === true ? document(read.value, computed, start) : null, text(read.value, computed, start));
  },
};

type Specification = { readonly id: string; readonly given: readonly (readonly [name: string, value: string])[] };

function parse(wish: string): Specification | null {
  const match = SPECIFICATION.exec(wish);
  if (match === null) return null;
  const [, id = "", pairs = ""] = match;
  const split = (pair: string) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const;
  return { id, given: pairs === "" ? [] : pairs.split(",").map(split) };
}

function makeOne({ id, given }: Specification): Result<CreatedIndicator> {
  const wrong = given.find(([, value]) => !/^\d+(\.\d+)?$/.test(value));
  const made = createIndicator(id, Object.fromEntries(given.map(([name, value]) => [name, Number(value)])));
  // Which indicators and parameters there are comes first: a value can only be wrong for one that is known.
  if (wrong === undefined || (!made.ok && made.rejection.code !== "parameter-invalid")) return made;
  return refuse("parameter-invalid", `Parameter "${wrong[0]}" of "${id}" is "${wrong[1]}". Use a number such as 14.`);
}

function compute(created: readonly CreatedIndicator[], candles: CandleColumns): readonly Computed[] {
  const computed = created.map((one) => ({ created: one, outputs: seriesOf(one, candles.length) }));
  const price = 10 ** candles.priceDecimals;
  const volume = 10 ** candles.volumeDecimals;
  for (let index = 0; index < candles.length; index += 1) {
    const candle = {
      openAt: candles.openAt[index] as number,
      open: (candles.open[index] as number) / price,
      high: (candles.high[index] as number) / price,
      low: (candles.low[index] as number) / price,
      close: (candles.close[index] as number) / price,
      volume: Number(candles.volume[index]) / volume,
    };
    for (const { created: one, outputs } of computed) {
      one.indicator.update(candle);
      for (const [place, output] of outputs.entries())
        output.values[index] = outputOf(one.indicator.value, one.definition.outputs[place]?.name ?? "");
    }
  }
  return computed;
}

function seriesOf({ definition, values }: CreatedIndicator, length: number): readonly Series[] {
  const given = Object.values(values);
  const label = given.length === 0 ? definition.id : `${definition.id}(${given.join(",")})`;
  const isOnly = definition.outputs.length === 1;
  return definition.outputs.map(({ name }) => ({
    label: isOnly ? label : `${label}.${name}`,
    values: new Float64Array(length),
  }));
}

function document({ symbol, candles }: CandleFile, computed: readonly Computed[], start: number) {
  const price = 10 ** candles.priceDecimals;
  return {
    symbol,
    timeframe: candles.timeframe,
    candles: candles.length,
    missing: missingOf(candles),
    at: Array.from(candles.openAt.subarray(start)),
    close: Array.from(candles.close.subarray(start), (close) => close / price),
    indicators: computed.map(({ created: { definition, values, indicator }, outputs }) => ({
      id: definition.id,
      name: definition.name,
      parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
      warmup: indicator.warmup,
      warmupUnit: definition.warmupUnit,
      outputs: definition.outputs.map((output, place) => ({
        ...output,
        values: Array.from(outputs[place]?.values.subarray(start) ?? [], (value) =>
          Number.isNaN(value) ? null : value,
        ),
      })),
    })),
  };
}

function listed({ create: _create, parameters, ...definition }: IndicatorDefinition) {
  return { ...definition, parameters: Object.entries(parameters).map(([name, bounds]) => ({ name, ...bounds })) };
}

function listedText({ id, name, parameters, outputs }: IndicatorDefinition): string {
  const bounds = Object.entries(parameters).map(
    ([key, { default: usual, min, max }]) => `${key}=${usual} (${min}–${max})`,
  );
  const words = [
    name,
    bounds.join(", "),
    outputs.length > 1 ? `gives ${outputs.map((one) => one.name).join(", ")}` : "",
  ];
  return `${id.padEnd(26)}${words.filter((word) => word !== "").join(": ")}`;
}

function text({ candles }: CandleFile, computed: readonly Computed[], start: number): string {
  const decimals = Math.min(12, candles.priceDecimals + 2);
  const columns = computed.flatMap(({ outputs }) => outputs);
  const rows = [["time", "close", ...columns.map(({ label }) => label)]];
  for (let index = start; index < candles.length; index += 1) {
    const close = ((candles.close[index] as number) / 10 ** candles.priceDecimals).toFixed(candles.priceDecimals);
    const cells = columns.map(({ values }) => shownNumber(values[index] as number, decimals));
    rows.push([formatTimestamp(candles.openAt[index] as number), close, ...cells]);
  }
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "));
  const missing = missingOf(candles);
  if (missing > 0)
    lines.push(`${missing} ${missing === 1 ? "candle is" : "candles are"} missing; the values run on over that.`);
  return lines.join("\n");
}

const shownNumber = (value: number, decimals: number): string => (Number.isNaN(value) ? "-" : value.toFixed(decimals));

function missingOf({ length, openAt, timeframe }: CandleColumns): number {
  const [firstAt = 0] = openAt;
  return length === 0
    ? 0
    : Math.round(((openAt[length - 1] as number) - firstAt) / timeframeMs(timeframe)) + 1 - length;
}
