import type { MarketEvent, StreamEvent, TradeEvent } from "../../domain/markets/market-event.ts";
import { OrderBook } from "../../domain/markets/order-book.ts";
import type { Side } from "../../domain/orders/order-type.ts";
import { timeframeMs } from "../../domain/time/timeframe.ts";
import type { SettledFunding } from "./record/funding-record.ts";
import { RecentPrints } from "./view/recent-prints.ts";
import { type Minute, RunningMinute } from "./view/running-minute.ts";

const MINUTE_MS = 60_000;
const LONG_AGO_MINUTES = 10;
const STALE_MS = 10_000;
const EMPTY_BOOK = { isSnapshot: true, bids: [], asks: [] };

type Seen<Event> = { event: Event; number: number };
type BookEvent = Extract<MarketEvent, { kind: "book" }>;
type CandleEvent = Extract<MarketEvent, { kind: "candle" }>;

/** What is known of one instrument: for the screens, and for a session that has not listened to it so far. */
export class InstrumentView {
  readonly id: string;
  readonly book = new OrderBook();
  lastSide: Side | null = null;
  funding: SettledFunding | null = null;
  at = 0;
  /** Of its newest book, trade or candle. */
  dataAt = 0;
  /** Grows with every event of the view, so that a reader knows what is new to it. */
  version = 0;
  readonly prints = new RecentPrints();
  readonly minute = new RunningMinute();
  /** From when on every trade was seen. */
  readonly #seenFrom: number;
  #events = 0;
  #isBookSound = true;
  #bookEvent: Seen<BookEvent> | null = null;
  #trade: Seen<TradeEvent> | null = null;
  readonly #candles = new Map<string, Seen<CandleEvent>>();
  readonly #streams = new Map<string, Seen<StreamEvent>>();

  constructor(id: string, seenFrom: number) {
    this.id = id;
    this.#seenFrom = seenFrom;
  }

  observe(event: MarketEvent): void {
    this.at = event.at;
    this.#events += 1;
    if (event.kind === "book" || event.kind === "trade" || event.kind === "candle") this.dataAt = event.at;
    switch (event.kind) {
      case "book":
        this.book.apply(event);
        if (event.isSnapshot) this.#isBookSound = true;
        if (this.#bookEvent === null) this.#bookEvent = { event, number: this.#events };
        else {
          this.#bookEvent.event = event;
          this.#bookEvent.number = this.#events;
        }
        break;
      case "trade":
        this.#observeTrade(event);
        break;
      case "candle":
        this.#candles.set(event.candle.timeframe, { event, number: this.#events });
        break;
      case "funding":
        this.funding = event;
        break;
      case "stream":
        this.#streams.set(event.stream, { event, number: this.#events });
        if (event.stream !== "book" || event.state === "stale") break;
        this.#isBookSound = event.state === "live";
        if (event.state === "invalid") this.book.apply(EMPTY_BOOK);
        break;
    }
  }

  /** After how long without a price it is stale, in ms of the tape. */
  get staleAfterMs(): number {
    if (this.#bookEvent !== null || this.#trade !== null) return STALE_MS;
    const lengths = [...this.#candles.values()].map(({ event }) => timeframeMs(event.candle.timeframe));
    return lengths.length === 0 ? STALE_MS : Math.max(STALE_MS, 2 * Math.min(...lengths));
  }

  /** The running minute as its trades make it; on a tape of candles the newest closed one. Null before the first. */
  get candle(): Minute | null {
    if (this.#trade === null) return this.#candles.get("1m")?.event.candle ?? null;
    return this.#isWhole(this.minute.now) ? this.minute.now : null;
  }

  /** The last minute with trades before the running one: a reader that missed its end still learns its close. */
  get candleBefore(): Minute | null {
    const { before } = this.minute;
    return before !== null && this.#isWhole(before) ? before : null;
  }

  /** What its book's stream was last said to be. */
  get bookState(): StreamEvent["state"] {
    if (!this.#isBookSound) return "invalid";
    const last = this.#streams.get("book");
    const isNewer = last !== undefined && last.number > (this.#bookEvent?.number ?? 0);
    return isNewer ? last.event.state : "live";
  }

  /** The fewest events after which whoever sees them knows what one knows who has seen all: whole book, last prices, streams. */
  snapshot(): MarketEvent[] {
    const parts: { readonly number: number; readonly events: readonly MarketEvent[] }[] = [];
    if (this.#trade !== null) parts.push({ number: this.#trade.number, events: this.#trades(this.#trade.event) });
    for (const { event, number } of this.#candles.values()) parts.push({ number, events: [event] });
    if (this.#bookEvent !== null)
      parts.push({ number: this.#bookEvent.number, events: this.#books(this.#bookEvent.event) });
    for (const { event, number } of this.#streams.values()) parts.push({ number, events: [event] });
    parts.sort((a, b) => a.number - b.number);
    return parts.flatMap(({ events }) => events);
  }

  #observeTrade(event: TradeEvent): void {
    this.lastSide = event.aggressor;
    if (this.#trade === null) this.#trade = { event, number: this.#events };
    else {
      this.#trade.event = event;
      this.#trade.number = this.#events;
    }
    this.minute.observe(event.at, event.priceTicks, event.quantityLots);
    this.prints.add(event, this.version);
  }

  /** A minute that had begun before this view did lacks its first trades. */
  #isWhole({ openAt }: Minute): boolean {
    return openAt >= this.#seenFrom;
  }

  #trades(last: TradeEvent): MarketEvent[] {
    const at = (minutesAgo: number) => this.minute.openAt - minutesAgo * MINUTE_MS;
    const now = { ...last, quantityLots: this.minute.volumeLots };
    // One from long ago first: whoever counted some of these minutes before must not count them twice.
    const old = { ...last, at: at(LONG_AGO_MINUTES), quantityLots: 1 };
    if (this.minute.lotsBefore === 0) return [old, now];
    return [old, { ...last, at: at(1), quantityLots: this.minute.lotsBefore }, now];
  }

  #books(last: BookEvent): MarketEvent[] {
    const whole = { ...last, bids: this.#side("buy"), asks: this.#side("sell") };
    if (this.#isBookSound) return [{ ...whole, isSnapshot: true }];
    // A book that was given up and not shown whole since: only the changes after that are known.
    const broken = this.#streams.get("book")?.event;
    const empty = { ...last, ...EMPTY_BOOK };
    return [
      empty,
      ...(broken === undefined ? [] : [{ ...broken, state: "invalid" as const }]),
      { ...whole, isSnapshot: false },
    ];
  }

  #side(side: Side): number[] {
    const flat: number[] = [];
    this.book.walk(side, (ticks, lots) => flat.push(ticks, lots) > 0);
    return flat;
  }
}
