import type { OrderBook } from "../../../../domain/markets/order-book.ts";
import { formatScaledShort } from "../../../../domain/money/decimal.ts";
import type { Side } from "../../../../domain/orders/order-type.ts";
import type { Grid } from "../../tape/grid-reader.ts";

const OKX_LEVELS = 25;
const KRAKEN_LEVELS = 10;

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 of ASCII text as an unsigned number. Not zlib's, which the oldest Node that we run on lacks. */
export function crc32(text: string): number {
  let crc = -1;
  for (let index = 0; index < text.length; index += 1) {
    crc = (CRC_TABLE[(crc ^ text.charCodeAt(index)) & 0xff] as number) ^ (crc >>> 8);
  }
  return (crc ^ -1) >>> 0;
}

/** OKX: `bid:quantity:ask:quantity:…` of the best 25 levels in turn, signed. */
export function okxChecksum(book: OrderBook, grid: Grid): number {
  const parts: string[] = [];
  for (let index = 0; index < OKX_LEVELS; index += 1) {
    for (const side of ["buy", "sell"] as const) {
      const level = book.levelAt(side, index);
      if (level === undefined) continue;
      parts.push(formatScaledShort(level.ticks * grid.ticksMantissa, grid.priceDecimals));
      parts.push(formatScaledShort(level.lots * grid.lotsMantissa, grid.quantityDecimals));
    }
  }
  return crc32(parts.join(":")) | 0;
}

/** Kraken: the digits of price and quantity of the best 10 asks, then bids, without point and leading zeros. */
export function krakenChecksum(book: OrderBook, { ticksMantissa, lotsMantissa }: Grid): number {
  const digits = (side: Side): string => {
    let text = "";
    for (let index = 0; index < Math.min(KRAKEN_LEVELS, book.depth(side)); index += 1) {
      text += `${book.ticksAt(side, index) * ticksMantissa}${book.lotsAt(side, index) * lotsMantissa}`;
    }
    return text;
  };
  return crc32(digits("sell") + digits("buy"));
}
