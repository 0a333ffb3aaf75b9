import { BORROW_LEVERAGES } from "../../server/domain/borrowing/lending-terms.ts";
import { STOP_ACTIONS, type StopScope } from "../../server/domain/kill-switch/stop.ts";
import { type Instrument, wholeLots } from "../../server/domain/markets/instrument.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import { rests } from "../../server/domain/orders/order-type.ts";
import { SELF_TRADE_MODES } from "../../server/domain/orders/self-trade.ts";
import type { Trigger } from "../../server/domain/orders/triggers/trigger.ts";
import { POSITION_SIDES, type PositionSide, positionKey } from "../../server/domain/positions/position-side.ts";
import type { ControlAction, ControlEvent } from "../../server/engine/engine-event.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import { isHedged } from "../../server/engine/positions/find-position.ts";
import { randomAlgorithm, randomSteering } from "./random-session-algorithms.ts";
import { boldIn, boldOrder } from "./random-session-bold.ts";
import { randomGroup } from "./random-session-groups.ts";
import { isAtStopKeeper, randomGuard } from "./random-session-guards.ts";
import type { RandomMarket } from "./random-session-market.ts";
import { borrowingAtStart, rashOrder } from "./random-session-rash.ts";
import type { Seeded } from "./seeded.ts";

const ODD_QUANTITIES = [0, -5, 1, 0.5, Number.MAX_SAFE_INTEGER, 900_000_001] as const;

/** What people might ask of a desk, sensible or not. */
export class RandomControls {
  readonly #random: Seeded;
  readonly #market: RandomMarket;
  readonly #instruments: readonly [Instrument, ...Instrument[]];
  #number = 0;
  #runs = 0;

  /** Asked for at the start of the session. */
  readonly #borrowing: ControlAction[];
  readonly #seed: number;

  constructor(random: Seeded, market: RandomMarket, instruments: readonly [Instrument, ...Instrument[]], seed = 1) {
    this.#borrowing = borrowingAtStart(random, seed);
    this.#seed = seed;
    this.#random = random;
    this.#market = market;
    this.#instruments = instruments;
  }

