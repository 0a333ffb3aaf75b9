import { writeFileSync } from "node:fs";
import { join } from "node:path";

type ExecutionFiles = { readonly good: string; readonly bad: string; readonly candles: string };

/** Files of executions, sound and not. */
export function writeExecutions(folder: string): ExecutionFiles {
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, [...lines, ""].join("\n"));
    return path;
  };
  const header = "time,symbol,side,quantity,price,fee,fee_currency";
  const bought = [
    "2024-01-01T10:00:00Z,BTC/USDT,buy,0.5,40000,0.0005,BTC",
    "2024-02-01,BTC/USDT,buy,0.5,44000,22,USDT",
  ];
  return {
    good: write("executions.csv", [header, ...bought, "2025-03-01T08:00:00Z,BTC/USDT,sell,0.7,61000.5,42.7,USDT"]),
    bad: write("bad-executions.csv", [header, ...bought, "2025-03-01,BTC/USDT,sold,0.7,61000,0,USDT"]),
    candles: write("no-executions.csv", ["time,open,high,low,close", "1704067200000,1,2,1,2"]),
  };
}

type Words = { readonly words: readonly string[]; readonly variables?: Readonly<Record<string, string>> };

export function lotsErrors({ good, bad, candles }: ExecutionFiles): Readonly<Record<string, Words>> {
  const of = (file: string): Words => ({ words: ["lots", file, "--method", "fifo"] });
  return {
    usage: { words: ["lots", good] },
    environment: { ...of(good), variables: { PORT: "x" } },
    fault: of(`${good}.absent`),
    "file-refused": of(candles),
    "bad-rows": of(bad),
  };
}
