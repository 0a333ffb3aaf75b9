import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { readStatement } from "../../../db/queries/orders/statement.ts";
import { readFunding } from "../../../db/queries/performance/funding.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { makePortfolio } from "../make-batch.ts";

let postgres: TestPostgres;
let owner: Client;
let portfolioId: string;

const booked = (instrumentId: string, at: number, units: string) =>
  `{"kind":"funding-booked","instrumentId":"${instrumentId}","currency":"USDT","rate":"0.0001","markTicks":500000,"netLots":-5,"units":${units},"at":${at}}`;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 2, applicationName: "test-owner" });
  portfolioId = await makePortfolio(owner);
  const commits = [
    [1, 100, `[${booked("BTC-USDT-PERP", 100, "250000000")}]`],
    [2, 205, `[${booked("BTC-USDT-PERP", 200, "-50000000")},${booked("ETH-USDT-PERP", 200, '"9007199254740993n"')}]`],
    [3, 300, `[{"kind":"self-trade-set","mode":"off","at":300}]`],
  ] as const;
  for (const [sequence, at, changes] of commits)
    await owner`insert into journal (portfolio_id, sequence, at, changes) values (${portfolioId}, ${sequence}, ${at}, ${changes})`;
});

afterAll(async () => {
  await owner?.end();
  await postgres?.stop();
});

it("tells what was received and paid at each stamp of a range, exactly and newest first", async () => {
  const all = await readFunding(owner, portfolioId, { from: 0, to: 1_000 });
  expect(all).toEqual([
    { instrumentId: "BTC-USDT-PERP", at: 200, currency: "USDT", amount: "-0.5", rate: "0.0001" },
    { instrumentId: "ETH-USDT-PERP", at: 200, currency: "USDT", amount: "90071992.54740993", rate: "0.0001" },
    { instrumentId: "BTC-USDT-PERP", at: 100, currency: "USDT", amount: "2.5", rate: "0.0001" },
  ]);
  expect(await readFunding(owner, portfolioId, { from: 100, to: 199 })).toEqual([]);
});

it("counts a stamp to the day that begins with it", async () => {
  const day = (from: number, until: number) => readStatement(owner, { portfolioId, from, until });
  expect((await day(100, 200)).funding.map(({ at }) => at)).toEqual([100]);
  expect((await day(200, 300)).funding).toHaveLength(2);
});
