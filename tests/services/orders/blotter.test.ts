import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessError, type Actor } from "../../../server/services/access/authorize.ts";
import { annotateOrder } from "../../../server/services/orders/annotate-order.ts";
import { dailyStatement } from "../../../server/services/orders/daily-statement.ts";
import { exportFills, exportOrders } from "../../../server/services/orders/export-orders.ts";
import { listFills } from "../../../server/services/orders/list-fills.ts";
import { listOrders } from "../../../server/services/orders/list-orders.ts";
import { orderLife } from "../../../server/services/orders/order-life.ts";
import { join, makePerson, openTestWeb, type TestWeb } from "../../api/open-test-web.ts";
import { makePortfolio } from "../../db/make-batch.ts";

const DAY = Date.UTC(2026, 10, 21);
const ORDERS = 25;
const NO_FILTER = {
  instrumentIds: [],
  sides: [],
  types: [],
  ends: [],
  sources: [],
  liquidities: [],
  tag: "",
  text: "",
  from: null,
  until: null,
} as const;

let test: TestWeb;
let portfolioId: string;
let ann: Actor;
let bob: Actor;

beforeAll(async () => {
  test = await openTestWeb();
  portfolioId = await makePortfolio(test.owner);
  ann = { userId: (await makePerson(test, "ann", "trader")).id, ip: null };
  bob = { userId: (await makePerson(test, "bob", "trader")).id, ip: null };
  for (const person of [ann, bob]) await join(test, portfolioId, person.userId ?? "", "trader");
  for (let index = 0; index < ORDERS; index += 1) {
    const isBuy = index % 3 !== 0;
    const instrument = index % 2 === 0 ? "BTC-USDT" : "ETH-USDT";
    const price = `${1_000 + (index % 5)}.00`;
    const [at, id] = [DAY + Math.floor(index / 2) * 60_000, `o${index}`];
    await test.owner`insert into orders (portfolio_id, id, instrument_id, side, type, time_in_force, is_post_only,
        accepts_stale_price, quantity, price, bound_price, user_id, control_key, status, filled_quantity, filled_notional, reserved, created_at, updated_at)
      values (${portfolioId}, ${id}, ${instrument}, ${isBuy ? "buy" : "sell"}, 'limit', 'GTC', false, false, 0.1, ${price}, ${price},
        ${ann.userId}, ${randomUUID()}, ${index % 4 === 0 ? "canceled" : "filled"}, ${index % 4 === 0 ? 0 : 0.1}, ${index % 4 === 0 ? 0 : Number(price) / 10}, 0, ${at}, ${at})`;
    if (index % 4 === 0) continue;
    await test.owner`insert into fills (portfolio_id, id, order_id, instrument_id, trade_id, side, quantity, price, notional, fee_currency, fee, liquidity, excess_quantity, at)
      values (${portfolioId}, ${`f${index}`}, ${id}, ${instrument}, ${`t${index}`}, ${isBuy ? "buy" : "sell"}, 0.1, ${price}, ${Number(price) / 10},
        ${isBuy ? instrument.slice(0, 3) : "USDT"}, ${isBuy ? "0.0001" : "0.1001"}, 'maker', 0, ${at})`;
  }
  await test.owner`insert into lot_closing (portfolio_id, lot_id, fill_id, instrument_id, quantity, cost, proceeds, at)
    values (${portfolioId}, 'l1', 'f3', 'ETH-USDT', 0.1, 100.00000001, 100.3, ${DAY}), (${portfolioId}, 'l2', 'f9', 'ETH-USDT', 0.1, 101, 100.1, ${DAY + 86_399_999}),
      (${portfolioId}, 'l3', 'f9', 'ETH-USDT', 0.1, 1, 100.1, ${DAY + 86_400_000}), (${portfolioId}, 'l4', 'f4', 'BTC-USDT', 0.1, 90, 100, ${DAY})`;
  await test.owner`insert into lots (portfolio_id, id, instrument_id, direction, fill_id, opened_at, quantity, cost)
    values (${portfolioId}, 'l4', 'BTC-USDT', 'short', 'f2', ${DAY}, 0, 0)`;
});

afterAll(async () => {
  await test?.close();
});

const desk = () => test.web.desk;

