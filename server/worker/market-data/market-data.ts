import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Client } from "../../../db/client.ts";
import { saveFeedPosition } from "../../../db/queries/feed-state.ts";
import { upsertInstruments } from "../../../db/queries/instruments.ts";
import type { PlacedInput } from "../../domain/markets/feed-input.ts";
import type { FeedStatus } from "../../domain/markets/price-frames.ts";
import { FeedControls } from "./feed-controls.ts";
import type { MarketView } from "./market-view.ts";
import type { DeskFeed } from "./open-feed.ts";
import { catalogueEntries } from "./record/catalogue-entries.ts";
import { newestFunding } from "./record/funding-record.ts";
import { writeHistory } from "./record/history.ts";
import { TapeRecorder } from "./record/tape-recorder.ts";
import { LocalTape } from "./tape/local-tape.ts";
import { viewAt } from "./tape/read-tape.ts";
import { TapePlayer } from "./tape/tape-player.ts";
import type { TapeDescription, TapeSource } from "./tape/tape-source.ts";
import { TapeInputs } from "./tape-inputs.ts";
import { EventRate } from "./view/event-rate.ts";

const POSITION_MS = 1_000;
const RETRY_MS = 500;

export type MarketDataOptions = {
  readonly sql: Client;
  readonly log: Logger;
  readonly deskFeed: DeskFeed;
  readonly feedSpeed: number | "max";
};

export type MarketData = {
  /** For who trades on it. */
  readonly tape: TapeSource;
  readonly player: TapePlayer;
  /** For the screens. */
  readonly view: MarketView;
  describe(): TapeDescription;
  status(): FeedStatus;
  /** Stands still, keeps the tape's position. */
  close(): Promise<void>;
};

/** Everything the market-data process does beside its socket: plays the tape, carries out what people ask of it, records it. */
export async function openMarketData(options: MarketDataOptions): Promise<MarketData> {
  const { sql, log, deskFeed } = options;
  const inputs = await TapeInputs.load(sql, deskFeed.key);
  const feed = await deskFeed.open(inputs.all);
  const view = viewAt(feed, deskFeed.position);
  let isClosing = false;
  const recorder = new TapeRecorder({ sql, log, feedKey: deskFeed.key });
  const player = new TapePlayer({
    feed,
    view,
    speed: options.feedSpeed,
    now: Date.now,
    inputNumber: inputs.lastNumber,
    openFeed: () => deskFeed.open(inputs.all),
    onEvent: (event) => recorder.observe(event),
    place: (placed) => persist(placed),
    onFailed: (error) => log.error({ err: error }, "a reader's place in the tape was not found"),
  });

  /** Without a database no input becomes part of the tape, so the tape waits. */
  async function persist(placed: readonly PlacedInput[]): Promise<void> {
    while (!isClosing) {
      try {
        return await inputs.place(feed, placed);
      } catch (error) {
        log.warn({ err: error }, "an input of the tape was not written; trying again");
        await sleep(RETRY_MS);
      }
    }
  }

  const describe = () => ({
    key: deskFeed.key,
    kind: feed.kind,
    label: feed.label,
    instrumentIds: feed.instrumentIds,
    position: player.position,
  });
  const tape = new LocalTape({ feed: deskFeed, inputs, player, view, describe });
  const controls = new FeedControls({
    sql,
    log,
    player,
    isSynthetic: deskFeed.synthetic !== null,
    extent: feed.extent,
  });
  /** Of the perpetuals, so that a desk just started does not have to wait for the next stamp. */
  const learnFunding = async () => {
    const settled = await newestFunding(sql, deskFeed.key, feed.instrumentIds, view.tapeAt ?? Date.now());
    view.learnFunding(settled);
  };
  const rate = new EventRate(Date.now);
  let saved = -1;
  const savePosition = async () => {
    const { position } = player;
    if (position === saved) return;
    await saveFeedPosition(sql, { key: deskFeed.key, position, tapeAt: view.tapeAt ?? 0 });
    saved = position;
  };
  const trySave = () =>
    savePosition().catch((error: unknown) => log.warn({ err: error }, "the position was not saved"));
  const timer = setInterval(() => void trySave(), POSITION_MS);
  const running = player.run().catch((error: unknown) => log.error({ err: error }, "the feed failed"));
  await controls.start();
  await upsertInstruments(sql, catalogueEntries(deskFeed.key, feed.instrumentIds));
  recorder.start();
  const { synthetic } = deskFeed;
  const history = (async () => {
    await learnFunding();
    if (synthetic === null) return;
    await writeHistory(sql, deskFeed.key, synthetic, () => isClosing);
    await learnFunding();
  })();
  const historyDone = history.catch((error: unknown) =>
    log.warn({ err: error }, "the days before the tape are missing"),
  );
  log.info({ feed: feed.label, key: deskFeed.key, position: player.position }, "market data is open");

  return {
    tape,
    player,
    view,
    describe,
    status() {
      const { state, speed } = player.pace;
      return {
        kind: feed.kind,
        key: deskFeed.key,
        label: feed.label,
        state: state === "lost" ? "waiting" : state,
        speed,
        seekingTo: player.seekingTo,
        tapeAt: view.tapeAt,
        receivedAt: Date.now(),
        instrumentIds: feed.instrumentIds,
        eventsPerS: rate.read(view.version),
      };
    },
    async close() {
      isClosing = true;
      clearInterval(timer);
      await controls.stop();
      player.stop();
      await running;
      await recorder.stop();
      await historyDone;
      await trySave();
    },
  };
}
