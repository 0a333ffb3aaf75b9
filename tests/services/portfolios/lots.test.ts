import { afterAll, beforeAll, expect, it } from "vitest";
import { commitBatch } from "../../../db/queries/commit-batch.ts";
import { acquireLease } from "../../../db/queries/lease.ts";
import { toCommitBatch } from "../../../server/adapters/database-journal.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { add, type Integer } from "../../../server/domain/money/integer.ts";
import { executionOf } from "../../../server/domain/positions/fill-executions.ts";
import { LOT_VIEWS, realiseGains } from "../../../server/domain/positions/realised-gains.ts";
import { TradingSession } from "../../../server/engine/trading-session.ts";
import { AccessError, type Actor } from "../../../server/services/access/authorize.ts";
import { positionLots } from "../../../server/services/portfolios/lots/position-lots.ts";
import { exportGains, realisedGains } from "../../../server/services/portfolios/lots/realised-gains.ts";
import { join, makePerson, openTestWeb, type TestWeb } from "../../api/open-test-web.ts";
import { makePortfolio } from "../../db/make-batch.ts";
import { accepted, BTC, bookAt, filled, market, openDesk, place } from "../../engine/desk-example.ts";
import { ScriptedVenue } from "../../engine/scripted-venue.ts";

const NEW_YEAR = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

/** Side, lots and price in ticks of each trade; a day lies between two, the first five in 2025. */
const TRADES = [
  ["buy", 1_000, 5_000_000],
  ["buy", 1_000, 5_200_000],
  ["buy", 500, 4_900_000],
  ["sell", 1_200, 5_300_000],
  ["sell", 300, 5_100_000],
  ["buy", 700, 5_050_000],
  ["sell", 900, 5_400_000],
] as const;

let test: TestWeb;
let portfolioId: string;
let ann: Actor;

/** The trades through the engine and the journal's own door, so that the stored lots are the ledger's. */
beforeAll(async () => {
  test = await openTestWeb();
  portfolioId = await makePortfolio(test.owner);
  ann = { userId: (await makePerson(test, "ann", "trader")).id, ip: null };
  await join(test, portfolioId, ann.userId ?? "", "trader");
  const epoch = (await acquireLease(test.owner, portfolioId, "here", 60_000))?.epoch ?? -1;
  const state = openDesk();
  const session = new TradingSession(state, new ScriptedVenue());
  state.sequence = 0;
  for (const [index, [side, quantityLots, priceTicks]] of TRADES.entries()) {
    const at = NEW_YEAR + (index - 5) * DAY_MS;
    market(state, bookAt(at, priceTicks - 50, priceTicks + 50));
    const changes = place(state, { side, quantityLots, priceTicks });
    session.deliver([
      accepted(changes.id, at),
      filled(changes.id, quantityLots, {
        at,
        priceTicks,
        feeCurrency: side === "buy" ? "BTC" : "USDT",
        feeUnits: side === "buy" ? quantityLots * 100 : 12_345_678,
      }),
    ]);
    const batch = present(session.drain() ?? undefined, "A fill was booked");
    const placed = {
      kind: "order-placed",
      order: { ...changes, reservedUnits: 0 },
      mid: { missing: "no-book" },
    } as const;
    const envelope = {
      portfolioId,
      epoch,
      stateHash: null,
      fillsDigest: "00000000000000f1",
      closedDigest: "00000000000000c1",
    };
    await commitBatch(test.owner, toCommitBatch({ ...batch, changes: [placed, ...batch.changes] }, envelope));
    session.committed(batch);
  }
});

afterAll(async () => {
  await test?.close();
});

const read = (method: (typeof LOT_VIEWS)[number]) =>
  positionLots(test.web.desk, ann, { portfolioId, instrumentId: BTC, method });
const sum = (values: readonly Integer[]) => values.reduce((total, value) => add(total, value), 0);

it("the ledger's own lots are what its fills come to oldest first", async () => {
  const stored = await read("FIFO");
  const btc = present(findInstrument(BTC), "listed");
  const fills = (await read("LIFO")).fills; // Every fill has a part in some lot.
  expect(fills).toHaveLength(TRADES.length);
  const executions = [...fills].sort((a, b) => a.at - b.at).map((fill) => executionOf(btc, fill));
  const computed = realiseGains(executions, "FIFO");
  const facts = ({ closings, open }: Pick<typeof stored, "closings" | "open">) => ({
    closings: closings.map(({ lotId: _, ...closing }) => closing),
    open: open.map(({ fillId, quantityUnits, costUnits }) => ({ fillId, quantityUnits, costUnits })),
  });
  expect(facts({ ...stored, closings: stored.closings.toReversed() })).toEqual(facts(computed));
  expect([stored.isStored, (await read("LIFO")).isStored]).toEqual([true, false]);
});

it("every method closes the same quantity and accounts for the same money, each in its own way", async () => {
  const readings = await Promise.all(LOT_VIEWS.map(read));
  const totals = readings.map(({ closings, open }) => ({
    closed: sum(closings.map(({ quantityUnits }) => quantityUnits)),
    left: sum(open.map(({ quantityUnits }) => quantityUnits)),
    balance: sum([
      ...closings.map(({ gainUnits }) => gainUnits),
      ...open.map(({ costUnits }) => -costUnits as Integer),
    ]),
  }));
  for (const total of totals) expect(total).toEqual(totals[0]);
  const gains = readings.map(({ closings }) => String(sum(closings.map(({ gainUnits }) => gainUnits))));
  expect(new Set(gains).size).toBe(gains.length);
  expect(readings.map(({ closings, closingsTotal }) => closings.length === closingsTotal)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  for (const { closings, fills } of readings) {
    const known = new Set(fills.map(({ id }) => id));
    for (const { openedBy, closedBy } of closings)
      expect([known.has(openedBy), known.has(closedBy)]).toEqual([true, true]);
  }
});

it("gains belong to the year of their closing, and the file's lines add up to the report", async () => {
  const { years } = await realisedGains(test.web.desk, ann, { portfolioId, method: "HIFO" });
  expect(years.map(({ year, instrumentId }) => [year, instrumentId])).toEqual([
    [2025, BTC],
    [2026, BTC],
  ]);
  for (const { year, closings, gainUnits } of years) {
    const lines: string[] = [];
    const file = await exportGains(test.web.desk, ann, { portfolioId, method: "HIFO", year });
    for await (const line of file) lines.push(line.trimEnd());
    const [head = "", ...rows] = lines;
    const place = head.split(",").indexOf("gain");
    expect(rows).toHaveLength(closings);
    expect(rows.every((row) => row.startsWith(`${year},BTC/USDT,long,`) && row.endsWith(",HIFO,paper"))).toBe(true);
    const total = rows.reduce((all, row) => all + BigInt((row.split(",")[place] ?? "").replace(".", "")), 0n);
    expect(total).toBe(BigInt(gainUnits));
  }
  const stranger = { userId: (await makePerson(test, "eve", "viewer")).id, ip: null };
  await expect(realisedGains(test.web.desk, stranger, { portfolioId, method: "FIFO" })).rejects.toThrow(AccessError);
});
