"use client";

import { type FormEvent, type KeyboardEvent, useState } from "react";
import { can } from "../../../server/domain/access/permission.ts";
import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { subtract } from "../../../server/domain/money/integer.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import type { MarketState } from "../../live/market-state.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import { useDesk, useFrozen, useMarketState, usePrices, useSnapshot } from "../../live/use-desk.tsx";
import { Button } from "../../ui/button.tsx";
import { formatBalance } from "../../ui/format-amount.ts";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { depthOf, ticksOf } from "../book-depth.ts";
import { useTradeDesk } from "../trade-desk.tsx";
import { Chips, Segments } from "./fields/chips.tsx";
import { NumberField } from "./fields/number-field.tsx";
import { costOf } from "./preview/ticket-cost.ts";
import { TicketSummary } from "./preview/ticket-summary.tsx";
import { midTicks } from "./reading/price-source.ts";
import { readSteps } from "./reading/read-number.ts";
import { describeOrder, readTicket, type TicketDraft } from "./reading/read-ticket.ts";
import { lotsForShare } from "./reading/size-share.ts";
import { ticketViewOf } from "./reading/ticket-view.ts";
import { SubmissionNote } from "./submission-note.tsx";
import { useSubmission } from "./use-submission.ts";

type OrderTicketProps = { readonly instrument: Instrument };

const SHARES = [25, 50, 75, 100] as const;

/** Why nobody may send an order now, whatever stands in the fields; null when somebody may. */
function blockOf(snapshot: PortfolioSnapshot | null, frozen: string | null): string | null {
  if (snapshot === null) return "Loading the portfolio…";
  if (!can(snapshot.role, "order:place")) return `Your role here is ${snapshot.role}: it looks on but does not trade.`;
  if (frozen !== null) return frozen;
  if (snapshot.tradingState === "halted") return "Trading is halted. Resume it first.";
  return null;
}

/** Why the market takes no order now; null when it does, also on a price that is merely old. */
function marketBlockOf({ kind }: MarketState, hasPrice: boolean): string | null {
  if (kind === "broken") return "The book is broken and being put in order: there is no price to trade at.";
  if (kind === "absent") return "The running feed has no data of this market.";
  if (kind === "ended") return "The tape has ended: no orders.";
  return hasPrice ? null : "No price has come yet.";
}

