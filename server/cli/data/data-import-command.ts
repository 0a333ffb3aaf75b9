import { basename, resolve } from "node:path";
import { checkFiles, importFiles } from "../../adapters/market-data/import/import-files.ts";
import { parseImportMapping } from "../../adapters/market-data/import/import-mapping.ts";
import type { ImportOptions } from "../../adapters/market-data/import/import-options.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { SERIES_KINDS } from "../../domain/markets/data-series.ts";
import { IMPORT_FIELDS, type ImportReport, TIME_UNITS } from "../../domain/markets/import-report.ts";
import { TIMEFRAMES } from "../../domain/time/timeframe.ts";
import { type Command, done, misused, refused } from "../command.ts";
import { withDesk } from "../desk-database.ts";
import { interruptible } from "../interruptible.ts";
import { makeProgressLine } from "../progress-line.ts";
import { importDocument, importText, problemLines } from "./data-import-answer.ts";

const BAD_ROWS = { refuse: "refuse-all", "keep-good": "keep-good" } as const;

export const dataImportCommand: Command = {
  name: "data import",
  usage: "data import FILE… [options]",
  summary: "reads candles, trades, funding rates and books from files into the store",
  details: `FILE is CSV, Parquet, feather, freqtrade's JSON, or a raw capture of Binance, Bybit or Hyperliquid; plain, gzipped or zipped.
All of it is written or nothing. What is stored already is left as it is.

  --source SOURCE          where the data is from, such as binance-spot; needed when neither name nor rows say it
  --symbol SYMBOL          BTC/USDT, of a perpetual BTC/USDT:USDT
  --kind KIND              ${SERIES_KINDS.join(", ")}
  --timeframe TIMEFRAME    ${TIMEFRAMES.join(", ")}
  --map field=column,…     which column holds what: its name in the header, or its number from 1; field is one of
                           ${IMPORT_FIELDS.slice(0, 12).join(", ")},
                           ${IMPORT_FIELDS.slice(12).join(", ")}
  --time-unit UNIT         ${TIME_UNITS.join(", ")}; found from the first time without it
  --timezone ZONE          of written times without an offset, such as Europe/Berlin; UTC without it
  --delimiter CHARACTER    between the cells of a line; found from the first line without it
  --bad-rows RULE          refuse (one bad row and nothing is written; so without it) or keep-good
  --last-candle RULE       keep or drop; without it the last candle of a file without a date in its name is left out
                           unless it ends a day, as it may still have been forming
  --correct --reason TEXT  writes candles that differ from what is stored as new versions
  --dry-run                reads and checks, writes nothing`,
  options: {
    source: { type: "string" },
    symbol: { type: "string" },
    kind: { type: "string" },
    timeframe: { type: "string" },
    map: { type: "string", multiple: true },
    "time-unit": { type: "string" },
    timezone: { type: "string" },
    delimiter: { type: "string" },
    "bad-rows": { type: "string" },
    "last-candle": { type: "string" },
    correct: { type: "boolean" },
    reason: { type: "string" },
    "dry-run": { type: "boolean" },
  },
  run: async (positionals, values) => {
    if (positionals.length === 0) return misused("Name at least one FILE.");
    const read = readOptions(values);
    if (!read.ok) return misused(read.rejection.message);
    const { json, "dry-run": isDryRun } = values;
    const files = positionals.map((path) => ({ path: resolve(path), name: basename(path) }));
    const line = json === true ? null : makeProgressLine(process.stderr, () => Date.now());
    const result = await interruptible(async (signal): Promise<Result<ImportReport>> => {
      const options: ImportOptions = { ...read.value, signal, onProgress: (progress) => line?.show(progress) };
      try {
        if (isDryRun === true) return accept(await checkFiles(files, options));
        return await withDesk(async ({ desk }) => accept(await importFiles(desk.sql, files, options)));
      } catch (cause) {
        throw signal.aborted ? new Error("Interrupted: nothing was imported.") : cause;
      }
    });
    line?.end();
    if (!result.ok) return refused(result.rejection);
    const { refusal } = result.value;
    if (refusal === null) return done(importDocument(result.value), importText(result.value));
    const lines = refusal.code === "bad-rows" ? problemLines(result.value.problems) : [];
    return refused({ code: refusal.code, message: [refusal.message, ...lines].join("\n"), facts: {} });
  },
};

function readOptions(values: Readonly<Record<string, unknown>>): Result<ImportOptions> {
  const text = (name: string): string | null => (values[name] === undefined ? null : String(values[name]));
  const [kind, timeframe, rule, last] = [
    oneOf(SERIES_KINDS, "--kind", text("kind")),
    oneOf(TIMEFRAMES, "--timeframe", text("timeframe")),
    oneOf(["refuse", "keep-good"] as const, "--bad-rows", text("bad-rows")),
    oneOf(["keep", "drop"] as const, "--last-candle", text("last-candle")),
  ];
  if (!kind.ok) return kind;
  if (!timeframe.ok) return timeframe;
  if (!rule.ok) return rule;
  if (!last.ok) return last;
  const mapping = readMapping(values);
  if (!mapping.ok) return mapping;
  const { correct } = values;
  const reason = text("reason");
  if ((correct === true) !== (reason !== null && reason.trim() !== "")) {
    return misuse("--correct and --reason TEXT belong together: say why the stored candles are wrong.");
  }
  return accept({
    now: Date.now(),
    series: { source: text("source"), symbol: text("symbol"), kind: kind.value, timeframe: timeframe.value },
    mapping: mapping.value,
    onBadRows: BAD_ROWS[rule.value ?? "refuse"],
    ...(last.value === null ? {} : { lastCandle: last.value }),
    ...(reason === null ? {} : { correctionReason: reason }),
  });
}

function readMapping(values: Readonly<Record<string, unknown>>) {
  const { map = [], "time-unit": unit = "", timezone = "", delimiter = "" } = values;
  const pairs = (map as readonly string[]).flatMap((pair) => pair.split(/,(?=[a-z_]+=)/));
  const wrong = pairs.find((pair) => !/^[a-z_]+=./.test(pair));
  if (wrong !== undefined)
    return misuse(`--map has "${wrong}". Write it as field=column,… such as open_time=Date,open=2.`);
  const columns = pairs.map((pair): [string, string] => [
    pair.slice(0, pair.indexOf("=")),
    pair.slice(pair.indexOf("=") + 1),
  ]);
  return parseImportMapping({
    ...Object.fromEntries(columns),
    time_unit: String(unit),
    timezone: String(timezone),
    delimiter: delimiter === "\\t" ? "\t" : String(delimiter),
  });
}

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  option: string,
  given: string | null,
): Result<Choice | null> {
  if (given === null) return accept(null);
  const found = choices.find((choice) => choice === given);
  return found === undefined ? misuse(`${option} is "${given}". Use one of ${choices.join(", ")}.`) : accept(found);
}

const misuse = (message: string) => refuse("usage", message);
