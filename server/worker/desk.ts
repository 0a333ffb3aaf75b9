import type { Logger } from "pino";
import type { Client } from "../../db/client.ts";
import { saveFeedPosition } from "../../db/queries/feed-state.ts";
import { findStrategy } from "../../strategies/registry.ts";
import { DEFAULT_RISK_SETTINGS } from "../domain/risk/risk-settings.ts";
import type { FeedChoice } from "../platform/env.ts";
import { marksFrame, pricesFrame } from "./live/live-frames.ts";
import { LiveServer } from "./live/live-server.ts";
import { FeedPump } from "./market-data/feed-pump.ts";
import { MarketView } from "./market-data/market-view.ts";
import { findDeskFeed } from "./market-data/open-feed.ts";
import { readTape } from "./market-data/read-tape.ts";
import { ControlListener } from "./sessions/control-listener.ts";
import { thisHolder } from "./sessions/lease-holder.ts";
import type { FaultPoint } from "./sessions/session-driver.ts";
import { SessionSupervisor } from "./sessions/session-supervisor.ts";

const FRAME_MS = 100;
const HEARTBEAT_MS = 1_000;
const LEASE_RENEWAL_MS = 3_000;
const POSITION_MS = 5_000;
const CHECKPOINT_MS = 60_000;

export type DeskOptions = {
  readonly sql: Client;
  readonly log: Logger;
  readonly feed: FeedChoice;
  readonly feedSpeed: number | "max";
  readonly seed: number;
  readonly livePort: number;
  readonly liveToken: string;
  readonly hashesAlways?: boolean;
  readonly onPoint?: (point: FaultPoint) => void;
};

export type Desk = {
  /** Resolves when a recording has been played to its end. */
  readonly ended: Promise<void>;
  /** Finishes what is in flight, keeps the tape's position, gives the leases back. */
  close(): Promise<{ workingOrders: number }>;
};

/** Everything the worker process does: one tape, a session a portfolio, commands in, prices out. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { sql, log } = options;
  const startedAt = Date.now();
  const deskFeed = await findDeskFeed(sql, options.feed, options.seed, startedAt);
  const feed = await deskFeed.open();
  const view = new MarketView(DEFAULT_RISK_SETTINGS.staleAfterMs);
  const supervisor = new SessionSupervisor({
    sql,
    log,
    holder: thisHolder(),
    feedKind: feed.kind,
    feedKey: deskFeed.key,
    openFeed: () => deskFeed.open(),
    findStrategy,
    hashesAlways: options.hashesAlways ?? false,
    ...(options.onPoint === undefined ? {} : { onPoint: options.onPoint }),
  });
  const { furthest, hindmost } = await supervisor.openAll();
  const startPosition = Math.max(deskFeed.position, furthest);
  await readTape(feed, { dealtWith: hindmost, to: startPosition }, async (event, feedPosition) => {
    view.observe(event);
    for (const session of supervisor.sessions.values()) await session.replay(event, feedPosition);
  });
  await supervisor.goLive();

  const pump = new FeedPump({
    feed,
    speed: options.feedSpeed,
    view,
    consumers: () => supervisor.drivers(),
    now: Date.now,
  });
  supervisor.attach(pump);
  const controls = new ControlListener({
    sql,
    log,
    sessions: () => supervisor.sessions,
    tapeNow: () => pump.tapeNow(),
    onUnknownPortfolio: () =>
      void supervisor.openMissing().catch((error: unknown) => log.warn({ err: error }, "a new portfolio did not open")),
  });
  const status = () => ({
    kind: "status",
    feed: { kind: feed.kind, label: feed.label, state: pump.state, tapeAt: view.tapeAt, receivedAt: Date.now() },
    worker: { startedAt, sessions: supervisor.sessions.size },
  });
  const marks = () =>
    [...supervisor.sessions.values()]
      .map((session) => marksFrame(session.portfolioId, session.session.state))
      .filter((frame) => frame !== null);
  const live = new LiveServer(options.liveToken, () => [status(), pricesFrame(view, false) ?? status(), ...marks()]);
  await live.listen(options.livePort);
  await controls.start();

  const savePosition = () =>
    saveFeedPosition(sql, { key: deskFeed.key, position: pump.position, tapeAt: view.tapeAt ?? 0 }).catch(
      (error: unknown) => log.warn({ err: error }, "the tape's position was not saved"),
    );
  const timers = [
    setInterval(() => {
      if (!live.hasReaders) return;
      const frame = pricesFrame(view, true);
      if (frame !== null) for (const each of [frame, ...marks()]) live.broadcast(each);
    }, FRAME_MS),
    setInterval(() => {
      if (pump.state === "ended") for (const driver of supervisor.drivers()) driver.elapse(pump.tapeNow());
    }, FRAME_MS),
    setInterval(() => live.broadcast(status()), HEARTBEAT_MS),
    setInterval(() => void supervisor.renewLeases(), LEASE_RENEWAL_MS),
    setInterval(() => void supervisor.openMissing().catch(() => undefined), LEASE_RENEWAL_MS),
    setInterval(() => void savePosition(), POSITION_MS),
    setInterval(() => void supervisor.checkpoint().catch(() => undefined), CHECKPOINT_MS),
  ];
  const ended = pump.run();
  ended.catch((error: unknown) => log.error({ err: error }, "the feed failed"));
  log.info({ feed: feed.label, position: startPosition, sessions: supervisor.sessions.size }, "desk is open");

  return {
    ended,
    async close() {
      for (const timer of timers) clearInterval(timer);
      pump.stop();
      await controls.stop();
      await ended.catch(() => undefined);
      const closed = await supervisor.close();
      await savePosition();
      await live.close();
      return closed;
    },
  };
}
