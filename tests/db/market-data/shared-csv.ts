import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { CandleColumns } from "../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import type { Timeframe } from "../../../server/domain/time/timeframe.ts";

const shared = (path: string) => fileURLToPath(new URL(`../../../../shared/${path}`, import.meta.url));

/** Whether the shared data is at hand; says so when it is not. */
export function hasShared(...paths: readonly string[]): boolean {
  const absent = paths.map(shared).filter((path) => !existsSync(path));
  if (absent.length > 0) console.log(`Skipped: ${absent.join(", ")} is absent.`);
  return absent.length === 0;
}

export function readShared(path: string): string {
  const bytes = readFileSync(shared(path));
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The data lines of a CSV file, split. */
export const sharedRows = (path: string): string[][] =>
  readShared(path)
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

/** A candle file with the columns open_time, open, high, low, close, volume and maybe quote_volume, trades, taker_buy_volume. */
export function sharedCandles(path: string, timeframe: Timeframe): CandleColumns {
  const builder = new CandleColumnsBuilder(timeframe);
  for (const [openAt = "", open = "", high = "", low = "", close = "", ...rest] of sharedRows(path)) {
    const problem = builder.add(Number(openAt), open, high, low, close, ...(rest as [string, string, string, string]));
    if (problem !== null) throw new Error(`${path}: ${problem.message}`);
  }
  return builder.finish().columns;
}
