import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { readEquityPoints, thinEquityPoints } from "../../../db/queries/performance/equity-points.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import { createState } from "../../../server/engine/engine-state.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { EquityRecorder } from "../../../server/worker/live/equity-recorder.ts";
import { makePortfolio } from "../../db/make-batch.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12);
const log = createLogger({ name: "equity-test", level: "error" });

let postgres: TestPostgres;
let owner: Client;
let worker: Client;
let portfolioId: string;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 2, applicationName: "equity-test" });
  worker = connect(postgres.worker, { max: 2, applicationName: "equity-test-worker" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await worker?.end({ timeout: 2 });
  await postgres?.stop();
});

beforeEach(async () => {
  portfolioId = await makePortfolio(owner);
});

/** A recorder on a tape that the test moves by hand; `worth` is what the portfolio is worth to it. */
function open(tapeAt: number | null, ids: readonly string[] = [portfolioId]) {
  const desk = { tapeAt, worth: "100000" as string | null, wall: 0, isLive: true, sql: worker };
  const sessions = ids.map((id) => ({
    portfolioId: id,
    get isLive() {
      return desk.isLive;
    },
    session: {
      state: createState({
        key: "k",
        baseCurrency: "USDT",
        instruments: LISTED_INSTRUMENTS,
        settings: DEFAULT_RISK_SETTINGS,
        balances: [],
        findStrategy: () => undefined,
      }),
    },
  }));
  const [first] = sessions;
  if (first === undefined) throw new Error("A test needs a portfolio");
  const recorder = new EquityRecorder({
    sql: worker,
    log,
    sessions: () => sessions,
    worthOf: () => (desk.worth === null ? null : { equity: desk.worth, unrealised: "-1.5" }),
    tapeAt: () => desk.tapeAt,
    now: () => desk.wall,
  });
  /** Ticks until everything due is down: strangers are looked up by the first, captured by the second, written by either. */
  const record = async (at: number) => {
    desk.tapeAt = at;
    for (let i = 0; i < 3; i += 1) {
      recorder.record();
      await recorder.close();
    }
  };
  return { desk, recorder, record, state: first.session.state };
}

const points = (id = portfolioId) => readEquityPoints(owner, id, { from: 0, to: NOON * 2 });
const times = async () => (await points()).map(({ at }) => at - NOON);

it("writes the opening at once and then once a minute of the tape, however often it is asked", async () => {
  const { record, desk, state } = open(null);
  for (const holding of [...state.holdings.values()].slice(0, 1)) holding.realisedUnits = 250_000_000;
  await record(NOON + 30_500);
  desk.worth = "100000.00000001";
  for (const ms of [31_000, 59_999, 60_200, 60_700, 119_999, 120_000]) await record(NOON + ms);
  expect(await points()).toEqual([
    { at: NOON + 30_500, equity: "100000", netFlow: "100000", realised: "2.5", unrealised: "-1.5", sequence: 0 },
    {
      at: NOON + 60_000,
      equity: "100000.00000001",
      netFlow: "100000",
      realised: "2.5",
      unrealised: "-1.5",
      sequence: 0,
    },
    {
      at: NOON + 120_000,
      equity: "100000.00000001",
      netFlow: "100000",
      realised: "2.5",
      unrealised: "-1.5",
      sequence: 0,
    },
  ]);
});

it("skips minutes of a tape that plays faster than it is asked", async () => {
  const { record } = open(null);
  for (const minutes of [0, 45, 46.5, 1_440]) await record(NOON + minutes * MINUTE);
  expect(await times()).toEqual([0, 45 * MINUTE, 46 * MINUTE, 1_440 * MINUTE]);
});

it("writes a point when money moves, with all that was paid in until then", async () => {
  const { record, recorder, desk } = open(null);
  await record(NOON);
  await owner`insert into cash_flow (portfolio_id, key, currency, amount, user_id, at)
    values (${portfolioId}, 'a', 'USDT', 2500.5, 'ann', ${NOON + 10_000}), (${portfolioId}, 'b', 'USDT', -0.25, 'ann', ${NOON + 10_000})`;
  desk.worth = "102500.25";
  recorder.moneyMoved(portfolioId);
  await record(NOON + 10_000);
  expect((await points()).at(-1)).toMatchObject({ at: NOON + 10_000, equity: "102500.25", netFlow: "102500.25" });
});

it("writes the same instant anew when money moves while the tape stands", async () => {
  const { record, recorder, desk } = open(null);
  await record(NOON);
  await owner`insert into cash_flow (portfolio_id, key, currency, amount, user_id, at) values (${portfolioId}, 'a', 'USDT', 5, 'ann', ${NOON})`;
  desk.worth = "100005";
  recorder.moneyMoved(portfolioId);
  await record(NOON);
  expect(await points()).toEqual([expect.objectContaining({ at: NOON, equity: "100005", netFlow: "100005" })]);
});

