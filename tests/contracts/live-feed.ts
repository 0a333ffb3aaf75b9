import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { HEARTBEAT_MS_MAX, type LiveFeed } from "../../server/adapters/market-data/live-feed.ts";
import type { Stream } from "../../server/domain/markets/data-quality.ts";
import { decodeEvents, EventWriter, encodeEvent } from "../../server/domain/markets/event-codec.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";

/** A feed and the exchange behind it, which does what it is told. Both instruments are the exchange's. */
export type LiveFeedScene = {
  readonly feed: LiveFeed;
  readonly instrumentIds: readonly [string, string];
  /** The exchange changes a level of the book, prints a trade. */
  moveBook(instrumentId: string): void;
  trade(instrumentId: string): void;
  /** It leaves out a change of the book. */
  skipBook(instrumentId: string): void;
  /** It cuts the connection, and takes the next one. */
  cut(): void;
  close(): Promise<void>;
};

const streamOf = (event: MarketEvent): Stream =>
  event.kind === "stream"
    ? event.stream
    : event.kind === "trade"
      ? "trades"
      : event.kind === "candle"
        ? "candles"
        : event.kind;

/** What every live feed must do, however it does it. */
export function describeLiveFeedContract(name: string, stage: () => Promise<LiveFeedScene>): void {
  describe(`live feed contract: ${name}`, () => {
    const scenes: LiveFeedScene[] = [];

    afterEach(async () => {
      for (const scene of scenes.splice(0)) {
        await scene.feed.close();
        await scene.close();
      }
    });

    async function open(): Promise<{ scene: LiveFeedScene; events: MarketEvent[]; first: string; second: string }> {
      const scene = await stage();
      scenes.push(scene);
      const events: MarketEvent[] = [];
      await scene.feed.open((event) => events.push(event));
      const [first, second] = scene.instrumentIds;
      return { scene, events, first, second };
    }

    async function until(isTrue: () => boolean): Promise<void> {
      for (let tries = 0; tries < 500 && !isTrue(); tries++) await sleep(10);
      expect(isTrue()).toBe(true);
    }

    const booksOf = (events: readonly MarketEvent[]) => events.filter((event) => event.kind === "book");

    it("tells nothing that was not asked for", async () => {
      const { scene, events, first, second } = await open();
      scene.moveBook(first);
      await sleep(50);
      expect(events).toEqual([]);
      scene.feed.subscribe(first, ["book"]);
      await until(() => booksOf(events).length > 0);
      for (let move = 0; move < 3; move++) for (const id of [first, second]) scene.moveBook(id);
      scene.trade(first);
      await until(() => booksOf(events).length > 3);
      expect(new Set(events.map(({ instrumentId }) => instrumentId))).toEqual(new Set([first]));
      expect(new Set(events.map(streamOf))).toEqual(new Set(["book"]));
    });

    it("shows a book whole first, asked for once or twice, and then its changes", async () => {
      const { scene, events, first } = await open();
      scene.feed.subscribe(first, ["book"]);
      scene.feed.subscribe(first, ["book"]);
      await until(() => booksOf(events).length > 0);
      for (let move = 0; move < 5; move++) scene.moveBook(first);
      await until(() => booksOf(events).length >= 6);
      await sleep(50);
      expect(booksOf(events).map(({ isSnapshot }) => isSnapshot)).toEqual([true, false, false, false, false, false]);
    });

    it("says that a book is lost before anything else of it, and shows it whole again", async () => {
      const { scene, events, first } = await open();
      scene.feed.subscribe(first, ["book"]);
      await until(() => booksOf(events).length > 0);
      scene.skipBook(first);
      scene.moveBook(first);
      await until(() => booksOf(events).length > 1);
      const told = events
        .slice(events.findIndex((event) => event.kind === "book") + 1)
        .filter(({ kind }) => kind !== "trade");
      expect(told[0]).toMatchObject({ kind: "stream", stream: "book", state: "invalid" });
      expect(told.find(({ kind }) => kind === "book")).toMatchObject({ isSnapshot: true });
    });

    it("invalidates every stream when the connection is lost, and comes back with all of them by itself", async () => {
      const { scene, events, first, second } = await open();
      scene.feed.subscribe(first, ["book", "trades"]);
      scene.feed.subscribe(second, ["book"]);
      await until(() => new Set(booksOf(events).map(({ instrumentId }) => instrumentId)).size === 2);
      const before = events.length;
      scene.cut();
      const lost = () =>
        events.slice(before).filter((event) => event.kind === "stream" && event.state === "invalid").length;
      await until(() => lost() >= 3);
      await until(() => {
        const back = events.slice(before).filter((event) => event.kind === "stream" && event.code === "resynced");
        return new Set(back.map((event) => `${event.instrumentId} ${streamOf(event)}`)).size === 3;
      });
      scene.trade(first);
      await until(() => events.some((event) => event.kind === "trade"));
      const books = booksOf(events.slice(before));
      for (const id of [first, second]) {
        expect(books.find(({ instrumentId }) => instrumentId === id)).toMatchObject({ isSnapshot: true });
      }
    });

    it("tells nothing more of what was given up, and nothing at all once it is closed", async () => {
      const { scene, events, first, second } = await open();
      scene.feed.subscribe(first, ["book"]);
      scene.feed.subscribe(second, ["book"]);
      await until(() => booksOf(events).length >= 2);
      scene.feed.unsubscribe(first, ["book"]);
      await sleep(50);
      const before = events.length;
      for (const id of [first, second]) scene.moveBook(id);
      await until(() => events.length > before);
      await sleep(50);
      expect(events.slice(before).map(({ instrumentId }) => instrumentId)).not.toContain(first);
      await scene.feed.close();
      await scene.feed.close();
      const closed = events.length;
      scene.moveBook(second);
      await sleep(100);
      expect(events.length).toBe(closed);
    });

    it("gives a sign of life of a quiet stream, with times that do not run back", async () => {
      const { scene, events, first } = await open();
      scene.feed.subscribe(first, ["book"]);
      await until(() => booksOf(events).length > 0);
      scene.moveBook(first);
      const before = events.length;
      await sleep(HEARTBEAT_MS_MAX + 300);
      expect(events.length).toBeGreaterThan(before);
      const times = events.filter((event) => streamOf(event) === "book").map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      // Whatever it tells can be kept and sent.
      const writer = new EventWriter();
      for (const event of events) encodeEvent(writer, event);
      expect(decodeEvents(writer.finish())).toEqual(events);
    });
  });
}
