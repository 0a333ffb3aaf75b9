import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { readCharges, readDebts } from "../../../db/queries/performance/lending.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { makePortfolio } from "../make-batch.ts";

let postgres: TestPostgres;
let owner: Client;
let portfolioId: string;

const loan = (borrowed: string) =>
  `{"currency":"USDT","borrowedUnits":${borrowed},"interestUnits":0,"chargedTotalUnits":0,"chargedAt":0}`;
const changed = (borrowed: string, at: number) =>
  `{"kind":"borrowing-changed","leverage":3,"loans":[${loan(borrowed)}],"at":${at}}`;
const charged = (units: number, at: number) =>
  `{"kind":"interest-charged","currency":"USDT","borrowedUnits":5,"units":${units},"at":${at}}`;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 2, applicationName: "test-owner" });
  portfolioId = await makePortfolio(owner);
  const commits = [
    [1, 100, `[${changed("100", 100)},{"kind":"balance-changed","currency":"USDT","totalUnits":0,"reservedUnits":0}]`],
    [2, 200, `[${charged(4, 150)},${changed("104", 200)},${changed('"9007199254740993n"', 200)}]`],
    [3, 200, `[${charged(9, 200)},${changed("113", 200)}]`],
    [4, 300, `[{"kind":"debt-forgiven","currency":"USDT","units":113,"at":300},${changed("0", 300)}]`],
  ] as const;
  for (const [sequence, at, changes] of commits)
    await owner`insert into journal (portfolio_id, sequence, at, changes) values (${portfolioId}, ${sequence}, ${at}, ${changes})`;
});

afterAll(async () => {
  await owner?.end();
  await postgres?.stop();
});

it("tells what was owed when a day began and what was told of debts in it, in order and exactly", async () => {
  const day = await readDebts(owner, portfolioId, { from: 150, until: 300 });
  expect(day.before).toMatchObject([{ currency: "USDT", borrowedUnits: 100 }]);
  expect(
    day.changes.map((change) => (change.kind === "borrowing-changed" ? change.loans[0]?.borrowedUnits : change.units)),
  ).toEqual([4, 104, 9007199254740993n, 9, 113]);
  expect(await readDebts(owner, portfolioId, { from: 0, until: 100 })).toEqual({ before: [], changes: [] });
  expect((await readDebts(owner, portfolioId, { from: 301, until: 400 })).before).toMatchObject([{ borrowedUnits: 0 }]);
});

it("tells what borrowing cost by when it was booked, cut at a commit where two share an instant", async () => {
  const units = async (span: Parameters<typeof readCharges>[2]) =>
    (await readCharges(owner, portfolioId, span)).map((charge) => Number(charge.units));
  expect(await units({ from: 0, to: 1_000 })).toEqual([4, 9, 113]);
  expect(await units({ from: 160, to: 299 })).toEqual([4, 9]);
  expect(await units({ from: 200, to: 300, after: 2, until: 3 })).toEqual([9]);
});

it("finds those few commits by indexes of their own", async () => {
  const told = await owner.begin(async (transaction) => {
    await transaction`set local enable_seqscan = off`;
    const plans = [];
    for (const kind of [`%"kind":"borrowing-changed"%`, `%"kind":"margin-called"%`, null])
      plans.push(
        await transaction.unsafe(
          `explain select changes from journal where portfolio_id = '${portfolioId}' and at >= 1 and at <= 2 and ${
            kind === null
              ? `(changes like '%"kind":"interest-charged"%' or changes like '%"kind":"debt-forgiven"%')`
              : `changes like '${kind}'`
          }`,
        ),
      );
    return plans.map((plan) => JSON.stringify(plan));
  });
  expect(told.map((plan) => /journal_[a-z]+/.exec(plan)?.[0])).toEqual([
    "journal_debts",
    "journal_charges",
    "journal_charges",
  ]);
});
