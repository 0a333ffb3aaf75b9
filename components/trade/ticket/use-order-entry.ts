"use client";

import { formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Integer } from "../../../server/domain/money/integer.ts";
import { oppositeSide } from "../../../server/domain/orders/order-type.ts";
import { impliedPositionSide, type PositionSide } from "../../../server/domain/positions/position-side.ts";
import { boundWhileWaiting, collarTicks } from "../../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import { usePowerTools } from "../../borrowing/on-demand.tsx";
import { useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { holdsMargin, isMargined, useMarginTools } from "../../margin/on-demand.tsx";
import type { MarginPreview } from "../../margin/preview-margin.ts";
import { depthOf } from "../book-depth.ts";
import { useConditionReader } from "./condition/on-demand.tsx";
import { type ExitTools, useExitTools } from "./exits/on-demand.tsx";
import { type OrderPreview, previewOrder } from "./preview/preview-order.ts";
import { closesWhole, type Points } from "./reading/condition-draft.ts";
import type { ExitReading } from "./reading/exits-draft.ts";
import { guardPrice, pointsOf } from "./reading/price-guard.ts";
import type { Touch } from "./reading/price-source.ts";
import { readSteps } from "./reading/read-number.ts";
import {
  exitsOf,
  readPrice,
  readTicket,
  type TicketDraft,
  type TicketReading,
  type TicketView,
} from "./reading/read-ticket.ts";
import { lotsForShare } from "./reading/size-share.ts";
import type { SizeBasis } from "./reading/size-unit.ts";
import { availableUnits, holdingOf, ticketViewOf } from "./reading/ticket-view.ts";
import { type Ticket, touchOf } from "./use-ticket.ts";
import { useTicketMarket } from "./use-ticket-market.ts";
import { whyBlocked, whyNoMarket } from "./why-blocked.ts";

export type OrderEntry = {
  readonly touch: Touch;
  readonly basis: SizeBasis;
  readonly points: Points;
  readonly reading: TicketReading;
  /** The stop and the target read against where the entry is expected; null where none are wanted. */
  readonly exits: {
    readonly reading: ExitReading | null;
    readonly entryTicks: number | null;
    readonly write: ExitTools["writeGroup"] | null;
  } | null;
  /** In hedge mode, the position that the draft is meant for, and what of it can be closed in lots. */
  readonly positionSide: PositionSide | null;
  readonly closableLots: number;
  readonly preview: OrderPreview | null;
  /** The same of a perpetual, with what it would set aside; null for spot. */
  readonly marginPreview: MarginPreview | null;
  /** Why the price is taken for a slip; null when it is not. */
  readonly guard: string | null;
  /** The worst price that an order of this side may trade at; null without a price. */
  readonly worstTicks: number | null;
  readonly spent: string;
  readonly availableUnits: Integer | null;
  /** What it is short of is borrowed. */
  readonly borrows: boolean;
  /** Why nothing can be sent; null when something can. */
  readonly block: string | null;
  /** A book is shown, so that it can be told what fills at once. */
  readonly isPriced: boolean;
  readonly isStale: boolean;
  readonly mode: "paper" | "live";
  readonly fillShare: ((sharePercent: number) => void) | null;
};

/** Where the draft is expected to be entered: its limit, its trigger, or what it would meet now. */
function entryTicksOf(instrument: Instrument, draft: TicketDraft, { touchTicks, points }: TicketView): number | null {
  const grid = { decimals: instrument.priceDecimals, mantissa: instrument.ticksMantissa };
  if (draft.exits?.isOco) return points.lastTicks || touchTicks;
  const typed = draft.condition === null ? (draft.type === "market" ? "" : draft.price) : draft.condition.level;
  const read = readSteps(typed, grid);
  return "steps" in read ? read.steps : touchTicks;
}

/** The draft read against the market and the portfolio as they stand. */
export function useOrderEntry(instrument: Instrument, ticket: Ticket): OrderEntry {
  const { draft, change } = ticket;
  const { prices, marks, market } = useTicketMarket(instrument);
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const isBuy = draft.side === "buy";
  const touch = touchOf(instrument, prices);
  const readCondition = useConditionReader(draft.condition !== null);
  const exits = exitsOf(draft);
  const exitTools = useExitTools(exits !== null);
  const bare = ticketViewOf(
    instrument,
    draft.side,
    {
      prices: prices === null ? {} : { [instrument.id]: prices },
      marks,
      snapshot,
    },
    readCondition,
  );
  const entryTicks = exits === null ? null : entryTicksOf(instrument, draft, bare);
  const entrySide = exits?.isOco ? oppositeSide(draft.side) : draft.side;
  const exitReading = exits === null ? null : (exitTools?.readExits(instrument, entrySide, exits, entryTicks) ?? null);
  const stopTicks = exitReading !== null && "levels" in exitReading ? exitReading.levels.stop : null;
  const riskOfMillion =
    stopTicks === null || entryTicks === null || exits === null
      ? null
      : (exitTools?.riskOfMillion(instrument, entrySide, { entryTicks, stopTicks, isEntryPaid: exits.isOco }) ?? null);
  const view = { ...bare, riskOfMillion };
  const reading = readTicket(instrument, draft, view);
  const opposite = depthOf(instrument, (isBuy ? prices?.book.asks : prices?.book.bids) ?? []);
  const noMarket = whyNoMarket(market, view.touchTicks !== null);
  const isPriced = noMarket === null && opposite.length > 0;
  const spent = isBuy || isMargined(instrument) ? instrument.quote : instrument.base;
  const isClosing = draft.isReduceOnly || closesWhole(draft.condition);
  const positionSide = view.isHedged ? impliedPositionSide(draft.side, isClosing) : null;
  const marginTools = useMarginTools(isMargined(instrument) || holdsMargin(snapshot));
  const powerTools = usePowerTools();
  const margin =
    snapshot === null ? null : (marginTools?.marginView(instrument, { snapshot, marks }, positionSide) ?? null);
  const available =
    snapshot === null || marginTools === null || spent !== instrument.quote
      ? availableUnits(snapshot, spent)
      : marginTools.spendableUnits({ snapshot, marks }, spent);
  const holding = holdingOf(instrument, snapshot, positionSide);
  const limit = readPrice(instrument, draft);
  const limitTicks = "ticks" in limit ? limit.ticks : null;
  const worst = collarTicks(
    { ...pointsOf(touch), lastTicks: view.touchTicks ?? 0 },
    draft.side,
    DEFAULT_RISK_SETTINGS.collarBps,
  );
  const held = reading.order?.trigger ? boundWhileWaiting(reading.order, DEFAULT_RISK_SETTINGS.collarBps) : null;
  const limitNow = draft.condition === null ? limitTicks : null;
  const bound = held ?? limitNow ?? worst;
  const type = held === null ? (limitNow === null ? "market" : "limit") : (reading.order?.type ?? "market");
  const closableLots = draft.condition === null && !exits?.isOco ? view.reducibleLots : view.positionLots;
  const borrowed = (free: Integer, share: number): number | null => {
    if (snapshot === null || isMargined(instrument) || isClosing || powerTools === null) return null;
    const prices = { markTicks: view.points.lastTicks || (view.touchTicks ?? 0), boundTicks: bound };
    return powerTools.lotsForPower(instrument, draft.side, { snapshot, marks }, free, share, prices);
  };
  const fillShare = (share: number) => {
    const free = available ?? 0;
    const lots =
      positionSide !== null && isClosing
        ? Math.ceil((closableLots * share) / 100)
        : margin === null || marginTools === null
          ? (borrowed(free, share) ?? lotsForShare(instrument, draft.side, free, share, bound))
          : marginTools.lotsForMargin(margin, { side: draft.side, type }, free, share, bound, held ? null : touch.bid);
    change({ quantity: formatQuantity(instrument, lots), unit: "base" });
  };
  const previewView = { touch, opposite, holding, availableUnits: available ?? 0 };
  const { order } = reading;
  const isJudged = order !== null && noMarket === null;
  const marginPreview =
    isJudged && margin !== null ? (marginTools?.previewMargin(instrument, order, previewView, margin) ?? null) : null;
  return {
    touch,
    points: view.points,
    basis: { priceTicks: reading.valueTicks ?? view.touchTicks, equityUnits: view.equityUnits, riskOfMillion },
    exits: exits === null ? null : { reading: exitReading, entryTicks, write: exitTools?.writeGroup ?? null },
    reading,
    positionSide,
    closableLots,
    preview: isMargined(instrument) ? marginPreview : isJudged ? previewOrder(instrument, order, previewView) : null,
    marginPreview,
    guard: order === null ? null : guardPrice(instrument, order, touch),
    worstTicks: worst === 0 ? null : worst,
    spent,
    availableUnits: available,
    borrows: !isMargined(instrument) && (snapshot?.borrowing.leverage ?? 1) > 1,
    block: whyBlocked(snapshot, frozen, instrument) ?? noMarket,
    isPriced,
    isStale: market.kind === "stale",
    mode: snapshot?.mode ?? "paper",
    fillShare:
      available === null || view.touchTicks === null || (isMargined(instrument) && margin === null) ? null : fillShare,
  };
}
