import { BINANCE_FUTURES_CAPTURE, BINANCE_SPOT_CAPTURE } from "./protocols/binance-protocol.ts";
import { BYBIT_CAPTURE } from "./protocols/bybit-protocol.ts";
import type { CaptureProtocol } from "./protocols/capture-protocol.ts";
import { EVENT_LINES } from "./protocols/event-lines.ts";
import { HYPERLIQUID_CAPTURE } from "./protocols/hyperliquid-protocol.ts";

/** So many lines tell what a capture is of. */
export const CAPTURE_HEAD_LINES = 200;

/** Where a capture comes from and what the venue calls its instrument; null where its first lines do not say. */
export type CaptureOrigin = {
  readonly source: string;
  readonly nativeSymbol: string | null;
  readonly protocol: CaptureProtocol;
};

/** Recognises a raw exchange capture by its first lines; null for any other text. */
export function identifyCapture(head: readonly string[]): CaptureOrigin | null {
  const first = head[0] ?? "";
  if (first.startsWith('{"tradewind":')) {
    const source = /"source":"([^"]+)"/.exec(first)?.[1] ?? "a source without name";
    return { source, nativeSymbol: named([first], /"symbol":"([^"]+)"/), protocol: EVENT_LINES };
  }
  if (/^(\d+ )?\{"topic":/.test(first)) {
    return { source: "bybit-linear", nativeSymbol: named(head, /"s":"([^"]+)"/), protocol: BYBIT_CAPTURE };
  }
  if (/^\d+ \{"channel":/.test(first)) {
    return { source: "hyperliquid-perp", nativeSymbol: named(head, /"coin":"([^"]+)"/), protocol: HYPERLIQUID_CAPTURE };
  }
  if (!/^\d+ \{/.test(first)) return null;
  const nativeSymbol = named(head, /"s":"([^"]+)"/);
  // Futures diffs name the one before, their prints say what kind of order took, and their tickers what they are.
  const isFutures = head.some((line) => /"pu":\d|"X":"|"e":"bookTicker"/.test(line));
  if (isFutures) return { source: "binance-usdm", nativeSymbol, protocol: BINANCE_FUTURES_CAPTURE };
  return { source: "binance-spot", nativeSymbol, protocol: BINANCE_SPOT_CAPTURE };
}

function named(head: readonly string[], pattern: RegExp): string | null {
  for (const line of head) {
    const symbol = pattern.exec(line)?.[1];
    if (symbol !== undefined) return symbol;
  }
  return null;
}
