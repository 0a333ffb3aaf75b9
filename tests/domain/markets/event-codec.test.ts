import fc from "fast-check";
import { expect, test } from "vitest";
import { QUALITY_CODES, STREAM_STATES, STREAMS } from "../../../server/domain/markets/data-quality.ts";
import { decodeEvents, EventWriter, encodeEvent } from "../../../server/domain/markets/event-codec.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { TIMEFRAMES } from "../../../server/domain/time/timeframe.ts";

const number = fc.oneof(
  fc.nat(200),
  fc.nat(),
  fc.maxSafeNat(),
  fc.constantFrom(0, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER),
);
const text = fc.string({ unit: "grapheme", maxLength: 12 });
const instrumentId = fc.oneof(fc.constantFrom("BTC-USDT", "ETH-USDT.north", "BTC-USDT-PERP"), text);
const head = { instrumentId, at: number };
const levels = fc.array(fc.tuple(number, number), { maxLength: 6 }).map((pairs) => pairs.flat());
const tradeId = fc.oneof(
  number.map(String),
  fc.constantFrom("", "0", "00", "007", "9007199254740992", "9999999999999999", "-1", "1e3"),
  text,
);

const event: fc.Arbitrary<MarketEvent> = fc.oneof(
  fc.record({
    kind: fc.constant("book" as const),
    ...head,
    isSnapshot: fc.boolean(),
    bids: levels,
    asks: levels,
    bestBidTicks: number,
    bestBidLots: number,
    bestAskTicks: number,
    bestAskLots: number,
  }),
  fc.record({
    kind: fc.constant("trade" as const),
    ...head,
    tradeId,
    priceTicks: number,
    quantityLots: number,
    aggressor: fc.constantFrom("buy" as const, "sell" as const),
  }),
  fc.record({
    kind: fc.constant("candle" as const),
    ...head,
    candle: fc.record({
      timeframe: fc.constantFrom(...TIMEFRAMES),
      openAt: number,
      openTicks: number,
      highTicks: number,
      lowTicks: number,
      closeTicks: number,
      volumeLots: number,
    }),
  }),
  fc.record({ kind: fc.constant("funding" as const), ...head, rate: text, markTicks: number }),
  fc.record({
    kind: fc.constant("stream" as const),
    ...head,
    stream: fc.constantFrom(...STREAMS),
    state: fc.constantFrom(...STREAM_STATES),
    code: fc.constantFrom(...QUALITY_CODES),
    detail: text,
  }),
);

function encode(events: readonly MarketEvent[], writer = new EventWriter()): Uint8Array {
  for (const each of events) encodeEvent(writer, each);
  return writer.finish();
}

const book: MarketEvent = {
  kind: "book",
  instrumentId: "BTC-USDT",
  at: 1_700_000_000_000,
  isSnapshot: false,
  bids: [6_400_000, 12],
  asks: [],
  bestBidTicks: 6_400_000,
  bestBidLots: 12,
  bestAskTicks: 6_400_010,
  bestAskLots: 3,
};

test("any run of events comes back as it was, also from a writer that wrote another run before", () => {
  const writer = new EventWriter();
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      writer.reset();
      expect(decodeEvents(encode(events, writer))).toEqual(events);
      expect(writer.count).toBe(events.length);
    }),
    { numRuns: 500 },
  );
});

test("bytes cut short or changed are refused or read as other events, and never hang", () => {
  fc.assert(
    fc.property(
      fc.array(event, { minLength: 1, maxLength: 5 }),
      fc.nat(),
      fc.nat(255),
      fc.boolean(),
      (events, place, value, isCut) => {
        const bytes = encode(events);
        const damaged = isCut ? bytes.subarray(0, place % bytes.length) : bytes;
        if (!isCut) damaged[place % damaged.length] = value;
        try {
          expect(decodeEvents(damaged).length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("a number that no event can hold is refused and quoted", () => {
  for (const wrong of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(() => encode([{ ...book, bestBidLots: wrong }])).toThrow(`${wrong} cannot be encoded exactly`);
    expect(() => encode([{ ...book, bestAskTicks: wrong }])).toThrow(`${wrong} cannot be encoded exactly`);
    expect(() => encode([{ ...book, bids: [wrong, 1] }])).toThrow(`${wrong} cannot be encoded exactly`);
  }
  expect(() => encode([{ ...book, bids: [1] }])).toThrow("is not price and quantity");
});

test("bytes of another format are refused", () => {
  const bytes = encode([book]);
  bytes[0] = 9;
  expect(() => decodeEvents(bytes)).toThrow("format 9");
  expect(() => decodeEvents(new Uint8Array())).toThrow("end early");
});

test("a change of one level takes a tenth of its JSON", () => {
  const events = Array.from({ length: 1_000 }, (_, index) => ({ ...book, at: book.at + index * 50 }));
  expect(encode(events).length).toBeLessThan(JSON.stringify(events).length / 10);
});