/** Writes one order and sends it. */
export function OrderTicket({ instrument }: OrderTicketProps) {
  const { store } = useDesk();
  const { ticket, form, isStaged, discard } = useTradeDesk();
  const { draft, change } = ticket;
  const prices = usePrices(instrument.id);
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const market = useMarketState(instrument.id);
  const { submission, send } = useSubmission();
  const [hasTried, setHasTried] = useState(false);
  const [acceptsStale, setAcceptsStale] = useState(false);
  const [sent, setSent] = useState<{ readonly draft: TicketDraft; readonly line: string } | null>(null);

  const isBuy = draft.side === "buy";
  const bid = ticksOf(instrument, prices?.bid);
  const ask = ticksOf(instrument, prices?.ask);
  const touch = (isBuy ? ask : bid) ?? ticksOf(instrument, prices?.last);
  const reading = readTicket(instrument, draft, ticketViewOf(instrument, draft.side, store.read()));
  const opposite = depthOf(instrument, (isBuy ? prices?.book.asks : prices?.book.bids) ?? []);
  const marketBlock = marketBlockOf(market, touch !== null);
  // Without a book nobody can say what fills at once and what rests.
  const isPriced = marketBlock === null && opposite.length > 0;
  const cost = reading.order === null || !isPriced ? null : costOf(instrument, reading.order, opposite);
  const spent = isBuy ? instrument.quote : instrument.base;
  const balance = snapshot?.balances.find((row) => row.currency === spent);
  const available = snapshot === null ? null : subtract(balance?.totalUnits ?? 0, balance?.reservedUnits ?? 0);
  const block = blockOf(snapshot, frozen) ?? marketBlock;
  const isStale = market.kind === "stale";
  const wasStale =
    submission.kind === "known" && submission.outcome.kind === "refused" && submission.outcome.code === "price-stale";
  const isUnderWay = submission.kind === "sending" || submission.kind === "unconfirmed";
  // A field nobody has written in is not wrong yet.
  const problems = {
    price: hasTried || draft.price !== "" ? reading.problems.price : undefined,
    quantity: hasTried || draft.quantity !== "" ? reading.problems.quantity : undefined,
  };

  const priceAt = (ticks: number | null) =>
    ticks === null ? null : () => change({ price: formatPrice(instrument, ticks), type: "limit" });
  const stepPrice = (steps: number) => {
    const read = readSteps(draft.price, { decimals: instrument.priceDecimals, mantissa: instrument.ticksMantissa });
    const from = "steps" in read ? read.steps : midTicks({ bid, ask });
    if (from !== null) change({ price: formatPrice(instrument, Math.max(1, from + steps)) });
  };
  const stepQuantity = (steps: number) => {
    const read = readSteps(draft.quantity, {
      decimals: instrument.quantityDecimals,
      mantissa: instrument.lotsMantissa,
    });
    const lots = Math.max(1, ("steps" in read ? read.steps : 0) + steps);
    change({ quantity: formatQuantity(instrument, Math.min(lots, instrument.quantityLotsMax)) });
  };
  const fillShare = (share: number) => {
    const limit = readSteps(draft.price, { decimals: instrument.priceDecimals, mantissa: instrument.ticksMantissa });
    // A market order is reserved at the worst price that the collar lets it trade at.
    const worst = Math.floor(((touch ?? 0) * (10_000 + DEFAULT_RISK_SETTINGS.collarBps)) / 10_000);
    const bound = draft.type === "limit" && "steps" in limit ? limit.steps : worst;
    change({
      quantity: formatQuantity(instrument, lotsForShare(instrument, draft.side, available ?? 0, share, bound)),
    });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    if (reading.order === null || block !== null || isUnderWay) return;
    const { order } = reading;
    setSent({ draft, line: label });
    send({
      instrumentId: instrument.id,
      side: order.side,
      type: order.type,
      quantity: formatQuantity(instrument, order.quantityLots),
      price: order.priceTicks === null ? null : formatPrice(instrument, order.priceTicks),
      timeInForce: order.timeInForce,
      isPostOnly: order.isPostOnly,
      isReduceOnly: order.isReduceOnly,
      acceptsStalePrice: acceptsStale,
    });
    setHasTried(false);
    if (isStaged) discard();
    setAcceptsStale(false);
  };
  const ignoreRepeat = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.repeat) event.preventDefault();
  };

  const verb = isBuy ? "Buy" : "Sell";
  const label =
    reading.order === null
      ? `${verb} ${instrument.base}`
      : describeOrder(instrument, reading.order, snapshot?.mode ?? "paper");
  return (
    <form
      ref={form}
      tabIndex={-1}
      aria-label="Order ticket"
      noValidate
      className="flex min-h-0 flex-1 flex-col gap-2 overflow-auto p-3"
      onSubmit={submit}
      onKeyDown={ignoreRepeat}
    >
      <fieldset className="grid grid-cols-2 gap-1" aria-label="Side">
        {(["buy", "sell"] as const).map((side) => (
          <button
            key={side}
            type="button"
            aria-pressed={draft.side === side}
            className={`h-[max(32px,var(--ctl))] rounded-md border border-line font-semibold text-fg-2 aria-pressed:border-transparent aria-pressed:text-on-solid ${side === "buy" ? "aria-pressed:bg-buy-solid" : "aria-pressed:bg-sell-solid"}`}
            onClick={() => change({ side })}
          >
            {side === "buy" ? "Buy" : "Sell"}
          </button>
        ))}
      </fieldset>
      <Segments
        label="Order type"
        value={draft.type}
        choices={[
          { value: "limit", label: "Limit" },
          { value: "market", label: "Market" },
        ]}
        onChoose={(type) => change({ type })}
      />
      <p className="flex justify-between text-[11px] text-fg-3">
        Available
        <strong className="font-medium text-fg" data-testid="available">
          {available === null ? UNKNOWN : `${formatBalance(available, spent)} ${spent}`}
        </strong>
      </p>
      {draft.type === "market" ? (
        <p className="text-[11px] text-fg-3">Trades at once at the best prices there are, up to 5 % from the best.</p>
      ) : (
        <>
          <NumberField
            label="Price"
            unit={instrument.quote}
            value={draft.price}
            problem={problems.price}
            onChange={(price) => change({ price })}
            onStep={stepPrice}
          />
          <Chips
            label="Price from the market"
            chips={[
              { label: "Bid", onUse: priceAt(bid) },
              { label: "Mid", onUse: priceAt(midTicks({ bid, ask })) },
              { label: "Ask", onUse: priceAt(ask) },
            ]}
          />
        </>
      )}
      <NumberField
        label="Size"
        unit={instrument.base}
        value={draft.quantity}
        problem={problems.quantity}
        onChange={(quantity) => change({ quantity })}
        onStep={stepQuantity}
      />
      <Chips
        label="Size as a share of what is available"
        chips={SHARES.map((share) => ({
          label: `${share} %`,
          onUse: available === null || touch === null ? null : () => fillShare(share),
        }))}
      />
      {draft.type === "market" ? null : (
        <Segments
          label="Time in force"
          value={draft.timeInForce}
          choices={[
            { value: "GTC", label: "GTC · until cancelled" },
            { value: "IOC", label: "IOC · now or never" },
          ]}
          onChoose={(timeInForce) => change({ timeInForce })}
        />
      )}
      <TicketSummary
        instrument={instrument}
        cost={cost}
        why={marketBlock === null && !isPriced ? "No book is shown here: what the order costs cannot be told." : null}
      />
      <Button
        type="submit"
        size="large"
        tone={isBuy ? "buy" : "sell"}
        disabled={block !== null || isUnderWay}
        aria-describedby={block === null ? undefined : "ticket-block"}
      >
        {submission.kind === "sending" ? "Sending…" : label}
      </Button>
      {block === null ? null : (
        <p id="ticket-block" className="text-[11px] text-warn">
          {block}
        </p>
      )}
      {isStale || wasStale ? (
        <label className="flex items-start gap-2 text-[11px] text-warn pointer-coarse:min-h-[44px]">
          <input type="checkbox" checked={acceptsStale} onChange={(event) => setAcceptsStale(event.target.checked)} />
          The price is old. Send the order all the same.
        </label>
      ) : null}
      <SubmissionNote
        instrument={instrument}
        submission={submission}
        earlier={sent === null || sent.draft === draft ? null : sent.line}
      />
    </form>
  );
}
