import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { saveFeedPosition } from "../../db/queries/feed-state.ts";
import { readJournal } from "../../db/queries/journal.ts";
import { loanOf } from "../../server/domain/borrowing/loan.ts";
import { parseExact } from "../../server/domain/money/integer-json.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import { SYNTHETIC_TAPE_VERSION } from "../../server/simulation/market/synthetic-market.ts";
import { freePort } from "../../server/start/free-port.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { recoveredState } from "../support/recovered-state.ts";
import { CrashWorker, finish, openPortfolio, orderIntent, queue } from "./crash-desk.ts";

const SEED = 17;
const HOUR_MS = 3_600_000;
/** Long enough to borrow before it does, also on a slow machine: the tape runs twenty times as fast. */
const BEFORE_MS = 7 * 60_000;
const TRIES = 3_000;

let postgres: TestPostgres;
let owner: Client;

beforeAll(async () => {
  postgres = await startTestPostgres({ isDurable: true });
  owner = connect(postgres.owner, { max: 3, applicationName: "crash-test" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await postgres?.stop();
});

type Charged = Extract<EngineChange, { kind: "interest-charged" }>;

async function interestOf(portfolioId: string): Promise<Charged[]> {
  const charged: Charged[] = [];
  for (let after = -1; ; ) {
    const rows = await readJournal(owner, portfolioId, after, 500);
    for (const { changes } of rows)
      for (const change of parseExact(changes) as EngineChange[])
        if (change.kind === "interest-charged") charged.push(change);
    const last = rows.at(-1);
    if (last === undefined) return charged;
    after = last.sequence;
  }
}

test("a worker killed with debts owes the same again: nothing borrowed twice, each stamp charged once", async () => {
  const portfolioId = await openPortfolio(owner, "crashborrow");
  // The tape begins shortly before an hour strikes.
  const stampAt = Math.ceil((Date.now() + BEFORE_MS) / HOUR_MS) * HOUR_MS;
  const startAt = stampAt - BEFORE_MS;
  await saveFeedPosition(owner, { key: `${SYNTHETIC_TAPE_VERSION}:${SEED}:${startAt}`, position: 0, tapeAt: startAt });
  const worker = new CrashWorker({ databaseUrl: postgres.worker, livePort: await freePort(), seed: SEED });
  let asked = 0;
  const ask = (action: (key: string) => ControlAction) => {
    asked += 1;
    const key = `borrow-${asked}`;
    return queue(owner, portfolioId, key, action(key));
  };
  const owed = async () => (await recoveredState(owner, portfolioId)).borrowing;
  const until = async (isSo: () => Promise<boolean>) => {
    for (let i = 0; i < TRIES && !(await isSo()); i++) await sleep(100);
    expect(await isSo()).toBe(true);
  };
  const books = async () => {
    const { borrowing, balances, now } = await recoveredState(owner, portfolioId);
    return { now, borrowing, balances: [...balances.values()] };
  };

  await worker.start(null);
  await ask(() => ({ kind: "set-borrowing", leverage: 3 }));
  for (let i = 0; i < 3; i++)
    await ask((key) => ({ kind: "place-order", intent: orderIntent(key, { quantityLots: 70_000 }) }));
  await until(async () => loanOf(await owed(), "USDT").borrowedUnits > 0);
  await worker.kill("SIGKILL");
  const before = await books();
  expect(await interestOf(portfolioId)).toEqual([]);
  expect(before.now).toBeLessThan(stampAt);

  await worker.start(null);
  await until(async () => (await interestOf(portfolioId)).length > 0);
  await worker.kill("SIGKILL");
  const charged = await books();
  const loan = loanOf(charged.borrowing, "USDT");
  await worker.start(null);
  await worker.kill("SIGKILL");
  const { problems, fold } = await finish(owner, worker, portfolioId);
  expect(problems).toEqual([]);

  const stamps = await interestOf(portfolioId);
  expect(new Set(stamps.map(({ currency, at }) => `${currency}@${at}`)).size).toBe(stamps.length);
  expect(stamps[0]).toMatchObject({
    currency: "USDT",
    at: stampAt,
    borrowedUnits: loanOf(before.borrowing, "USDT").borrowedUnits,
  });
  for (const { borrowedUnits, units } of stamps)
    expect(BigInt(units)).toBe((BigInt(borrowedUnits) * 300n + 24_000_000n - 1n) / 24_000_000n);
  const sum = stamps.reduce((total, { units }) => total + BigInt(units), 0n);
  expect(BigInt(loanOf(fold.borrowing, "USDT").chargedTotalUnits)).toBe(sum);
  // Nobody traded after the first kill: what is owed beyond it is interest, and the wallets are as they were.
  expect(loan.borrowedUnits).toBe(loanOf(before.borrowing, "USDT").borrowedUnits);
  expect(loanOf(fold.borrowing, "USDT")).toMatchObject({
    borrowedUnits: loan.borrowedUnits,
    interestUnits: Number(sum),
  });
  expect([...fold.balances.values()].filter(({ totalUnits }) => totalUnits !== 0)).toEqual(
    before.balances.filter(({ totalUnits }) => totalUnits !== 0),
  );
}, 600_000);