it("goes on after a restart where it was, and forgets what a tape that went back tells again", async () => {
  const before = open(null);
  for (const minutes of [0, 1, 2, 3]) await before.record(NOON + minutes * MINUTE);
  const after = open(null);
  await after.record(NOON + 1.5 * MINUTE);
  expect(await times()).toEqual([0, MINUTE]);
  await after.record(NOON + 2 * MINUTE);
  expect(await times()).toEqual([0, MINUTE, 2 * MINUTE]);
});

it("waits for the commit that its amounts belong to, and gives up what never became durable", async () => {
  const { record, state, desk } = open(null);
  await record(NOON);
  state.sequence = 1;
  await record(NOON + MINUTE);
  expect(await times()).toEqual([0]);
  await owner`update portfolio_state set sequence = 1 where portfolio_id = ${portfolioId}`;
  await record(NOON + MINUTE);
  expect(await times()).toEqual([0, MINUTE]);
  state.sequence = 2;
  desk.worth = "1";
  for (let i = 0; i < 8; i += 1) await record(NOON + 2 * MINUTE);
  await owner`update portfolio_state set sequence = 2 where portfolio_id = ${portfolioId}`;
  await record(NOON + 2 * MINUTE);
  expect(await times()).toEqual([0, MINUTE]);
});

it("takes amounts of an older commit only while no money moved since", async () => {
  const { record, state } = open(null);
  await record(NOON);
  state.now = NOON;
  await owner`update portfolio_state set sequence = 3 where portfolio_id = ${portfolioId}`;
  await record(NOON + MINUTE);
  expect(await times()).toEqual([0, MINUTE]);
  await owner`insert into cash_flow (portfolio_id, key, currency, amount, user_id, at) values (${portfolioId}, 'a', 'USDT', 5, 'ann', ${NOON + 90_000})`;
  await record(NOON + 2 * MINUTE);
  expect(await times()).toEqual([0, MINUTE]);
});

it("has no point while a price is missing, the tape has not begun or the session is not live", async () => {
  const { record, recorder, desk } = open(null);
  recorder.record();
  desk.isLive = false;
  await record(NOON);
  desk.isLive = true;
  desk.worth = null;
  await record(NOON);
  expect(await points()).toEqual([]);
});

it("keeps what it could not write, and never lets trading wait", async () => {
  const { record, recorder, desk } = open(null);
  await record(NOON);
  const lock = await owner.reserve();
  await lock`begin`;
  await lock`lock table equity_point in access exclusive mode`;
  desk.tapeAt = NOON + MINUTE;
  recorder.record();
  recorder.record(); // The last writing still waits for the table.
  await sleep(20);
  await lock`rollback`;
  lock.release();
  await recorder.close();
  expect(await times()).toEqual([0, MINUTE]);
});

it("keeps minutes for a week, then hours for a year, then days, and every move of money", async () => {
  const now = NOON + 1_000 * 86_400_000;
  const at = (daysAgo: number, minutes: number) => now - daysAgo * 86_400_000 + minutes * MINUTE;
  const ages = [
    ...[0, 1, 2, 3].map((day) => at(900 + day, 0)), // Days, of which each keeps its last.
    ...[0, 5, 10, 70].map((minutes) => at(900, minutes)),
    ...[0, 5, 59, 60, 61].map((minutes) => at(100, minutes)),
    ...[0, 1, 2].map((minutes) => at(3, minutes)),
  ].sort((a, b) => a - b);
  for (const each of new Set(ages)) {
    const netFlow = each >= at(100, 5) ? 200 : 100;
    await owner`insert into equity_point values (${portfolioId}, ${each}, now(), 1, ${netFlow}, 0, 0)`;
  }
  await thinEquityPoints(worker, [portfolioId], now);
  const kept = (await readEquityPoints(owner, portfolioId, { from: 0, to: now })).map((point) => point.at);
  expect(kept).toEqual(
    [
      ...[at(903, 0), at(902, 0), at(901, 0), at(900, 70)],
      ...[at(100, 5), at(100, 59), at(100, 61)],
      ...[at(3, 0), at(3, 1), at(3, 2)],
    ].sort((a, b) => a - b),
  );
  expect(await thinEquityPoints(worker, [portfolioId], now)).toBe(0);
});

it("thins once an hour by itself", async () => {
  const { record, desk } = open(null);
  for (const minutes of [1, 2]) {
    await owner`insert into equity_point values (${portfolioId}, ${NOON - 30 * 86_400_000 + minutes * MINUTE}, now(), 1, 1, 0, 0)`;
  }
  await owner`insert into equity_point values (${portfolioId}, ${NOON - 30 * 86_400_000}, now(), 1, 1, 0, 0)`;
  await record(NOON);
  expect(await times()).toHaveLength(4);
  desk.wall = 3_600_001;
  await record(NOON);
  expect(await times()).toHaveLength(3);
});