describe("the blotter", () => {
  it.each([
    { sort: [] },
    { sort: [{ key: "price" as const, isDescending: false }] },
    {
      sort: [
        { key: "side" as const, isDescending: true },
        { key: "price" as const, isDescending: false },
      ],
    },
    { sort: [{ key: "average" as const, isDescending: true }] },
  ])("pages through every order once, as it exports them, sorted by $sort", async ({ sort }) => {
    const seen: string[] = [];
    let after: readonly string[] | null = null;
    do {
      const page: Awaited<ReturnType<typeof listOrders>> = await listOrders(desk(), ann, {
        portfolioId,
        filter: NO_FILTER,
        sort,
        after,
        limit: 7,
      });
      expect(page.total).toBe(ORDERS);
      seen.push(...page.rows.map(({ order }) => order.id));
      after = page.next;
    } while (after !== null);
    expect(new Set(seen).size).toBe(ORDERS);
    const lines = await collect(await exportOrders(desk(), ann, { portfolioId, filter: NO_FILTER, sort }));
    const place = lines[0]?.split(",").indexOf("order") ?? -1;
    expect(lines.slice(1).map((line) => line.split(",")[place])).toEqual(seen);
    expect(lines.slice(1).every((line) => line.endsWith(",paper,,,,,"))).toBe(true);
  });

  it("exports what a conditional order waits for: its kind, whose price, the comparison and the level", async () => {
    await test.owner`update orders set trigger_kind = 'stop-loss', trigger_by = 'mark', trigger_price = 990.5 where portfolio_id = ${portfolioId} and id = 'o3'`;
    const lines = await collect(await exportOrders(desk(), ann, { portfolioId, filter: NO_FILTER, sort: [] }));
    const [head, ...rows] = lines.map((line) => line.trimEnd().split(","));
    const of = (id: string) => rows.find((row) => row.includes(id))?.slice(-4);
    expect(head?.slice(-4)).toEqual(["trigger", "trigger_by", "trigger_comparison", "trigger_price"]);
    expect(of("o3")).toEqual(["stop-loss", "mark", "<=", "990.50"]);
    expect(of("o4")).toEqual(["", "", "", ""]);
    await test.owner`update orders set trigger_kind = null, trigger_by = null, trigger_price = null where portfolio_id = ${portfolioId} and id = 'o3'`;
  });

  it("exports exactly the filtered rows", async () => {
    const filter = {
      ...NO_FILTER,
      sides: ["buy"],
      ends: ["filled"],
      instrumentIds: ["ETH-USDT"],
      from: DAY + 60_000,
    } as const;
    const listed = await listOrders(desk(), ann, { portfolioId, filter, sort: [], after: null, limit: 200 });
    const expected = Array.from({ length: ORDERS }, (_, index) => index).filter(
      (index) => index % 3 !== 0 && index % 4 !== 0 && index % 2 === 1 && index >= 2,
    );
    expect(listed.total).toBe(expected.length);
    const lines = await collect(await exportOrders(desk(), ann, { portfolioId, filter, sort: [] }));
    expect(lines).toHaveLength(expected.length + 1);
  });

  it("lists and exports fills alike", async () => {
    const search = {
      portfolioId,
      filter: { ...NO_FILTER, sides: ["sell" as const] },
      sort: [{ key: "price" as const, isDescending: true }],
    };
    const listed = await listFills(desk(), ann, { ...search, after: null, limit: 200 });
    const lines = await collect(await exportFills(desk(), ann, search));
    expect(lines.slice(1).map((line) => line.split(",")[13])).toEqual(listed.rows.map(({ id }) => id));
  });

  it("is closed to who is no member", async () => {
    const stranger = { userId: (await makePerson(test, "eve", "owner")).id, ip: null };
    await expect(exportOrders(desk(), stranger, { portfolioId, filter: NO_FILTER, sort: [] })).rejects.toThrow(
      AccessError,
    );
    await expect(orderLife(desk(), stranger, { portfolioId, orderId: "o1" })).rejects.toThrow(AccessError);
    await expect(orderLife(desk(), ann, { portfolioId, orderId: "no-such" })).rejects.toThrow(AccessError);
  });
});

