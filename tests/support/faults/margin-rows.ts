import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import type { Strategy } from "../../../server/domain/strategies/strategy.ts";
import { LIQUIDATION } from "../../../server/engine/margin/liquidated.ts";
import { Seeded } from "../seeded.ts";
import { FaultDesk, type KillPoint, PERPETUAL } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

const PRICE = 600_000;
const KILLS: readonly [KillPoint, ...KillPoint[]] = ["before-commit", "after-commit", "after-sending"];
const of = PERPETUAL;

/** Holds on to whatever it is told. */
const patient: Strategy = { name: "patient", parameters: {}, initialState: () => ({}) };

/** A desk with an open position in the perpetual, with leverage and mode by chance. */
function openDesk(random: Seeded): { desk: FaultDesk; isLong: boolean } {
  const desk = new FaultDesk({
    script: { repeatsItself: random.chance(0.5) },
    latencyMs: { submit: 0, cancel: 0 },
    findStrategy: () => patient,
  });
  desk.quote(PRICE - 1, PRICE + 1, { of });
  const setting = { leverage: random.pick([20, 50, 100]), mode: random.pick(["cross", "isolated"] as const) };
  desk.ask({ kind: "set-margin", instrumentId: of.id, setting });
  desk.ask({ kind: "start-run", runId: "run", strategy: "patient", instrumentId: of.id, parameters: {} });
  const isLong = random.chance(0.5);
  desk.place({ instrumentId: of.id, side: isLong ? "buy" : "sell", quantityLots: random.between(50, 3_000) });
  return { desk, isLong };
}

const netLots = (desk: FaultDesk): number => desk.state.holdings.get(of.id)?.margin?.position.netLots ?? 0;

const LIQUIDATED: FaultRow = {
  row: 30,
  name: "a position that the venue closes is booked with the event that closed it, once, and its strategies are halted",
  seeds: 60,
  run(seed) {
    const random = new Seeded(seed);
    const { desk, isLong } = openDesk(random);
    must(netLots(desk) !== 0, "nothing was opened");
    const far = Math.round(PRICE * (isLong ? 1.04 : 0.96));
    desk.place({ instrumentId: of.id, side: isLong ? "sell" : "buy", quantityLots: 10, priceTicks: far });
    if (random.chance(0.5))
      desk.killAt(random.pick(KILLS), (batch) => batch.changes.some((change) => change.kind === "fill-booked"));
    let price = PRICE;
    // All that the wallet holds can be behind a position: it takes a crash to lose that.
    while (netLots(desk) !== 0 && price > 5_000 && price < 400_000_000) {
      price = Math.round(price * (isLong ? 1 - random.next() / 20 : 1 + random.next() / 10));
      desk.quote(price - 1, price + 1, { of });
    }
    if (netLots(desk) !== 0) return; // Backed in full: nothing of it can be taken.
    const closings = desk.orders.filter(({ source }) => source.kind === "manual" && source.userId === LIQUIDATION);
    must(closings.length === 1, `the liquidation is booked ${closings.length} times`);
    must((desk.state.holdings.get(of.id)?.netUnits ?? 1) === 0, "the lots say that something is still open");
    must(desk.state.working.size === 0, "an order still works in it");
    must(desk.state.runs.get("run")?.status === "halted", `the strategy is ${desk.state.runs.get("run")?.status}`);
    const refused = desk.place({ instrumentId: of.id, side: "buy", quantityLots: 10 });
    must(refused.reasonCode === "trading-halted", `a new order is ${refused.status}`);
    must((desk.state.balances.get("USDT")?.totalUnits ?? -1) >= 0, "more was lost than there was");
    desk.restart();
    must(netLots(desk) === 0 && desk.state.runs.get("run")?.status === "halted", "a restart forgot the liquidation");
    desk.finish();
  },
};

const FUNDED: FaultRow = {
  row: 33,
  name: "funding is booked at every stamp that a position was open for, once, whether the worker was up or down",
  seeds: 60,
  run(seed) {
    const random = new Seeded(seed);
    const { desk } = openDesk(random);
    let expected = 0n;
    for (let stamp = 0; stamp < 12; stamp++) {
      const mark = PRICE + random.between(-2_000, 2_000);
      const millionths = random.between(-500, 500);
      if (random.chance(0.4)) desk.killAt(random.pick(KILLS), () => true);
      const lots = netLots(desk);
      const paid = BigInt(notionalUnits(of, mark, Math.abs(lots))) * BigInt(lots > 0 ? -millionths : millionths);
      expected += paid / 1_000_000n - (paid < 0n && paid % 1_000_000n !== 0n ? 1n : 0n);
      desk.fund(`${millionths < 0 ? "-" : ""}0.${String(Math.abs(millionths)).padStart(6, "0")}`, mark);
      if (random.chance(0.3)) desk.restart();
      desk.quote(PRICE - 1, PRICE + 1, { of });
      if (random.chance(0.3)) desk.place({ instrumentId: of.id, side: random.pick(["buy", "sell"]), quantityLots: 40 });
    }
    const account = desk.state.holdings.get(of.id)?.margin;
    must(
      BigInt(account?.fundedTotalUnits ?? 0) === expected,
      `funding is ${account?.fundedTotalUnits}, stamps say ${expected}`,
    );
    desk.finish();
  },
};

export const MARGIN_ROWS: readonly FaultRow[] = [LIQUIDATED, FUNDED];
