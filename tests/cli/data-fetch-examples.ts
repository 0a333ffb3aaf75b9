import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** `asked` is a file that appears when the silent one was asked. */
export type LocalAddresses = Readonly<Record<"well" | "refusing" | "banning" | "silent" | "okx" | "asked", string>>;

/** Exchanges that answer while a test waits for a command. */
export function serveLocalExchanges(): Promise<{ readonly child: ChildProcess; readonly addresses: LocalAddresses }> {
  const file = fileURLToPath(new URL("../support/serve-local-exchanges.ts", import.meta.url));
  const asked = join(tmpdir(), `tradewind-asked-${process.pid}`);
  const child = spawn(process.execPath, ["server/platform/run.js", file, asked], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return new Promise((done, fail) => {
    child.once("message", (addresses) => done({ child, addresses: { ...(addresses as LocalAddresses), asked } }));
    child.once("exit", (code) => fail(new Error(`The local exchange ended with ${code}`)));
  });
}

export const fetchWords = [
  ...["data", "fetch", "binance", "BTC/USDT", "1m"],
  ...["--from", "2025-12-31T22:00", "--to", "2026-01-01T01:00"],
];
export const catalogueWords = ["data", "catalogue", "binance"];

type Variables = Readonly<Record<string, string>>;
type DataRun = {
  readonly words: readonly string[];
  readonly variables: Variables;
  readonly interruptOn?: string;
};

/** A run for each refusal of an exchange. */
export function exchangeErrors(words: readonly string[], { refusing, banning, silent, asked }: LocalAddresses) {
  const at = (url: string): Variables => ({ TRADEWIND_EXCHANGE_URL_BINANCE: url });
  const elsewhere = words.map((word) => (word === "binance" ? "mtgox" : word));
  return {
    "exchange-unknown": { words: elsewhere, variables: {} },
    "exchange-refused": { words, variables: at(refusing) },
    "exchange-unreachable": { words, variables: at(banning) },
    interrupted: { words, variables: at(silent), interruptOn: asked },
  } satisfies Record<string, DataRun>;
}

/** A run for each refusal of what was asked. */
export function fetchErrors({ well, okx }: LocalAddresses) {
  const variables = { TRADEWIND_EXCHANGE_URL_BINANCE: well, TRADEWIND_EXCHANGE_URL_OKX: okx };
  const from = ["--from", "2026-01-01"];
  return {
    "symbol-unknown": { words: ["data", "fetch", "binance", "NO/SUCH", "1m", ...from], variables },
    "timeframe-unknown": { words: ["data", "fetch", "okx", "BTC/USDT", "8h", ...from], variables },
    "kind-unavailable": { words: ["data", "fetch", "binance", "BTC/USDT", "--kind", "funding", ...from], variables },
  } satisfies Record<string, DataRun>;
}
