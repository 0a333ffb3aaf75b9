import { setTimeout as sleep } from "node:timers/promises";
import type { PulledFeed } from "../../../server/adapters/market-data/pulled-feed.ts";
import type { OwnFlow, PlacedInput } from "../../../server/domain/markets/feed-input.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { freePort } from "../../../server/start/free-port.ts";
import type { MarketData } from "../../../server/worker/market-data/market-data.ts";
import { PricesServer } from "../../../server/worker/market-data/socket/prices-server.ts";
import { SocketTape } from "../../../server/worker/market-data/socket/socket-tape.ts";
import { readTape, viewAt } from "../../../server/worker/market-data/tape/read-tape.ts";
import { TapePlayer } from "../../../server/worker/market-data/tape/tape-player.ts";
import type { TapeBatch, TapeFollower, TapePace } from "../../../server/worker/market-data/tape/tape-source.ts";

export const TOKEN = "prices-token";
const log = createLogger({ name: "tape-test", level: "error" });

export type PlayedTape = {
  readonly marketData: MarketData;
  readonly player: TapePlayer;
  readonly port: number;
  /** Feeds that were opened and what was written down. */
  readonly opened: { feeds: number };
  readonly placed: PlacedInput[];
  close(): Promise<void>;
};

export type PlayOptions = {
  readonly open: () => PulledFeed;
  readonly position?: number;
  readonly speed?: number | "max";
  readonly silentMs?: number;
  readonly port?: number;
  readonly key?: string;
};

/** The market-data process without a process and without a database: player, socket, and nothing recorded. */
export async function playTape(options: PlayOptions): Promise<PlayedTape> {
  const opened = { feeds: 0 };
  const open = async () => {
    opened.feeds += 1;
    return options.open();
  };
  const feed = await open();
  const view = viewAt(feed, options.position ?? 0);
  const placed: PlacedInput[] = [];
  const player = new TapePlayer({
    feed,
    view,
    speed: options.speed ?? "max",
    now: Date.now,
    inputNumber: 0,
    openFeed: open,
    place: async (inputs) => {
      await sleep(2);
      placed.push(...inputs);
    },
    onFailed: () => undefined,
  });
  const describe = () => ({
    key: options.key ?? "test",
    kind: feed.kind,
    label: feed.label,
    instrumentIds: feed.instrumentIds,
    position: player.position,
  });
  const marketData: MarketData = {
    player,
    view,
    describe,
    tape: {
      describe: async () => describe(),
      read: async (range, onEvent) => readTape(await open(), range, onEvent),
      follow: () => undefined,
      close: async () => undefined,
    },
    status: () => ({
      ...describe(),
      state: player.pace.state === "lost" ? "waiting" : player.pace.state,
      speed: player.pace.speed,
      seekingTo: player.seekingTo,
      tapeAt: view.tapeAt,
      receivedAt: Date.now(),
      eventsPerS: 0,
    }),
    close: async () => undefined,
  };
  const port = options.port ?? (await freePort());
  const server = new PricesServer(TOKEN, marketData, options.silentMs);
  await server.listen(port);
  const running = player.run();
  return {
    marketData,
    player,
    port,
    opened,
    placed,
    async close() {
      await server.close();
      player.stop();
      await running;
    },
  };
}

export const tapeOn = (port: number, onOtherTape: (key: string) => void = () => undefined): SocketTape =>
  new SocketTape({ port, token: TOKEN, log, onOtherTape });

/** One who trades on a tape in a test: remembers everything it was handed. */
export class TestFollower implements TapeFollower {
  readonly events: MarketEvent[] = [];
  readonly batches: number[] = [];
  readonly paces: TapePace[] = [];
  flows: OwnFlow[] = [];
  isHolding = false;
  /** Resolves before a batch is dealt with. */
  delay: () => Promise<unknown> = async () => undefined;
  #position: number;

  constructor(position = 0) {
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  async take(batch: TapeBatch): Promise<readonly OwnFlow[]> {
    await this.delay();
    if (batch.position !== this.#position) throw new Error(`Batch at ${batch.position}, not ${this.#position}`);
    this.batches.push(batch.events.length);
    this.events.push(...batch.events);
    this.#position += batch.events.length;
    const { flows } = this;
    this.flows = [];
    return flows;
  }

  onPace(pace: TapePace): void {
    this.paces.push(pace);
  }
}

/** A tape of quotes, one every ten milliseconds, in turn over the instruments. */
export function quoteTape(length: number, instrumentIds: readonly string[] = ["BTC-USDT", "ETH-USDT"]): PulledFeed {
  let position = 0;
  const eventAt = (index: number): MarketEvent => {
    const bid = 6_400_000 + (index % 100);
    return {
      kind: "book",
      instrumentId: instrumentIds[index % instrumentIds.length] ?? "",
      at: 1_700_000_000_000 + index * 10,
      isSnapshot: index < instrumentIds.length,
      bids: index < instrumentIds.length ? [bid, index + 1] : [bid, 1 + (index % 7), bid - 1, 0],
      asks: [bid + 200, index + 2],
      bestBidTicks: bid,
      bestBidLots: index + 1,
      bestAskTicks: bid + 200,
      bestAskLots: index + 2,
    };
  };
  return {
    kind: "recorded",
    label: "quotes",
    instrumentIds,
    next: () => (position < length ? eventAt(position++) : null),
    position: () => position,
    seek: (to) => {
      position = to;
    },
    booksFrom: () => 0,
  };
}

export async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 6_000; tries++) {
    if (isTrue()) return;
    await sleep(10);
  }
  throw new Error("It did not become true");
}
