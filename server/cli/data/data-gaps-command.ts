import { listCoverage } from "../../../db/market-data/coverage.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { accept } from "../../domain/errors/rejection.ts";
import { type DataSeries, seriesName } from "../../domain/markets/data-series.ts";
import { formatTimestamp } from "../../domain/time/timestamp.ts";
import { type Command, done, misused, refused } from "../command.ts";
import { count, counted } from "../count-words.ts";
import { withDesk } from "../desk-database.ts";

const GAPS_SHOWN = 50;
const FILTERS = ["source", "symbol", "kind", "timeframe"] as const;

type Gap = { readonly fromAt: number; readonly untilAt: number; readonly rows: number };
type SeriesGaps = DataSeries & { readonly missing: number; readonly gaps: readonly Gap[] };

export const dataGapsCommand: Command = {
  name: "data gaps",
  usage: "data gaps [--source SOURCE] [--symbol SYMBOL] [--kind KIND] [--timeframe TIMEFRAME]",
  summary: "lists the stretches in which stored candles are missing",
  details: "Without an option of all series. Series without a gap are left out.",
  options: {
    source: { type: "string" },
    symbol: { type: "string" },
    kind: { type: "string" },
    timeframe: { type: "string" },
  },
  run: async (positionals, values) => {
    if (positionals.length > 0) return misused(`data gaps takes no "${positionals[0]}". Use --source or --symbol.`);
    const result = await withDesk(async ({ desk }) => {
      const found: SeriesGaps[] = [];
      for (const { series } of await listCoverage(desk.sql)) {
        if (FILTERS.some((name) => values[name] !== undefined && values[name] !== series[name])) continue;
        const defects = (await listDefects(desk.sql, series)).filter(({ kind }) => kind === "gap");
        const gaps = defects.map(({ fromAt, untilAt, rows }) => ({ fromAt, untilAt, rows }));
        if (gaps.length > 0) found.push({ ...series, missing: gaps.reduce((sum, { rows }) => sum + rows, 0), gaps });
      }
      return accept(found);
    });
    if (!result.ok) return refused(result.rejection);
    const text = result.value.length === 0 ? "Nothing is missing." : result.value.map(textOf).join("\n");
    return done({ series: result.value }, text);
  },
};

function textOf({ missing, gaps, ...series }: SeriesGaps): string {
  const lines = gaps.slice(0, GAPS_SHOWN).map(({ fromAt, untilAt, rows }) => {
    return `  ${formatTimestamp(fromAt)} to ${formatTimestamp(untilAt)}  ${count(rows)}`;
  });
  if (gaps.length > GAPS_SHOWN) lines.push(`  and ${count(gaps.length - GAPS_SHOWN)} more; --json lists them all`);
  const words = `${counted(missing, "candle")} missing in ${counted(gaps.length, "gap")}`;
  return [`${seriesName(series)}: ${words}`, ...lines].join("\n");
}
