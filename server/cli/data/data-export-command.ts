import { createWriteStream, existsSync } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Client } from "../../../db/client.ts";
import type { SeriesCoverage } from "../../../db/market-data/coverage.ts";
import { exportFileName, exportFormatOf } from "../../adapters/market-data/export/export-file-name.ts";
import { type ExportRange, exportSeries, findStored } from "../../adapters/market-data/export/export-series.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { type DataSeries, SERIES_KINDS, seriesName } from "../../domain/markets/data-series.ts";
import { TIMEFRAMES } from "../../domain/time/timeframe.ts";
import { formatTimestamp } from "../../domain/time/timestamp.ts";
import { type Command, done, misused, refused } from "../command.ts";
import { counted } from "../count-words.ts";
import { withDesk } from "../desk-database.ts";
import { parseInstant } from "../instant.ts";

type Written = {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
};

export const dataExportCommand: Command = {
  name: "data export",
  usage:
    "data export --source SOURCE --symbol SYMBOL --kind KIND [--timeframe TIMEFRAME] [--from FROM] [--to TO] [--format FORMAT] [--out OUT]",
  summary: "writes a stored series to a file that data import reads back the same",
  details: `KIND is one of ${SERIES_KINDS.join(", ")}; TIMEFRAME, of candles, one of ${TIMEFRAMES.join(", ")}.
FROM and TO (exclusive) are days such as 2023-03-01 or instants in UTC such as 2023-03-24T12:40. FORMAT is csv, of a book
jsonl: event lines, which the desk plays as a recording too. A book begins with the last snapshot before FROM.
OUT is the file; without it a name in the working folder that says what it holds. Gzipped when it ends in .gz. An existing
file is never overwritten.`,
  options: {
    source: { type: "string" },
    symbol: { type: "string" },
    kind: { type: "string" },
    timeframe: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    format: { type: "string" },
    out: { type: "string" },
  },
  run: async (positionals, values) => {
    if (positionals.length > 0) return misused(`data export takes no "${positionals[0]}". Use --source and --symbol.`);
    const { out, format } = values;
    const series = readSeries(values);
    if (typeof series === "string") return misused(series);
    const usualFormat = exportFormatOf(series.kind);
    if (format !== undefined && format !== usualFormat) return misused(`--format is "${format}". Use ${usualFormat}.`);
    const range = readRange(values);
    if (typeof range === "string") return misused(range);
    const result = await withDesk(({ desk }) =>
      writeFile(desk.sql, series, range, out === undefined ? null : String(out)),
    );
    if (!result.ok) return refused(result.rejection);
    const { file, rows } = result.value;
    return done({ ...series, ...result.value }, `${counted(rows, "row")} of ${seriesName(series)} are in ${file}`);
  },
};

function readSeries(values: Readonly<Record<string, unknown>>): DataSeries | string {
  const { source, symbol, kind: wantedKind, timeframe: wantedTimeframe } = values;
  if (source === undefined || symbol === undefined || wantedKind === undefined)
    return "Say what to export with --source, --symbol and --kind; tradewind data list shows what there is.";
  const kind = SERIES_KINDS.find((known) => known === wantedKind);
  if (kind === undefined) return `--kind is "${wantedKind}". Use one of ${SERIES_KINDS.join(", ")}.`;
  const isCandles = kind === "candles" || kind === "mark-candles";
  if (!isCandles && wantedTimeframe !== undefined) return `Only candles have a timeframe. Leave --timeframe out.`;
  const timeframe = TIMEFRAMES.find((known) => known === wantedTimeframe) ?? null;
  if (isCandles && timeframe === null)
    return `--timeframe is "${wantedTimeframe ?? ""}". Use one of ${TIMEFRAMES.join(", ")}.`;
  return { source: String(source), symbol: String(symbol), kind, timeframe };
}

function readRange({ from, to }: Readonly<Record<string, unknown>>): ExportRange | string {
  const range = {
    from: from === undefined ? 0 : parseInstant(String(from)),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : parseInstant(String(to)),
  };
  const help = "Use a day such as 2023-03-01 or an instant such as 2023-03-24T12:40.";
  if (range.from === null) return `--from is "${from}". ${help}`;
  if (range.to === null) return `--to is "${to}". ${help}`;
  if (range.from >= range.to) return `--from "${from}" must be before --to "${to}".`;
  return { from: range.from, to: range.to };
}

async function writeFile(
  sql: Client,
  series: DataSeries,
  range: ExportRange,
  out: string | null,
): Promise<Result<Written>> {
  const stored = await findStored(sql, series);
  if (stored === null || range.from > stored.lastAt || range.to <= stored.firstAt) {
    const held =
      stored === null
        ? ""
        : ` It is stored from ${formatTimestamp(stored.firstAt)} to ${formatTimestamp(stored.lastAt)}.`;
    const message = `Nothing of ${seriesName(series)} is stored in that time.${held} tradewind data list shows what there is.`;
    return refuse("series-unknown", message);
  }
  const span = { firstAt: Math.max(range.from, stored.firstAt), lastAt: Math.min(range.to - 1, stored.lastAt) };
  const file = resolve(out ?? exportFileName(series, span));
  if (existsSync(file))
    return refuse("file-exists", `"${file}" exists already. Remove it, or give another name with --out.`);
  const partial = `${file}.partial`;
  let rows = 0;
  let firstAt: number | null = null;
  let lastAt: number | null = null;
  async function* texts(found: SeriesCoverage) {
    for await (const { text, times } of exportSeries(sql, series, { stored: found, range })) {
      rows += times.length;
      firstAt ??= times[0] ?? null;
      lastAt = times.at(-1) ?? lastAt;
      yield text;
    }
  }
  try {
    const packing = file.endsWith(".gz") ? createGzip() : new PassThrough();
    await pipeline(texts(stored), packing, createWriteStream(partial));
    await rename(partial, file);
    return accept({ file, rows, bytes: (await stat(file)).size, firstAt, lastAt });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && "path" in cause)) throw cause;
    return refuse("file-unwritable", `"${file}" cannot be written: ${cause.message}.`);
  } finally {
    await rm(partial, { force: true });
  }
}
