import type { LendingEvent } from "../../server/domain/borrowing/lending-event.ts";
import type { AccountEvent } from "../../server/domain/margin/account-event.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import { LIQUIDATION } from "../../server/engine/margin/liquidated.ts";
import { BorrowBook, type DebtChange } from "./auditor-borrowing.ts";
import { type Account, asideOf, ceil, problemWithDue } from "./auditor-liquidations.ts";
import type { Prices } from "./auditor-marks.ts";
import { flowsOf, type MarginedInstrument, type Need, notionalOf } from "./auditor-money.ts";
import { keyOf } from "./auditor-sides.ts";

type Told<Kind extends AccountEvent["kind"]> = Extract<AccountEvent, { kind: Kind }>;
type Said<Kind extends EngineChange["kind"]> = Extract<EngineChange, { kind: Kind }>;

/** Cash by the auditor's own count. */
type Flows = {
  flow(currency: string, units: bigint): void;
  total(currency: string): bigint;
  free(currency: string): bigint;
};

type Counts = ConstructorParameters<typeof BorrowBook>[0] & {
  funded: number;
  liquidated: number;
  reduced: number;
  marginMoves: number;
  relieved: number;
};

const floor = (value: bigint, by: bigint): bigint => (value < 0n ? -ceil(-value, by) : value / by);

/** An order that nobody placed: it was never approved and never sent. */
export const isLiquidation = ({ source }: Order): boolean => source.kind === "manual" && source.userId === LIQUIDATION;

/** Perpetuals twice: what the engine journals of them, and what fills, funding and settings say. */
export class MarginBook {
  readonly instrument: (id: string) => MarginedInstrument;
  readonly #accounts = new Map<string, Account>();
  readonly #asked = new Map<string, Set<string>>();
  /** By instrument, amounts that somebody asked to add or to take. */
  readonly #moves = new Map<string, bigint[]>();
  #funded = new Map<string, Told<"funded">>();
  #liquidated = new Map<string, Told<"liquidated">>();
  readonly #booked = new Set<string>();
  /** Something was traded with borrowed strength: what it loses may exceed what is free. */
  isUsed = false;
  readonly #counts: Counts;
  readonly debts: BorrowBook;

  constructor(instrument: (id: string) => MarginedInstrument, counts: Counts) {
    this.instrument = instrument;
    this.#counts = counts;
    this.debts = new BorrowBook(counts);
  }

  asked({ action }: ControlEvent): void {
    this.debts.asked(action);
    if (action.kind === "move-margin") {
      const moves = this.#moves.get(action.instrumentId) ?? [];
      this.#moves.set(action.instrumentId, [...moves, BigInt(action.units)]);
    }
    if (action.kind !== "set-margin") return;
    const asked = this.#asked.get(action.instrumentId) ?? new Set();
    this.#asked.set(action.instrumentId, asked.add(`${action.setting.leverage}/${action.setting.mode}`));
  }

  /** What the venue really did. */
  told(event: AccountEvent | LendingEvent): void {
    this.debts.told(event);
    if (event.kind === "funded") this.#funded.set(`${keyOf(event)}@${event.at}`, event);
    else if (event.kind === "liquidated") this.#liquidated.set(event.tradeId, event);
  }

  /** A venue that died with us did only what was booked. */
  forgetUntold(): void {
    this.debts.forgetUntold();
    this.#funded = new Map([...this.#funded].filter(([key]) => this.#booked.has(key)));
    this.#liquidated = new Map([...this.#liquidated].filter(([key]) => this.#booked.has(key)));
  }

