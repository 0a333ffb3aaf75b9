import { wholeLots } from "../../../server/domain/markets/instrument.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import type { EngineCommand } from "../../../server/engine/engine-command.ts";
import { Seeded } from "../seeded.ts";
import { BTC, FaultDesk, PERPETUAL } from "./fault-desk.ts";
import { type FaultRow, must } from "./fault-row.ts";

/** A venue that changes no order where it stands; stops it keeps itself. */
const RULES_OF = "binance";
const SPOT_PRICE = 6_000_000;
const PERPETUAL_PRICE = 600_000;

type Refuse = (command: EngineCommand) => boolean;

function deskThere(refuses: Refuse, latencyMs = { submit: 20, cancel: 20 }): FaultDesk {
  const code = "venue-busy";
  return new FaultDesk({
    rulesOf: RULES_OF,
    latencyMs,
    script: {
      refuse: (command, at) => {
        if (!refuses(command)) return null;
        if (command.kind === "submit-order")
          return [{ kind: "rejected", orderId: command.order.id, at, code, message: "Too many orders." }];
        return [{ kind: "cancel-rejected", orderId: command.orderId, at, code }];
      },
    },
  });
}

const change = (desk: FaultDesk, orderId: string, to: { priceTicks?: number; quantityLots?: number }) =>
  desk.ask({ kind: "amend-order", orderId, priceTicks: null, quantityLots: null, ...to });

const successorOf = (desk: FaultDesk, id: string) => desk.orders.filter(({ replaces }) => replaces === id);

/** A limit order that is replaced: the venue refuses the one leg or the other. */
function limitReplaced(random: Seeded): void {
  const isCancelRefused = random.chance(0.5);
  let isRefusing = false;
  const refused = isCancelRefused ? "cancel-order" : "submit-order";
  const desk = deskThere((command) => isRefusing && command.kind === refused);
  const quote = () => desk.quote(SPOT_PRICE - 100, SPOT_PRICE);
  quote();
  const quantityLots = random.between(100, 2_000);
  const order = desk.place({ side: "buy", quantityLots, priceTicks: SPOT_PRICE - 5_000 });
  quote();
  isRefusing = true;
  change(desk, order.id, { priceTicks: SPOT_PRICE - 4_000 });
  quote();
  quote();
  const next = successorOf(desk, order.id);
  const { status, priceTicks, amendment } = desk.order(order.id);
  if (isCancelRefused) {
    must(status === "accepted" && priceTicks === SPOT_PRICE - 5_000 && amendment === null, `the order is ${status}`);
    must(next.length === 0, "another was sent though the first was never canceled");
  } else {
    must(status === "canceled" && next.length === 1, `the order is ${status}, ${next.length} took its place`);
    must(next[0]?.status === "rejected" && next[0].reasonCode === "venue-busy", `the other is ${next[0]?.status}`);
    must(desk.state.balances.get("USDT")?.reservedUnits === 0, "money is held back for what is not there");
  }
  desk.finish();
}

/** A position with a stop that its venue keeps. */
function guarded(
  desk: FaultDesk,
  of: typeof BTC,
  quantityLots: number,
): { id: string; quote: (down?: number) => void } {
  const price = of === PERPETUAL ? PERPETUAL_PRICE : SPOT_PRICE;
  const quote = (down = 0) => desk.quote(price - 100 - down, price - down, { of });
  quote();
  desk.place({ instrumentId: of.id, side: "buy", quantityLots });
  quote();
  quote();
  desk.trade(price - 50, of);
  const heldLots = wholeLots(of, desk.state.holdings.get(of.id)?.netUnits ?? 0);
  const trigger = { kind: "stop-loss", by: "last", priceTicks: price - 10_000 } as const;
  const { id } = desk.place({
    ...{ instrumentId: of.id, side: "sell", quantityLots: heldLots, isReduceOnly: true, timeInForce: "GTC", trigger },
  });
  quote();
  must(desk.order(id).status === "accepted", `the stop is ${desk.order(id).status}`);
  return { id, quote };
}

