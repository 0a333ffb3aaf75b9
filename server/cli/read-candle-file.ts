import { basename, resolve } from "node:path";
import { openMembers } from "../adapters/market-data/import/files/open-members.ts";
import { ImportError } from "../adapters/market-data/import/import-error.ts";
import type { ReadOptions } from "../adapters/market-data/import/import-options.ts";
import { readRows } from "../adapters/market-data/import/read-rows.ts";
import { ProblemList } from "../adapters/market-data/import/rows/problem-list.ts";
import { openContent } from "../adapters/market-data/import/tables/open-table.ts";
import { SeriesTargets } from "../adapters/market-data/import/targets/series-targets.ts";
import type { SeriesWriter } from "../adapters/market-data/import/targets/series-writer.ts";
import { requireIdentity, understandTable } from "../adapters/market-data/import/understand-table.ts";
import { accept, type Result, refuse } from "../domain/errors/rejection.ts";
import { type CandleColumns, joinCandles } from "../domain/markets/candle-columns.ts";
import type { Timeframe } from "../domain/time/timeframe.ts";
import { counted } from "./count-words.ts";

/** Stand in for what a lone file need not say, as nothing of it is kept. */
const UNSAID = { source: "file", symbol: "BTC/USDT" } as const;

export type CandleFile = {
  /** Null when neither the file nor its name says it. */
  readonly symbol: string | null;
  readonly candles: CandleColumns;
};

export type CandleFileOptions = {
  readonly timeframe: Timeframe | null;
  /** Chooses among the symbols of the file. */
  readonly symbol: string | null;
  readonly now: number;
};

/** Reads the candles of one file as the import does, without a store. An unreadable file is a fault and throws. */
export async function readCandleFile(path: string, options: CandleFileOptions): Promise<Result<CandleFile>> {
  const found = new Map<string, CandleColumns[]>();
  const problems = new ProblemList();
  let isSymbolSaid = true;
  try {
    const targets = new SeriesTargets(collecting(found), problems);
    for (const member of await openMembers({ path: resolve(path), name: basename(path) })) {
      const content = await openContent(member, undefined);
      if (content.kind === "capture") throw unfit(member.name, "messages of an exchange");
      const series = options.timeframe === null ? {} : { timeframe: options.timeframe };
      const read: ReadOptions = { now: options.now, lastCandle: "keep", series };
      const first = understandTable(member, content.table, read);
      if (first.layout.kind !== "candles") throw unfit(member.name, first.layout.description);
      const { identity } = first;
      if (identity.missing.includes("symbol")) isSymbolSaid = false;
      const said = {
        ...series,
        kind: identity.kind ?? "candles",
        source: identity.source ?? UNSAID.source,
        ...(identity.missing.includes("symbol") ? { symbol: UNSAID.symbol } : {}),
      };
      const understood = understandTable(member, content.table, { ...read, series: said });
      requireIdentity(understood);
      await readRows(understood, read, { targets, problems, onPortion: () => {} });
    }
    await targets.finish();
  } catch (cause) {
    if (!(cause instanceof ImportError) || cause.refusal.code === "file-unreadable") throw cause;
    return refuse("file-refused", cause.message);
  }
  const { total, first } = problems.taken();
  const [bad] = first;
  if (bad !== undefined) {
    const message = `${counted(total, "bad row")}. The first is row ${bad.row} of ${bad.file}: ${bad.message} Repair the file.`;
    return refuse("bad-rows", message);
  }
  return chosen(found, options.symbol, isSymbolSaid);
}

function chosen(
  found: ReadonlyMap<string, readonly CandleColumns[]>,
  wanted: string | null,
  isSymbolSaid: boolean,
): Result<CandleFile> {
  const symbols = [...found.keys()];
  const matching = wanted === null || !isSymbolSaid ? symbols : symbols.filter((symbol) => symbol === wanted);
  const [symbol] = matching;
  if (symbol === undefined && wanted === null) return refuse("file-refused", "The file has no closed candle.");
  if (symbol === undefined || matching.length > 1) {
    const which = wanted === null ? "Choose one with --symbol" : `None of them is "${wanted}"`;
    return refuse("symbol-unclear", `The file has the candles of ${symbols.join(", ")}. ${which}.`);
  }
  const parts = [...(found.get(symbol) ?? [])].sort((one, other) => (one.openAt[0] ?? 0) - (other.openAt[0] ?? 0));
  const [part] = parts;
  if (part === undefined) return refuse("file-refused", "The file has no closed candle.");
  const isMixed = parts.some(({ timeframe }) => timeframe !== part.timeframe);
  const overlaps = parts.some((next, at) => at > 0 && (next.openAt[0] ?? 0) <= (parts[at - 1]?.openAt.at(-1) ?? 0));
  if (isMixed || overlaps) {
    const what = isMixed ? "candles of several timeframes" : "the same candles more than once";
    return refuse("file-refused", `The archive has ${what}. Give one of its files.`);
  }
  return accept({ symbol: isSymbolSaid ? symbol : null, candles: joinCandles(part.timeframe, parts) });
}

const unfit = (name: string, what: string) =>
  new ImportError("format-unknown", name, `holds ${what}. Indicators are of candles: give a file of candles.`);

function collecting(found: Map<string, CandleColumns[]>): SeriesWriter {
  const none = { added: 0, unchanged: 0, conflicts: 0, firstConflicts: [], corrected: 0 };
  const notCandles = () => Promise.reject(new Error("Candles were read as something else"));
  return {
    async candles({ symbol }, columns) {
      found.set(symbol, [...(found.get(symbol) ?? []), columns]);
      return none;
    },
    trades: notCandles,
    funding: notCandles,
    book: notCandles,
  };
}
