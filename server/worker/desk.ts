import type { Logger } from "pino";
import type { Client } from "../../db/client.ts";
import { findStrategy } from "../../strategies/registry.ts";
import type { TapeLimits } from "../adapters/market-data/market-tape/tape-retention.ts";
import type { OwnFlow } from "../domain/markets/feed-input.ts";
import { DEFAULT_RISK_SETTINGS } from "../domain/risk/risk-settings.ts";
import { EquityRecorder } from "./live/equity-recorder.ts";
import { LiveServer } from "./live/live-server.ts";
import { MarksKeeper } from "./live/marks-keeper.ts";
import { endOfTape } from "./market-data/end-of-tape.ts";
import { MarketView } from "./market-data/market-view.ts";
import { TapeRunner } from "./market-data/tape/tape-runner.ts";
import type { TapeSource } from "./market-data/tape/tape-source.ts";
import { TapeKeeper } from "./replay/tape-keeper.ts";
import { ControlListener } from "./sessions/control-listener.ts";
import { thisHolder } from "./sessions/lease-holder.ts";
import { SecondDoor } from "./sessions/second-door.ts";
import type { FaultPoint } from "./sessions/session-driver.ts";
import { SessionSupervisor } from "./sessions/session-supervisor.ts";

const FRAME_MS = 100;
const HEARTBEAT_MS = 1_000;
const LEASE_RENEWAL_MS = 3_000;
const CHECKPOINT_MS = 60_000;
const EQUITY_MS = 500;

export type DeskOptions = {
  readonly sql: Client;
  readonly log: Logger;
  /** What is traded on, played by another process or by this one. */
  readonly tape: TapeSource;
  /** Where and how long to keep what happens, so that it can be run again; nothing is kept without it. */
  readonly keep?: { readonly dataDir: string; readonly limits: TapeLimits };
  /** Where the command line's way to stop everything is looked for; nowhere without it. */
  readonly dataDir?: string;
  readonly livePort: number;
  readonly liveToken: string;
  readonly hashesAlways?: boolean;
  readonly onPoint?: (point: FaultPoint) => void;
};

export type Desk = {
  /** Resolves when a recording has been played to its end. */
  readonly ended: Promise<void>;
  /** Finishes what is in flight, gives the leases back. */
  close(): Promise<{ workingOrders: number; heldOrders: number }>;
};

