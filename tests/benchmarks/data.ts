import { createWriteStream, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { type Client, connect } from "../../db/client.ts";
import { listCoverage } from "../../db/market-data/coverage.ts";
import { loadCandles } from "../../db/market-data/load-candles.ts";
import { importFiles } from "../../server/adapters/market-data/import/import-files.ts";
import type { CandleColumns } from "../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../server/domain/markets/candle-columns-builder.ts";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import { startTestPostgres } from "../support/postgres.ts";
import { Seeded } from "../support/seeded.ts";
import type { Figures } from "./main.ts";

const REAL_YEAR = fileURLToPath(
  new URL("../../../shared/data/bars_1m/binance-usdm-BTCUSDT-1m-2023.csv.gz", import.meta.url),
);
const SERIES: DataSeries = { source: "binance-usdm", symbol: "BTC/USDT:USDT", kind: "candles", timeframe: "1m" };
const MINUTES_A_YEAR = 525_600;
const YEAR_AT = Date.UTC(2023, 0, 1);
const MINUTE_MS = 60_000;
const ROUNDS = 25;
const ROW_ROUNDS = 3;

/** A year of minutes: read from a CSV file into the store, loaded from there, and loaded from a table of rows instead. */
export async function benchData(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-bench-data-"));
  const postgres = await startTestPostgres();
  const sql = connect(postgres.owner, { max: 4, applicationName: "bench-data" });
  try {
    const file = existsSync(REAL_YEAR) ? REAL_YEAR : await writeSeededYear(join(folder, "year-1m.csv"));
    const importSeconds = await importYear(sql, file);
    await writeRows(sql);
    const loads = await fastest(ROUNDS, () => loadCandles(sql, SERIES));
    const rows = await fastest(ROW_ROUNDS, () => loadRowByRow(sql));
    requireSame(loads.result, rows.result);
    const [coverage] = await listCoverage(sql);
    return {
      load_year_ms: loads.ms,
      load_year_row_by_row_ms: rows.ms,
      load_over_rows: rows.ms / loads.ms,
      import_rows_per_s: MINUTES_A_YEAR / importSeconds,
      bytes_per_candle: (coverage?.bytes ?? 0) / (coverage?.rows ?? 1),
    };
  } finally {
    await sql.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function importYear(sql: Client, path: string): Promise<number> {
  const start = performance.now();
  const report = await importFiles(sql, [{ path, name: "binance-usdm-BTCUSDT-1m-2023.csv" }], {
    series: SERIES,
    now: Date.UTC(2024, 1, 1),
    onBadRows: "refuse-all",
  });
  const seconds = (performance.now() - start) / 1_000;
  if (report.outcome !== "imported") throw new Error(`The year was not imported: ${JSON.stringify(report.refusal)}`);
  return seconds;
}

/** The table one would have without the store: a row a candle. */
async function writeRows(sql: Client): Promise<void> {
  const { openAt, open, high, low, close, volume, priceDecimals, volumeDecimals } = await loadCandles(sql, SERIES);
  await sql`
    create table bench_candle (open_at bigint primary key, open numeric not null, high numeric not null,
                               low numeric not null, close numeric not null, volume numeric not null)`;
  const writer = await sql`copy bench_candle from stdin`.writable();
  const price = (value: number | undefined) => ((value ?? 0) / 10 ** priceDecimals).toFixed(priceDecimals);
  for (let index = 0; index < openAt.length; index += 1) {
    const traded = (Number(volume[index]) / 10 ** volumeDecimals).toFixed(volumeDecimals);
    const prices = [open, high, low, close].map((column) => price(column[index]));
    writer.write(`${openAt[index]}\t${prices.join("\t")}\t${traded}\n`);
  }
  writer.end();
  await finished(writer);
  await sql`analyze bench_candle`;
}

async function loadRowByRow(sql: Client): Promise<CandleColumns> {
  const builder = new CandleColumnsBuilder("1m");
  const query = sql<{ open_at: string; open: string; high: string; low: string; close: string; volume: string }[]>`
    select open_at, open, high, low, close, volume from bench_candle order by open_at`;
  for (const { open_at, open, high, low, close, volume } of await query)
    builder.add(Number(open_at), open, high, low, close, volume);
  return builder.finish().columns;
}

async function fastest<T>(
  rounds: number,
  action: () => Promise<T>,
): Promise<{ readonly ms: number; readonly result: T }> {
  const times: number[] = [];
  let result = await action();
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    result = await action();
    times.push(performance.now() - start);
  }
  return { ms: Math.min(...times), result };
}

function requireSame(a: CandleColumns, b: CandleColumns): void {
  for (const column of ["openAt", "open", "high", "low", "close", "volume"] as const)
    if (
      Buffer.compare(Buffer.from(a[column].buffer), Buffer.from(b[column].buffer)) !== 0 &&
      String(a[column]) !== String(b[column])
    )
      throw new Error(`The store and the rows hold different ${column}`);
  if (a.length !== MINUTES_A_YEAR) throw new Error(`The year has ${a.length} minutes`);
}

/** A seeded walk with the look of a year of minutes, where the real one is not at hand. */
async function writeSeededYear(path: string): Promise<string> {
  const seeded = new Seeded(2_023);
  const file = createWriteStream(path);
  file.write("open_time,open,high,low,close,volume\n");
  let tenths = 165_375;
  for (let minute = 0; minute < MINUTES_A_YEAR; minute += 1) {
    const open = tenths + seeded.between(-1, 1);
    const close = Math.max(1_000, open + seeded.between(-60, 60));
    const high = Math.max(open, close) + seeded.between(0, 30);
    const low = Math.min(open, close) - seeded.between(0, 30);
    const prices = [open, high, low, close].map((price) => (price / 10).toFixed(1));
    const volume = (seeded.between(1, 200_000) / 1_000).toFixed(3);
    file.write(`${YEAR_AT + minute * MINUTE_MS},${prices.join(",")},${volume}\n`);
    tenths = close;
  }
  file.end();
  await finished(file);
  return path;
}
