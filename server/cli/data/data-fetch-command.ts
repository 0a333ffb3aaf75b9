import { setTimeout as sleep } from "node:timers/promises";
import { EXCHANGES } from "../../adapters/exchanges/exchange-catalog.ts";
import type { FetchedData } from "../../adapters/market-data/fetch/fetch-candles.ts";
import { FETCHED_KINDS, type FetchedKind, fetchData } from "../../adapters/market-data/fetch/fetch-data.ts";
import { TIMEFRAMES, type Timeframe } from "../../domain/time/timeframe.ts";
import { exchangeUrl } from "../../platform/env.ts";
import { type Command, done, misused, refused } from "../command.ts";
import { count, counted } from "../count-words.ts";
import { withDesk } from "../desk-database.ts";
import { parseInstant } from "../instant.ts";
import { interruptible } from "../interruptible.ts";
import { makeProgressLine } from "../progress-line.ts";

const NAMED_SPANS = 5;

export const dataFetchCommand: Command = {
  name: "data fetch",
  usage: "data fetch EXCHANGE SYMBOL [TIMEFRAME] --from FROM [--to TO] [--kind KIND]",
  summary: "downloads what is missing of a market's past from an exchange",
  details: `EXCHANGE is one of ${EXCHANGES.join(", ")}; SYMBOL is written "BTC/USDT", a perpetual "BTC/USDT:USDT".
TIMEFRAME, for candles only, is one of ${TIMEFRAMES.join(", ")}. FROM and TO (exclusive; now without it) are a day
such as 2024-01-31, an instant in UTC such as 2024-01-31T12:00, or milliseconds since 1970. KIND is one of
${FETCHED_KINDS.join(", ")}; candles without it. What is stored already is not asked for again: after an
interruption the same command goes on from there. Candles that still form are never stored.`,
  options: { from: { type: "string" }, to: { type: "string" }, kind: { type: "string" } },
  run: async (positionals, values) => {
    const { kind: wantedKind = "candles", from: wantedFrom, to: wantedTo, json } = values;
    const kind = FETCHED_KINDS.find((each) => each === wantedKind);
    if (kind === undefined) return misused(`--kind is "${wantedKind}". Use one of ${FETCHED_KINDS.join(", ")}.`);
    const [exchange, symbol, timeframe, ...more] = positionals;
    if (exchange === undefined || symbol === undefined || more.length > 0) {
      return misused("Name one EXCHANGE, one SYMBOL and, for candles, one TIMEFRAME.");
    }
    const checkedTimeframe = TIMEFRAMES.find((each) => each === timeframe) ?? null;
    const problem = timeframeProblem(kind, timeframe, checkedTimeframe);
    if (problem !== null) return misused(problem);
    if (wantedFrom === undefined) return misused("Say with --from where to begin, such as --from 2024-01-31.");
    const [from, to] = [
      parseInstant(String(wantedFrom)),
      wantedTo === undefined ? Date.now() : parseInstant(String(wantedTo)),
    ];
    if (from === null)
      return misused(`--from is "${wantedFrom}". Use a day such as 2024-01-31 or an instant such as 2024-01-31T12:00.`);
    if (to === null)
      return misused(`--to is "${wantedTo}". Use a day such as 2024-01-31 or an instant such as 2024-01-31T12:00.`);
    if (from >= to) return misused(`--from "${wantedFrom}" is not before --to "${wantedTo ?? "now"}".`);
    const line = json === true ? null : makeProgressLine(process.stderr, () => Date.now());
    const request = { exchange, symbol, kind, timeframe: checkedTimeframe, from, to };
    const result = await interruptible((signal) =>
      withDesk(({ desk }) =>
        fetchData(request, {
          ...commandLinePatience,
          signal,
          sql: desk.sql,
          userId: null,
          baseUrlOf: exchangeUrl,
          onProgress: (progress) => line?.show(progress),
        }),
      ),
    );
    line?.end();
    if (!result.ok) return refused(result.rejection);
    return done(documentOf(result.value, from), textOf(result.value));
  },
};

/** What asks an exchange from the command line waits by the machine's clock. */
export const commandLinePatience = {
  now: () => Date.now(),
  chance: () => Math.random(),
  pause: async (ms: number, signal: AbortSignal | undefined): Promise<void> => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {});
  },
};

function timeframeProblem(kind: FetchedKind, given: string | undefined, known: Timeframe | null): string | null {
  if (kind !== "candles") return given === undefined ? null : `There is no TIMEFRAME of ${kind}. Leave "${given}" out.`;
  if (given === undefined) return `Name the TIMEFRAME of the candles, one of ${TIMEFRAMES.join(", ")}.`;
  return known === null ? `"${given}" is no TIMEFRAME. Use one of ${TIMEFRAMES.join(", ")}.` : null;
}

function documentOf({ series: written, pages, missing, absent, refused: bad, until }: FetchedData, from: number) {
  const { series, rows, added, unchanged, conflicts } = written;
  const counts = { pages, rows, added, unchanged, conflicts, refused: bad.total, missing };
  return { ...series, from, until, ...counts, absent };
}

function textOf({ series: written, missing, absent, refused: bad, until }: FetchedData): string {
  const { series, rows, added, conflicts, firstConflicts } = written;
  const what = `${series.source} ${series.symbol} ${series.timeframe ?? ""}`.trim();
  const lines = [
    `${what}: ${count(rows)} ${series.kind} came, ${count(added)} of them new; complete until ${shown(until)}.`,
  ];
  if (missing > 0) {
    const named = absent.slice(0, NAMED_SPANS).map((span) => `${shown(span.from)} to ${shown(span.until)}`);
    const rest = absent.length > NAMED_SPANS ? `, and ${counted(absent.length - NAMED_SPANS, "more span")}` : "";
    lines.push(`The exchange has none of ${count(missing)} ${series.kind}: ${named.join(", ")}${rest}.`);
  }
  for (const { at, stored, given } of firstConflicts)
    lines.push(`  ${shown(at)}: stored ${stored}, the exchange says ${given}`);
  if (conflicts > 0)
    lines.push(
      `${count(conflicts)} ${conflicts === 1 ? "differs" : "differ"} from what is stored, which stays as it is.`,
    );
  if (bad.total > 0)
    lines.push(`${counted(bad.total, "row was", "rows were")} left out:`, ...bad.first.map((each) => `  ${each}`));
  return lines.join("\n");
}

const shown = (at: number): string => new Date(at).toISOString().replace(":00.000Z", "Z");