/** Everything the worker process does: one tape, a session a portfolio, commands in, marks out. */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { sql, log, tape } = options;
  const startedAt = Date.now();
  const described = await tape.describe();
  const view = new MarketView(DEFAULT_RISK_SETTINGS.staleAfterMs);
  let flows: OwnFlow[] = [];
  const keeper: TapeKeeper | null =
    options.keep === undefined
      ? null
      : new TapeKeeper({ ...options.keep, feedKey: described.key, log, sessions: () => supervisor.sessions.values() });
  const door =
    options.dataDir === undefined
      ? null
      : new SecondDoor({ dataDir: options.dataDir, log, sessions: () => supervisor.sessions });
  const supervisor: SessionSupervisor = new SessionSupervisor({
    sql,
    log,
    holder: thisHolder(),
    tape,
    described,
    view,
    endEvents: () => (runner.pace.state === "ended" ? endOfTape(view, described.instrumentIds) : []),
    onFlows: (taken) => flows.push(...taken),
    onMoneyMoved: (portfolioId) => equity.moneyMoved(portfolioId),
    findStrategy,
    hashesAlways: options.hashesAlways ?? false,
    ...(door === null ? {} : { onOpened: (session) => door.opened(session), onArchived: (id) => door.forget(id) }),
    ...(keeper === null ? {} : { openTape: keeper.openSession }),
    ...(options.onPoint === undefined ? {} : { onPoint: options.onPoint }),
  });
  const worth = new MarksKeeper(view); // Its own, as each tells only once what has changed.
  const equity = new EquityRecorder({
    sql,
    log,
    sessions: () => supervisor.sessions.values(),
    worthOf: (session) => worth.of(session),
    tapeAt: () => view.tapeAt,
    now: Date.now,
  });
  door?.start();
  const { furthest, hindmost } = await supervisor.openAll();
  const to = Math.max(described.position, furthest);
  const from = Math.min(hindmost, to);
  await tape.read({ from, to }, async (event, position) => {
    view.observe(event);
    if (position > from) keeper?.record(position, event); // What is known at `from` is no event of the tape.
    for (const session of supervisor.sessions.values()) await session.replay(event, position);
  });
  await supervisor.goLive();

  const runner: TapeRunner = new TapeRunner({
    position: to,
    view,
    onEvent: (event, position) => keeper?.record(position, event),
    consumers: () => supervisor.drivers(),
    takeFlows: () => {
      const taken = flows;
      flows = [];
      return taken;
    },
    now: Date.now,
  });
  supervisor.attach(runner);
  const controls = new ControlListener({
    sql,
    log,
    sessions: () => supervisor.sessions,
    tapeNow: () => runner.tapeNow(),
    isSecondDoorShut: () => door?.isShut ?? false,
    onUnknownPortfolio: () =>
      void supervisor.openMissing().catch((error: unknown) => log.warn({ err: error }, "a new portfolio did not open")),
  });
  const feedState = () =>
    runner.pace.state === "running" || runner.pace.state === "ended" ? runner.pace.state : "paused";
  const status = () => ({
    kind: "status",
    feed: {
      kind: described.kind,
      label: described.label,
      state: feedState(),
      tapeAt: view.tapeAt,
      receivedAt: Date.now(),
    },
    worker: { startedAt, sessions: supervisor.sessions.size },
  });
  const endMarkets = once(() => {
    for (const event of endOfTape(view, described.instrumentIds)) {
      view.observe(event);
      for (const session of supervisor.sessions.values()) session.learn(event);
    }
  });
  const marks = new MarksKeeper(view);
  const liveSessions = () => [...supervisor.sessions.values()].filter(({ isLive }) => isLive);
  const live = new LiveServer(options.liveToken, () => [status(), ...marks.all(supervisor.sessions.values())]);
  await live.listen(options.livePort);
  await controls.start();
  void runner.ended.then(() => {
    if (runner.pace.state === "ended") endMarkets();
  });

  const timers = [
    setInterval(() => {
      if (!live.hasReaders) return;
      for (const each of marks.changed(supervisor.sessions.values())) live.broadcast(each);
    }, FRAME_MS),
    setInterval(() => {
      if (runner.pace.state === "ended") for (const driver of supervisor.drivers()) driver.elapse(runner.tapeNow());
    }, FRAME_MS),
    setInterval(() => equity.record(), EQUITY_MS),
    setInterval(() => {
      live.broadcast(status());
      if (!live.hasReaders) return;
      // Each session's own sign of life, for what only it watches: a stop that is held here.
      for (const each of marks.all(liveSessions())) live.broadcast(each);
    }, HEARTBEAT_MS),
    setInterval(() => void supervisor.renewLeases(), LEASE_RENEWAL_MS),
    setInterval(() => void supervisor.openMissing().catch(() => undefined), LEASE_RENEWAL_MS),
    setInterval(() => void supervisor.checkpoint().catch(() => undefined), CHECKPOINT_MS),
  ];
  tape.follow(runner);
  log.info({ feed: described.label, position: to, sessions: supervisor.sessions.size }, "desk is open");

  return {
    ended: runner.ended,
    async close() {
      for (const timer of timers) clearInterval(timer);
      door?.stop();
      await controls.stop();
      await runner.stop();
      await tape.close();
      await equity.close();
      const closed = await supervisor.close();
      await keeper?.close();
      await live.close();
      return closed;
    },
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}
