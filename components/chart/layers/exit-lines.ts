import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { legRole, waitsForEntry } from "../../../server/domain/orders/contingency/contingency.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { Direction } from "../../../server/domain/positions/lot.ts";
import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import { type HeldLots, lotsWithout, waitingExits } from "../../trade/waiting-exits.ts";
import { formatChartPrice } from "../view/price-format.ts";
import type { ChartLine } from "./chart-line.ts";
import { newExitId } from "./own-lines.ts";

/** What a stop or a target would guard: where it was or is to be entered, how much of it, and what the portfolio is worth. */
type Guarded = {
  /** In hedge mode. */
  readonly positionSide: PositionSide | null;
  readonly direction: Direction;
  readonly price: number;
  readonly quantity: number;
  /** The fee of the exit, and of the entry where its price has none in it, as shares of what they trade. */
  readonly exitRate: number;
  readonly entryRate: number;
  /** Null while unknown, or counted in another currency. */
  readonly equity: number | null;
  readonly stop: number | null;
  readonly target: number | null;
  /** What may still be given a stop or a target: some of it has none. */
  readonly open: ReadonlySet<Role>;
};

const ROLES = ["target", "stop"] as const;
type Role = (typeof ROLES)[number];

const NONE_OPEN: ReadonlySet<Role> = new Set();

/** `Stop −12.30 · 0.12% of equity · 2.10 : 1`: what comes of an exit at a price, after fees and before slippage. */
export function exitOutlook(
  role: Role,
  at: number,
  { direction, price, quantity, exitRate, entryRate, equity, stop, target }: Omit<Guarded, "positionSide" | "open">,
): string {
  const gain = (level: number) =>
    ((direction === "long" ? level - price : price - level) - level * exitRate - price * entryRate) * quantity;
  const won = gain(at);
  const parts = [`${won < 0 ? "\u2212" : "+"}${Math.abs(won).toFixed(2)}`];
  if (equity !== null && equity > 0) parts.push(`${((Math.abs(won) / equity) * 100).toFixed(2)}% of equity`);
  const other = role === "stop" ? target : stop;
  if (other !== null) {
    const [risk, reward] = role === "stop" ? [-won, gain(other)] : [-gain(other), won];
    if (risk > 0 && reward > 0) parts.push(`${(reward / risk).toFixed(2)} : 1`);
  }
  return `${role === "stop" ? "Stop" : "Target"} ${parts.join(" · ")}`;
}

/** Two handles at the entry line: pulled away from it they make the stop or the target that some of the position has not got yet. */
function exitHandles(instrument: Instrument, guarded: Guarded): ChartLine[] {
  const { positionSide } = guarded;
  return ROLES.flatMap((role): ChartLine[] =>
    !guarded.open.has(role)
      ? []
      : [
          {
            id: newExitId({ role, positionSide }),
            kind: "position",
            price: guarded.price,
            label: `+ ${role === "stop" ? "Stop" : "Target"}${positionSide === null ? "" : ` ${positionSide}`}`,
            labelAt: (at) => exitOutlook(role, at, guarded),
            verb: "Place at",
            axis: formatChartPrice(instrument, guarded.price),
            isOffAxis: true, // The entry says it there.
            side: null,
            isDashed: true,
            canMove: true,
            canCancel: false,
          },
        ],
  );
}

/** Where the orders that wait to close it lie, the one nearest to the entry each; null for none. Open is what they do not cover. */
function exitsAmong(orders: readonly Order[], instrument: Instrument, held: HeldLots, price: number) {
  const nearest = (role: Role) =>
    waitingExits(orders, instrument, held, role)
      .map(({ priceTicks }) => Number(formatPrice(instrument, priceTicks)))
      .reduce<number | null>((a, b) => (a === null || Math.abs(b - price) < Math.abs(a - price) ? b : a), null);
  const open = ROLES.filter((role) => lotsWithout(orders, instrument, held, role) > 0);
  return { stop: nearest("stop"), target: nearest("target"), open: new Set(open) };
}

/** What a leg that waits for its entry would guard, once that has filled at its price; null for any other order. */
function guardedByLeg(
  instrument: Instrument,
  orders: readonly Order[],
  leg: Order,
  equity: number | null,
): Guarded | null {
  const { contingency } = leg;
  if (!contingency || legRole(leg) === null || !waitsForEntry(leg)) return null;
  const members = orders.filter((order) => order.contingency?.groupId === contingency.groupId);
  const entry = members.find((order) => order.contingency?.role === "entry");
  const ticks =
    entry?.priceTicks ?? (entry?.trigger && "priceTicks" in entry.trigger ? entry.trigger.priceTicks : null);
  if (entry === undefined || ticks === null) return null;
  const levelOf = (role: Role) => {
    const trigger = members.find((order) => legRole(order) === role)?.trigger;
    return trigger && "priceTicks" in trigger ? Number(formatPrice(instrument, trigger.priceTicks)) : null;
  };
  return {
    positionSide: entry.positionSide ?? null,
    direction: entry.side === "buy" ? "long" : "short",
    price: Number(formatPrice(instrument, ticks)),
    quantity: Number(formatQuantity(instrument, leg.quantityLots)),
    exitRate: takerRate(instrument),
    entryRate: takerRate(instrument),
    equity,
    stop: levelOf("stop"),
    target: levelOf("target"),
    open: NONE_OPEN,
  };
}

const takerRate = ({ takerRateMillionths }: Instrument): number => takerRateMillionths / 1_000_000;

type Held = HeldLots & { readonly entryTicks: number };

type ExitsShown = {
  readonly handles: readonly ChartLine[];
  /** What the line of an exit says while it is moved; null for an order that is none. */
  readonly labelOf: (order: Order) => ChartLine["labelAt"] | null;
};

/** What the chart shows of exits: those of what is held, and those that wait for their entry. */
export function exitsShown(
  instrument: Instrument,
  orders: readonly Order[],
  held: readonly Held[],
  equity: number | null,
): ExitsShown {
  const guarded = held.map((each) => guardedByExits(instrument, orders, each, equity));
  const labelOf = (order: Order) => {
    const own = guardedByLeg(instrument, orders, order, equity) ?? guarded.find((each) => closes(order, each)) ?? null;
    const role = order.trigger?.kind === "take-profit" ? "target" : "stop";
    return own === null ? null : (at: number) => exitOutlook(role, at, own);
  };
  return { handles: guarded.flatMap((each) => exitHandles(instrument, each)), labelOf };
}

const closes = ({ side, isReduceOnly, positionSide }: Order, of: Guarded): boolean =>
  isReduceOnly && side === (of.direction === "short" ? "buy" : "sell") && (positionSide ?? null) === of.positionSide;

function guardedByExits(
  instrument: Instrument,
  orders: readonly Order[],
  { positionSide, direction, lots, entryTicks }: Held,
  equity: number | null,
): Guarded {
  const price = Number(formatPrice(instrument, entryTicks));
  const quantity = Number(formatQuantity(instrument, lots));
  const exits = exitsAmong(orders, instrument, { direction, positionSide, lots }, price);
  // The cost of a coin that is held has the fee in it; a perpetual's entry is its plain price.
  const rates = { exitRate: takerRate(instrument), entryRate: instrument.kind === "spot" ? 0 : takerRate(instrument) };
  return { positionSide, direction, price, quantity, ...rates, equity, ...exits };
}
