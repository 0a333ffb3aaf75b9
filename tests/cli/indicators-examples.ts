import { writeFileSync } from "node:fs";
import { join } from "node:path";

export type CandleFiles = {
  readonly good: string;
  readonly bad: string;
  readonly several: string;
  readonly trades: string;
};

const START = Date.UTC(2024, 0, 1);
const row = (hour: number, close: number) =>
  `${START + hour * 3_600_000},${close},${close + 1},${close - 1},${close},5`;

/** Files of hourly candles, sound and not. */
export function writeCandleExamples(folder: string): CandleFiles {
  const hours = Array.from({ length: 48 }, (_, hour) => row(hour, 100 + (hour % 7)));
  const kept = hours.filter((_, hour) => hour !== 20);
  const write = (name: string, header: string, rows: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, [header, ...rows, ""].join("\n"));
    return path;
  };
  const header = "time,open,high,low,close,volume";
  const symbols = ["BTC/USDT", "ETH/USDT"].flatMap((symbol) => hours.map((line) => `${symbol},${line}`));
  return {
    good: write("candles.csv", header, kept),
    bad: write("bad.csv", header, [
      ...hours.slice(0, 20),
      `${START + 20 * 3_600_000},100,90,95,100,5`,
      ...hours.slice(21),
    ]),
    several: write("several.csv", `symbol,${header}`, symbols),
    trades: write("trades.csv", "id,price,qty,quote_qty,time,is_buyer_maker", [`1,100,2,200,${START},true`]),
  };
}

export const indicatorWords = ({ good }: CandleFiles): readonly string[] => {
  const wishes = ["sma:period=10", "bollinger:period=5,deviations=1.5", "vwap"];
  return ["indicators", good, ...wishes.flatMap((wish) => ["--indicator", wish]), "--last", "40"];
};

type Words = { readonly words: readonly string[]; readonly variables?: Readonly<Record<string, string>> };

export function indicatorErrors({ good, bad, several, trades }: CandleFiles): Readonly<Record<string, Words>> {
  const of = (file: string, wish: string, ...more: readonly string[]): Words => ({
    words: ["indicators", file, "--indicator", wish, ...more],
  });
  return {
    usage: of(good, "SMA"),
    environment: { ...of(good, "sma"), variables: { PORT: "x" } },
    fault: of(`${good}.absent`, "sma"),
    "indicator-unknown": of(good, "simple"),
    "parameter-unknown": of(good, "sma:length=10"),
    "parameter-invalid": of(good, "sma:period=0"),
    "file-refused": of(trades, "sma"),
    "bad-rows": of(bad, "sma"),
    "symbol-unclear": of(several, "sma", "--symbol", "SOL/USDT"),
  };
}