/** A stop that is moved: the venue refuses the new one, or to let the old one go, for a while. */
function guardMoved(random: Seeded): void {
  const of = random.pick([BTC, PERPETUAL]);
  const isCancelRefused = of === BTC || random.chance(0.5);
  const refused = isCancelRefused ? "cancel-order" : "submit-order";
  let isRefusing = false;
  const desk = deskThere((command) => isRefusing && command.kind === refused);
  const { id, quote } = guarded(desk, of, random.between(100, 900));
  isRefusing = true;
  const from = desk.order(id).trigger;
  must(from?.kind === "stop-loss", "no stop was placed");
  desk.ask({
    ...{ kind: "amend-order", orderId: id, priceTicks: null, quantityLots: null },
    triggerTicks: from.priceTicks + random.between(-500, 500) * 2 + 1,
  });
  for (let turn = 0; turn < 5; turn++) quote();
  if (random.chance(0.3)) desk.restart();
  must(desk.order(id).status === "accepted", `the old stop is ${desk.order(id).status} while the venue refuses`);
  const [next] = successorOf(desk, id);
  must(next !== undefined && isTerminal(next.status) !== isCancelRefused, `the new stop is ${next?.status}`);
  isRefusing = false;
  for (let turn = 0; turn < 25; turn++) quote();
  const status = desk.order(id).status;
  must(status === (isCancelRefused ? "canceled" : "accepted"), `in the end the old stop is ${status}`);
  desk.finish();
}

const ONE_LEG: FaultRow = {
  row: 13,
  name: "of a cancel-and-replace either leg may fail: each order says what became of it, and a stop is asked to go until it does",
  seeds: 60,
  run(seed) {
    const random = new Seeded(seed);
    if (seed % 2 === 0) limitReplaced(random);
    else guardMoved(random);
  },
};

/** In place where the venue can, else under another id: to the back of the queue, and never more than was wanted. */
const REQUEUED: FaultRow = {
  row: 21,
  name: "a change that gives an order another id or the end of the queue keeps whose it is, and fills no more than was wanted",
  seeds: 60,
  run(seed) {
    const random = new Seeded(seed);
    const isReplaced = seed % 2 === 0;
    const desk = isReplaced ? deskThere(() => false) : new FaultDesk();
    const level = SPOT_PRICE - 500;
    desk.quote(SPOT_PRICE - 600, SPOT_PRICE, { lots: 500 });
    const quantityLots = random.between(200, 1_000);
    const order = desk.place({ side: "buy", quantityLots, priceTicks: level });
    desk.quote(level, SPOT_PRICE, { lots: 500 });
    const filledBefore = random.chance(0.5) ? random.between(1, quantityLots - 100) : 0;
    if (filledBefore > 0) desk.quote(level - 100, level, { lots: filledBefore });
    desk.quote(level, SPOT_PRICE, { lots: 500 });
    must(desk.order(order.id).filledLots === filledBefore, `${desk.order(order.id).filledLots} lots are filled`);
    const wanted = quantityLots + random.between(1, 500);
    change(desk, order.id, { quantityLots: wanted });
    for (let turn = 0; turn < 4; turn++) desk.quote(level, SPOT_PRICE, { lots: 500 });
    const [next] = successorOf(desk, order.id);
    must(isReplaced === (next !== undefined), isReplaced ? "nothing took its place" : "a new id where none was needed");
    const now = next ?? desk.order(order.id);
    must(now.status === (isReplaced || filledBefore === 0 ? "accepted" : "partially-filled"), `it is ${now.status}`);
    must(JSON.stringify(now.source) === JSON.stringify(order.source), "nobody knows any more whose it is");
    // The 500 lots that stood there before it did are before it in the queue now.
    desk.trade(level, BTC, 400);
    must(desk.order(now.id).filledLots === (isReplaced ? 0 : filledBefore), "it kept a place that it had lost");
    if (random.chance(0.3)) desk.restart();
    for (let turn = 0; turn < 3; turn++) desk.quote(level - 300, level - 200, { ms: 1_000 });
    const filled = desk.orders.reduce((sum, { filledLots }) => sum + filledLots, 0);
    must(filled === wanted, `${filled} lots are filled instead of ${wanted}`);
    desk.finish();
  },
};

export const REPLACE_ROWS: readonly FaultRow[] = [ONE_LEG, REQUEUED];