describe("notes", () => {
  it("let the last writer win, and say whom they wrote over", async () => {
    const write = (actor: Actor, note: string, seenAt: number | null) =>
      annotateOrder(desk(), actor, { portfolioId, orderId: "o1", note, tags: ["#Late", "late "], seenAt });
    const first = await write(ann, "mine", null);
    expect(first).toMatchObject({
      ok: true,
      value: { note: { note: "mine", tags: ["late"], by: "ann" }, replaced: null },
    });
    expect(await write(bob, "bob's", null)).toMatchObject({
      value: { note: { by: "bob" }, replaced: { note: "mine", by: "ann" } },
    });
    const life = await orderLife(desk(), ann, { portfolioId, orderId: "o1" });
    expect(life.listed.note).toMatchObject({ note: "bob's", by: "bob" });
    expect(life.fills).toHaveLength(1);
    const tagged = await listOrders(desk(), ann, {
      portfolioId,
      filter: { ...NO_FILTER, tag: "late" },
      sort: [],
      after: null,
      limit: 9,
    });
    expect(tagged.rows.map(({ order }) => order.id)).toEqual(["o1"]);
    const audited = await test.owner`select 1 from audit where action = 'order.annotate' and target = 'o1'`;
    expect(audited).toHaveLength(2);
    expect(await write(ann, "x".repeat(2_001), null)).toMatchObject({
      ok: false,
      rejection: { code: "note-too-long" },
    });
  });
});

describe("the daily statement", () => {
  it("adds up what the fills of the day say", async () => {
    const answer = await dailyStatement(desk(), ann, { portfolioId, day: "2026-11-21", timeZone: "UTC" });
    if (!answer.ok) throw new Error(answer.rejection.message);
    const fills = await listFills(desk(), ann, { portfolioId, filter: NO_FILTER, sort: [], after: null, limit: 200 });
    const volume = fills.rows.reduce((sum, fill) => sum + BigInt(fill.notionalUnits), 0n);
    const { lines } = answer.value;
    expect(lines.reduce((sum, line) => sum + line.fills, 0)).toBe(fills.rows.length);
    expect(answer.value.volume).toHaveLength(1);
    expect(Number(answer.value.volume[0]?.amount)).toBe(Number(volume) / 1e8);
    // A short sale that brought 90 and cost 100 to close lost 10.
    expect(Number(answer.value.realised[0]?.amount)).toBe(-10.60000001);
    expect(answer.value.fees.map(({ currency }) => currency)).toEqual(["BTC", "ETH", "USDT"]);
  });

  it("tells what was borrowed, repaid and charged that day, and what was still owed when it ended", async () => {
    const id = await makePortfolio(test.owner);
    await join(test, id, ann.userId ?? "", "trader");
    const owed = (usdt: number, btc: number) =>
      JSON.stringify({
        kind: "borrowing-changed",
        loans: [
          { currency: "USDT", borrowedUnits: usdt, interestUnits: 0 },
          { currency: "BTC", borrowedUnits: btc, interestUnits: 0 },
        ],
      });
    const charged = JSON.stringify({
      kind: "interest-charged",
      currency: "BTC",
      units: 1_041_667,
      at: DAY + 3_600_000,
    });
    const commits = [
      [DAY - 1, owed(100e8, 0)],
      [DAY, owed(100e8, 1e8)],
      [DAY + 3_600_000, `${charged},${owed(100e8, 1e8)}`],
      [DAY + 4_000_000, owed(75e8, 1e8)],
      [
        DAY + 5_000_000,
        JSON.stringify({ kind: "margin-called", assetsUnits: 129e8, debtUnits: 100e8, at: DAY + 5_000_000 }),
      ],
      [DAY + 86_400_000, owed(0, 0)],
    ] as const;
    for (const [index, [at, changes]] of commits.entries())
      await test.owner`insert into journal (portfolio_id, sequence, at, changes) values (${id}, ${index + 1}, ${at}, ${`[${changes}]`})`;
    const answer = await dailyStatement(desk(), ann, { portfolioId: id, day: "2026-11-21", timeZone: "UTC" });
    expect(answer.ok && answer.value).toMatchObject({
      baseCurrency: "USDT",
      lines: [],
      marginCalls: [{ at: DAY + 5_000_000, assets: "129", debts: "100" }],
      debts: [
        { currency: "BTC", borrowed: "0.01", repaid: "0", forgiven: "0", interest: "0.01041667", owed: "0.01" },
        { currency: "USDT", borrowed: "0", repaid: "25", forgiven: "0", interest: "0", owed: "75" },
      ],
    });
  });

  it("refuses a day that no calendar has", async () => {
    const answer = await dailyStatement(desk(), ann, { portfolioId, day: "2026-02-30", timeZone: "UTC" });
    expect(answer).toMatchObject({ ok: false, rejection: { code: "day-unknown" } });
  });
});

async function collect(lines: AsyncGenerator<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line.trimEnd());
  return all;
}
