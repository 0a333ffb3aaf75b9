import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import type { Side } from "../../server/domain/orders/order-type.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import { freePort } from "../../server/start/free-port.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { CrashWorker, finish, openPortfolio, orderIntent, queue } from "./crash-desk.ts";

const instrumentId = "BTC-USDT-PERP";
const TRIES = 300;

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

test("a worker killed with both sides of hedge mode open knows them again, each with its stop", async () => {
  const portfolioId = await openPortfolio(owner, "crashhedge");
  const worker = new CrashWorker({ databaseUrl: postgres.worker, livePort: await freePort(), seed: 13 });
  let asked = 0;
  const ask = (action: (key: string) => ControlAction) => {
    asked += 1;
    const key = `hedge-${asked}`;
    return queue(owner, portfolioId, key, action(key));
  };
  const open = (side: Side, positionSide: PositionSide, quantityLots: number) =>
    ask((key) => ({
      kind: "place-order",
      intent: orderIntent(key, { instrumentId, side, positionSide, quantityLots }),
    }));
  const held = async () =>
    Object.fromEntries(
      (
        await owner<{ direction: string; lots: number }[]>`
          select direction, round(sum(quantity) * 1000)::int as lots from lots
          where portfolio_id = ${portfolioId} and quantity <> 0 group by direction`
      ).map(({ direction, lots }) => [direction, lots]),
    );
  const settled = async (wanted: object) => {
    for (let i = 0; i < TRIES && JSON.stringify(await held()) !== JSON.stringify(wanted); i++) await sleep(100);
    expect(await held()).toEqual(wanted);
  };
  const answered = async () => {
    const left = async () =>
      (await owner`select key from control_command where portfolio_id = ${portfolioId} and status = 'pending'`).length;
    for (let i = 0; i < TRIES && (await left()) > 0; i++) await sleep(100);
    expect(await left()).toBe(0);
  };

  await worker.start(null);
  await ask(() => ({ kind: "set-position-mode", instrumentId, mode: "hedge" }));
  await open("buy", "long", 30);
  await open("sell", "short", 20);
  await settled({ long: 30, short: 20 });
  await ask((key) => ({
    kind: "place-order",
    intent: orderIntent(key, {
      ...{ instrumentId, side: "sell", positionSide: "long", quantityLots: 30, isReduceOnly: true },
      ...{ timeInForce: "GTC", trigger: { kind: "stop-loss", by: "mark", priceTicks: 400_000 } },
    }),
  }));
  await answered();
  await worker.kill("SIGKILL");

  await worker.start(null);
  await ask(() => ({ kind: "close-position", instrumentId, positionSide: "short", share: "all" }));
  await settled({ long: 30 });
  const { problems, fold } = await finish(owner, worker, portfolioId);
  expect(problems).toEqual([]);
  const netLots = (side: PositionSide) => fold.margins.get(`${instrumentId}/${side}`)?.netLots;
  expect([netLots("long"), netLots("short")]).toEqual([30, 0]);
  // What is set aside is what stands behind the long: the short's has come free.
  const usdt = fold.balances.get("USDT");
  expect(usdt?.reservedUnits).toBe(fold.margins.get(`${instrumentId}/long`)?.marginUnits);
  const rows = await owner<{ side: string; position_side: string; status: string }[]>`
    select side, position_side, status from orders where portfolio_id = ${portfolioId}`;
  expect(rows.map(({ side, position_side: of, status }) => `${side} ${of} ${status}`).sort()).toEqual([
    ...["buy long filled", "buy short filled", "sell long emulated", "sell short filled"],
  ]);
}, 120_000);