  /** Held back behind positions settled in a currency. */
  reserved(currency: string): bigint {
    let sum = 0n;
    for (const { instrumentId, margin } of this.#accounts.values())
      if (this.instrument(instrumentId).quote === currency) sum += margin;
    return sum;
  }

  /** The positions that are open in a perpetual. */
  openIn(instrumentId: string): Account[] {
    return [...this.#accounts.values()].filter(
      (account) => account.instrumentId === instrumentId && account.net !== 0n,
    );
  }

  /** What cross positions settled in a currency have lost together at these prices; what they have gained is not there yet. */
  crossLoss(currency: string, prices: Prices): bigint {
    let gain = 0n;
    for (const { instrumentId, mode, net, cost } of this.#accounts.values()) {
      const ticks = prices.get(instrumentId) ?? 0;
      const instrument = this.instrument(instrumentId);
      if (net === 0n || mode === "isolated" || ticks === 0 || instrument.quote !== currency) continue;
      const value = notionalOf(instrument, ticks, Number(net < 0n ? -net : net));
      gain += net > 0n ? value - cost : cost - value;
    }
    return gain < 0n ? -gain : 0n;
  }

  /** Lots open by its fills. */
  netOf(order: Order): bigint {
    return this.#accounts.get(keyOf(order))?.net ?? 0n;
  }

  /** What would be free more once all of a position were closed at a price: its margin and its gain, less the fee. */
  freedAt(order: Order, ticks: number): bigint {
    const { net, cost, margin } = this.accountOf(order);
    const instrument = this.instrument(order.instrumentId);
    const worth = notionalOf(instrument, ticks, Number(net < 0n ? -net : net));
    const fee = ceil(worth * BigInt(instrument.takerRateMillionths), 1_000_000n);
    return margin + (net > 0n ? worth - cost : cost - worth) - fee;
  }

  /** What a fill moves, by currency: in a perpetual only what it realises, and its fee. */
  flowsOf(order: Order, fill: Fill): readonly Need[] {
    const instrument = this.instrument(fill.instrumentId);
    if (instrument.kind === "spot") return flowsOf(instrument, fill);
    return [{ currency: instrument.quote, units: this.#realise(this.accountOf(order), fill) - BigInt(fill.feeUnits) }];
  }

  #realise(account: Account, { side, quantityLots, notionalUnits }: Fill): bigint {
    this.isUsed = true;
    const lots = BigInt(quantityLots);
    const signed = side === "buy" ? lots : -lots;
    const notional = BigInt(notionalUnits);
    const { net, cost } = account;
    account.net = net + signed;
    if (net === 0n || net > 0n === signed > 0n) {
      account.cost += notional;
      if (net === 0n) account.funding = account.added = 0n;
      return 0n;
    }
    const held = net < 0n ? -net : net;
    const closed = lots < held ? lots : held;
    const closedCost = (cost * closed) / held;
    const closedMoney = (notional * closed) / lots;
    account.cost = lots > held ? notional - closedMoney : cost - closedCost;
    if (lots >= held) account.funding = account.added = 0n;
    return net > 0n ? closedMoney - closedCost : closedCost - closedMoney;
  }

  /** Takes over what the engine journals; answers what is wrong with it. */
  apply(change: Said<"funding-booked" | "margin-changed"> | DebtChange, cash: Flows): string | null {
    if (change.kind !== "funding-booked" && change.kind !== "margin-changed") return this.debts.apply(change, cash);
    if (change.kind === "margin-changed") return this.#problemWithMove(change, cash) ?? this.#changed(change);
    cash.flow(change.currency, BigInt(change.units));
    return this.#funding(change);
  }

  #funding(change: Said<"funding-booked">): string | null {
    const { instrumentId, at, rate, markTicks, netLots, units } = change;
    const key = `${keyOf(change)}@${at}`;
    const told = this.#funded.get(key);
    const name = `funding of ${instrumentId} at ${at}`;
    if (told === undefined) return `${name} was booked, and the venue never did it`;
    if (this.#booked.has(key)) return `${name} was booked twice`;
    this.#booked.add(key);
    this.#counts.funded += 1;
    const [whole = "0", fraction = ""] = rate.replace("-", "").split(".");
    const size = BigInt(whole + fraction.padEnd(12, "0"));
    const paidByLong = rate.startsWith("-") ? -size : size;
    const notional = notionalOf(this.instrument(instrumentId), markTicks, Math.abs(netLots));
    const received = floor(notional * (netLots > 0 ? -paidByLong : paidByLong), 10n ** 12n);
    if (BigInt(units) !== received || told.netLots !== netLots) return `${name} is ${units}, and should be ${received}`;
    this.accountOf(change).funding += received;
    return null;
  }

  /** Margin is added or taken only as somebody asked, from what is free or from what a position does not need. */
  #problemWithMove(change: Said<"margin-changed">, cash: Flows): string | null {
    const { instrumentId, addedUnits } = change;
    const account = this.accountOf(change);
    const moved = BigInt(addedUnits) - account.added;
    if (moved === 0n) return null;
    const name = `margin of ${moved} in ${instrumentId}`;
    const moves = this.#moves.get(instrumentId) ?? [];
    if (!moves.includes(moved)) return `${name} was moved, and nobody asked for it`;
    moves.splice(moves.indexOf(moved), 1);
    if (account.net === 0n || account.mode !== "isolated") return `${name} was moved without an isolated position`;
    if (moved > 0n && moved > cash.free(this.instrument(instrumentId).quote)) return `${name} was not free`;
    account.added += moved;
    this.#counts.marginMoves += 1;
    const isSpared = moved > 0n || account.funding + account.added >= 0n;
    return isSpared ? null : `${name} was taken below the initial margin`;
  }

  #changed(change: Said<"margin-changed">): string | null {
    const account = this.accountOf(change);
    if (change.reliefUnits !== 0) this.#counts.relieved += 1;
    const name = `the margin of ${change.instrumentId}`;
    const setting = `${change.leverage}/${change.mode}`;
    if (setting !== `${account.leverage}/${account.mode}`) {
      const whole = this.accountOf({ instrumentId: change.instrumentId });
      const isCopied = `${whole.leverage}/${whole.mode}` === setting; // A side takes over what its instrument has.
      if (!isCopied && this.#asked.get(change.instrumentId)?.has(setting) !== true)
        return `${name} is ${setting}, and nobody asked for it`;
      account.leverage = change.leverage;
      account.mode = change.mode;
      this.instrument(change.instrumentId).leverage = change.leverage;
    }
    if (BigInt(change.netLots) !== account.net || BigInt(change.costUnits) !== account.cost)
      return `${name} counts ${change.netLots} lots for ${change.costUnits}, its fills ${account.net} for ${account.cost}`;
    if (BigInt(change.fundingUnits) !== account.funding) return `${name} counts funding of ${change.fundingUnits}`;
    account.margin = asideOf(account);
    return BigInt(change.marginUnits) === account.margin
      ? null
      : `${name} holds back ${change.marginUnits}, not ${account.margin}`;
  }

  /** The venue must have closed a position itself, with good reason where the wallet is sure: with answers under way nobody knows what it had seen. */
  problemWithLiquidation(order: Order, cash: Flows | null): string | null {
    if (order.source.kind === "manual" && this.debts.isForced(order.source.key))
      return this.debts.problemWithForced(order.source.key, order);
    const wallet = cash?.total(this.instrument(order.instrumentId).quote) ?? null;
    const problem = order.status === "accepted" ? this.#problemWith(order, wallet) : `was born ${order.status}`;
    return problem === null ? null : `order "${order.id}" ${problem}`;
  }

  #problemWith({ source, side, quantityLots }: Order, walletUnits: bigint | null): string | null {
    if (source.kind !== "manual") return "is no liquidation";
    const told = this.#liquidated.get(source.key);
    if (told === undefined) return "says that the venue liquidated, and it did not";
    if (this.#booked.has(source.key)) return `books liquidation "${source.key}" twice`;
    this.#booked.add(source.key);
    this.#counts[told.leftLots ? "reduced" : "liquidated"] += 1;
    if (told.side !== side || told.quantityLots !== quantityLots) return "is not what the venue liquidated";
    if (walletUnits === null) return null;
    const account = this.accountOf(told);
    // In cross margin one side of hedge mode backs the other, and both must be maintained.
    const others = [...this.#accounts.values()].filter(
      (each) => each !== account && account.mode !== "isolated" && each.instrumentId === told.instrumentId,
    );
    return problemWithDue(this.instrument(told.instrumentId), told, { account, others, walletUnits });
  }

  /** Neither missed nor made up. */
  problemAtEnd(): string | null {
    for (const key of [...this.#funded.keys(), ...this.#liquidated.keys()])
      if (!this.#booked.has(key)) return `the venue's "${key}" was never booked`;
    return this.debts.problemAtEnd();
  }

  accountOf(position: Parameters<typeof keyOf>[0]): Account {
    const key = keyOf(position);
    let account = this.#accounts.get(key);
    if (account === undefined) {
      const { instrumentId } = position;
      account = { instrumentId, leverage: 5, mode: "cross", net: 0n, cost: 0n, funding: 0n, added: 0n, margin: 0n };
      this.#accounts.set(key, account);
    }
    return account;
  }
}