  /** Before anything is traded: what is seldom possible later. */
  opening(state: EngineState): ControlEvent[] {
    const isBold = boldIn(this.#instruments) !== undefined;
    const instrumentId = this.#instruments.find(({ kind }) => kind === "perpetual")?.id ?? "";
    const actions: ControlAction[] = [];
    if (this.#random.chance(0.35)) actions.push({ kind: "set-position-mode", instrumentId, mode: "hedge" });
    if (this.#random.chance(isBold ? 0.8 : 0.3)) {
      const mode = isBold ? this.#random.pick(["cross", "isolated"] as const) : "isolated";
      actions.push({ kind: "set-margin", instrumentId, setting: { leverage: isBold ? 100 : 20, mode } });
    }
    return actions.map((action) => ({
      ...{ kind: "control", at: state.now, key: `opening-${action.kind}`, userId: "tester", isExpired: false },
      action,
    }));
  }

  next(state: EngineState): ControlEvent {
    this.#number += 1;
    const key = `key-${this.#number}`;
    const isExpired = this.#random.chance(0.05);
    return { kind: "control", at: state.now, key, userId: "tester", isExpired, action: this.#action(key, state) };
  }

  #action(key: string, state: EngineState): ControlAction {
    const random = this.#random;
    const first = this.#borrowing.shift();
    if (first !== undefined) return first;
    if (state.borrowing.leverage > 1 && random.chance(0.02))
      return { kind: "set-borrowing", leverage: random.pick(BORROW_LEVERAGES) };
    const guard = isAtStopKeeper(this.#seed) ? randomGuard(random, this.#market, key, state) : null;
    if (guard !== null) return guard;
    if (random.chance(0.12)) return randomAlgorithm(random, this.#market, random.pick(this.#instruments), key, state);
    if (!state.algorithms.isIdle && random.chance(0.1)) return randomSteering(random, state);
    if (random.chance(0.12)) return this.#margin(state);
    const bold = boldOrder(random, this.#market, this.#instruments, key, state);
    if (bold !== null) return { kind: "place-order", intent: bold };
    const rash = rashOrder(random, this.#market, key, state, this.#seed);
    if (rash !== null) return { kind: "place-order", intent: rash };
    const roll = random.next();
    if (roll < 0.07)
      return { kind: "place-group", ...randomGroup(random, this.#intent(key, state), this.#market, state) };
    if (roll < 0.46) return { kind: "place-order", intent: this.#intent(key, state) };
    if (roll < 0.64) return this.#amendment(state);
    if (roll < 0.66) return this.#closing(state);
    if (roll < 0.665) return { kind: "set-self-trade", mode: random.pick(SELF_TRADE_MODES) };
    if (roll < 0.68) return { kind: "move-cash", currency: "USDT", units: random.between(-60_000, 30_000) * 1e8 };
    if (roll < 0.75) return { kind: "cancel-order", orderId: this.#someOrder(state) };
    if (roll < 0.78) return { kind: "cancel-all", instrumentId: random.chance(0.5) ? "BTC-USDT" : null };
    if (roll < 0.83) return this.#halt();
    if (roll < 0.9) return this.#resume(state);
    if (roll < 0.94) return { kind: "stop-run", runId: `run-${random.between(1, this.#runs + 1)}` };
    return this.#startRun();
  }

  #margin(state: EngineState): ControlAction {
    const random = this.#random;
    const perpetual = this.#instruments.find(({ kind }) => kind === "perpetual");
    const instrumentId =
      random.chance(0.1) || perpetual === undefined ? random.pick(this.#instruments).id : perpetual.id;
    const isAlone = [...state.margined].some(({ margin }) => margin?.mode === "isolated");
    if (random.chance(isAlone ? 0.7 : 0.1))
      return {
        kind: "move-margin",
        instrumentId,
        ...this.#side(instrumentId, state),
        units: random.between(-1_500, 3_000) * random.pick([1, 1e5, 1e8]),
      };
    if (random.chance(0.1))
      return { kind: "set-position-mode", instrumentId, mode: random.pick(["one-way", "hedge", "hedge"]) };
    if (random.chance(0.4)) return { kind: "reverse-position", instrumentId, ...this.#side(instrumentId, state) };
    const leverage = random.pick([0, 1, 3, 20, 50, 100, 100, 125, 125, 2.5, 500]);
    return { kind: "set-margin", instrumentId, setting: { leverage, mode: random.pick(["cross", "isolated"]) } };
  }

  /** A few ticks or lots away from where the order stands, or anything at all. */
  #amendment(state: EngineState): ControlAction {
    const random = this.#random;
    const legs = [...state.working.values()].filter(({ order }) => order.contingency && order.isReduceOnly).slice(-2);
    if (legs.length === 2 && random.chance(0.2)) {
      const moved = legs.map(({ order: { id, trigger } }) => {
        const at = trigger === null || trigger.kind === "trailing-stop" ? 1 : trigger.priceTicks;
        return { orderId: id, priceTicks: null, triggerTicks: at + random.between(-40, 40) };
      });
      return { kind: "amend-legs", legs: moved };
    }
    const resting = [...state.working.values()].filter((record) => rests(record.order.timeInForce));
    const orderId = random.chance(0.8) ? (resting.at(-1)?.order.id ?? "no-such-order") : this.#someOrder(state);
    const order = state.working.get(orderId)?.order;
    if (order === undefined || random.chance(0.1)) {
      return {
        kind: "amend-order",
        orderId,
        priceTicks: random.chance(0.5) ? -1 : null,
        quantityLots: random.pick([0, 0.5, 1]),
      };
    }
    const { trigger } = order;
    if (trigger !== null && trigger.kind !== "trailing-stop" && random.chance(0.4)) {
      const triggerTicks = trigger.priceTicks + random.between(-80, 80);
      return { kind: "amend-order", orderId, priceTicks: null, quantityLots: null, triggerTicks };
    }
    const isBound = order.type === "market" || trigger?.kind === "trailing-stop";
    const priceTicks = random.chance(isBound ? 0.9 : 0.3) ? null : order.boundTicks + random.between(-30, 30);
    const quantityLots = random.chance(0.3)
      ? null
      : Math.max(1, Math.round(order.quantityLots * random.between(10, 300) * 0.01));
    return { kind: "amend-order", orderId, priceTicks, quantityLots };
  }

  #halt(): ControlAction {
    const random = this.#random;
    if (random.chance(0.3)) return { kind: "halt" };
    const scope = random.pick<StopScope>([
      { kind: "everything" },
      { kind: "portfolio" },
      { kind: "portfolio" },
      { kind: "venue", venue: random.chance(0.8) ? this.#instruments[0].venue : "nowhere" },
      { kind: "instrument", instrumentId: random.pick(this.#instruments).id },
      { kind: "run", runId: `run-${random.between(1, this.#runs + 1)}` },
    ]);
    return { kind: "halt", scope, action: random.pick([...STOP_ACTIONS, "flatten"]), reason: "" };
  }

  #resume(state: EngineState): ControlAction {
    const [first] = state.stops;
    if (first === undefined || this.#random.chance(0.6)) return { kind: "resume" };
    return { kind: "resume", stopIds: [this.#random.chance(0.8) ? first.id : "no-such-stop"] };
  }

  #closing(state: EngineState): ControlAction {
    const share = this.#random.pick(["all", "half"] as const);
    const instrumentId = this.#random.pick(this.#instruments).id;
    return { kind: "close-position", instrumentId, ...this.#side(instrumentId, state), share };
  }

  /** In hedge mode mostly one of the two sides, elsewhere hardly ever. */
  #side(instrumentId: string, state: EngineState): { positionSide?: PositionSide } {
    const whole = state.holdings.get(instrumentId);
    const isNamed = this.#random.chance(whole !== undefined && isHedged(whole) ? 0.85 : 0.01);
    return isNamed ? { positionSide: this.#random.pick(POSITION_SIDES) } : {};
  }

  #startRun(): ControlAction {
    const random = this.#random;
    this.#runs += 1;
    const lots = random.between(50, 800);
    const isLadder = random.chance(0.6);
    return {
      kind: "start-run",
      runId: `run-${this.#runs}`,
      strategy: isLadder ? "quote-ladder" : random.chance(0.1) ? "no-such-strategy" : "moving-average-cross",
      instrumentId: random.pick(this.#instruments).id,
      parameters: isLadder
        ? { lots, offsetTicks: random.between(0, 10), profitTicks: random.between(1, 30), requoteMs: 1_000 }
        : { lots, fast: 1, slow: 2 },
    };
  }

  #someOrder(state: EngineState): string {
    const ids = [...state.working.keys(), ...[...state.closed.keys()].slice(-2), "no-such-order"];
    return ids[this.#random.between(0, ids.length - 1)] ?? "no-such-order";
  }

  #intent(key: string, state: EngineState): OrderIntent {
    const random = this.#random;
    const instrument = random.pick(this.#instruments);
    if (random.chance(0.3)) return this.#conditional(key, instrument, state);
    const isMarket = random.chance(0.3);
    const middle = this.#market.middleOf(instrument);
    const away = random.chance(0.05) ? Math.round(middle * 0.2) : random.between(-40, 40);
    const timeInForce = isMarket ? "IOC" : random.pick(["GTC", "GTC", "GTC", "IOC", "FOK", "GTD"] as const);
    return {
      instrumentId: random.chance(0.01) ? "XXX-USDT" : instrument.id,
      side: random.pick(["buy", "sell"]),
      type: isMarket ? "market" : "limit",
      quantityLots: this.#quantity(instrument),
      priceTicks: isMarket ? null : random.chance(0.02) ? -1 : middle + away,
      timeInForce,
      isPostOnly: !isMarket && random.chance(0.1),
      isReduceOnly: random.chance(0.1),
      ...this.#side(instrument.id, state),
      source: { kind: "manual", userId: "tester", key },
      acceptsStalePrice: random.chance(0.3),
      trigger: null,
      expiresAt: timeInForce === "GTD" ? this.#expiry() : null,
    };
  }

  #expiry(): number {
    return this.#market.at + this.#random.between(-500, 20_000);
  }

  /** Stops, take-profits and trailing stops near enough that many of them fire; some on the wrong side. */
  #conditional(key: string, instrument: Instrument, state: EngineState): OrderIntent {
    const random = this.#random;
    const middle = this.#market.middleOf(instrument);
    const named = this.#side(instrument.id, state);
    const held = state.holdings.get(positionKey(instrument.id, named.positionSide));
    const heldLots = wholeLots(instrument, held?.netUnits ?? 0);
    const closesPosition = random.chance(heldLots === 0 ? 0.02 : 0.4);
    const isMarket = closesPosition || random.chance(0.6);
    const isReduceOnly = closesPosition || random.chance(0.5);
    const closes = heldLots > 0 ? "sell" : "buy";
    const side = isReduceOnly && heldLots !== 0 ? closes : random.pick(["buy", "sell"] as const);
    const kind = random.pick(["stop-loss", "take-profit", closesPosition ? "stop-loss" : "trailing-stop"] as const);
    const away = random.between(-10, closesPosition ? 40 : 150);
    const isBelow = (kind === "stop-loss") === (side === "sell");
    const level = isBelow ? middle - away : middle + away;
    const by = random.pick(["last", "last", "mark", "bid", "ask"] as const);
    const isExpiring = random.chance(0.2);
    const trigger: Trigger =
      kind === "trailing-stop"
        ? {
            kind,
            by,
            distance: random.chance(0.5)
              ? { unit: "ticks", ticks: random.between(5, 200) }
              : { unit: "bps", bps: random.between(1, 60) },
            activationTicks: random.chance(0.3) ? middle + (side === "sell" ? away : -away) : null,
            limitDistanceTicks: isMarket ? null : random.between(1, 60),
          }
        : { kind, by, priceTicks: random.chance(0.02) ? 0.5 : level };
    return {
      instrumentId: instrument.id,
      side,
      type: isMarket ? "market" : "limit",
      quantityLots: isReduceOnly && random.chance(0.8) ? Math.max(1, Math.abs(heldLots)) : this.#quantity(instrument),
      priceTicks: isMarket || kind === "trailing-stop" ? null : level + random.between(-60, 60),
      timeInForce: isExpiring ? "GTD" : "GTC",
      isPostOnly: false,
      isReduceOnly,
      closesPosition,
      ...named,
      source: { kind: "manual", userId: "tester", key },
      acceptsStalePrice: random.chance(0.3),
      trigger,
      expiresAt: isExpiring ? this.#expiry() : null,
    };
  }

  #quantity(instrument: Instrument): number {
    const random = this.#random;
    if (random.chance(0.05)) return random.pick([...ODD_QUANTITIES] as [number, ...number[]]);
    const isBitcoin = instrument.base === "BTC";
    const small = instrument.kind === "perpetual" ? (isBitcoin ? 600 : 10_000) : isBitcoin ? 1_000 : 2_000;
    return random.chance(0.15) ? random.between(1, 100 * small) : random.between(20, 10 * small);
  }
}
