import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { createIndicator, outputOf } from "../../../server/domain/indicators/create-indicator.ts";
import type { IndicatorCandle } from "../../../server/domain/indicators/indicator.ts";

const folder = new URL("../../../../shared/oracles/indicators/", import.meta.url);

/** What other software answered; null, and a word of it, where the shared files are absent. */
export function readOutside<Document>(name: string): Document | null {
  const file = new URL(name, folder);
  if (!existsSync(file)) {
    console.warn(`Skipped: ${file.pathname} is absent`);
    return null;
  }
  const bytes = readFileSync(file);
  return JSON.parse((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")) as Document; // The file's own form.
}

export type Columns = Readonly<Record<string, readonly number[]>>;

/** Candles of columns; what a column lacks is taken from another, or a volume of 0. */
export function candlesOf(columns: Columns, stepMs = 3_600_000): IndicatorCandle[] {
  const { real, high = real, low = real, close = real, open = close, volume, open_time } = columns;
  const length = (close ?? high)?.length ?? 0;
  return Array.from({ length }, (_, index) => {
    const middle = ((high?.[index] ?? 0) + (low?.[index] ?? 0)) / 2;
    const closing = close?.[index] ?? middle;
    return {
      openAt: open_time?.[index] ?? index * stepMs,
      open: open?.[index] ?? closing,
      high: high?.[index] ?? closing,
      low: low?.[index] ?? closing,
      close: closing,
      volume: volume?.[index] ?? 0,
    };
  });
}

export type Wish = { readonly id: string; readonly values?: Readonly<Record<string, number>> };

export function madeIndicator({ id, values = {} }: Wish) {
  const made = createIndicator(id, values);
  if (!made.ok) throw new Error(made.rejection.message);
  return made.value;
}

/** Each output after each candle; NaN before it is ready. */
export function streamed(wish: Wish, candles: readonly IndicatorCandle[]): Record<string, number[]> {
  const { indicator, definition } = madeIndicator(wish);
  const series: Record<string, number[]> = Object.fromEntries(definition.outputs.map(({ name }) => [name, []]));
  for (const candle of candles) {
    indicator.update(candle);
    for (const { name } of definition.outputs) series[name]?.push(outputOf(indicator.value, name));
  }
  return series;
}
