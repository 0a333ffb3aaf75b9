"use client";

import { type FormEvent, type KeyboardEvent, useEffect, useState } from "react";
import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { Button } from "../../ui/button.tsx";
import { formatBalance } from "../../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { ask } from "../actions/question.ts";
import { useTradeDesk } from "../trade-desk.tsx";
import { Segments } from "./fields/chips.tsx";
import { OrderFlags } from "./fields/order-flags.tsx";
import { PriceField } from "./fields/price-field.tsx";
import { SideChoice } from "./fields/side-choice.tsx";
import { SizeField } from "./fields/size-field.tsx";
import { OneClickChip } from "./one-click-chip.tsx";
import { TicketNotes, ticketNotes } from "./preview/ticket-notes.tsx";
import { TicketSummary } from "./preview/ticket-summary.tsx";
import { describeOrder, type TicketDraft, type TicketOrder } from "./reading/read-ticket.ts";
import { SubmissionNote } from "./submission-note.tsx";
import { useOrderEntry } from "./use-order-entry.ts";
import { useSubmission } from "./use-submission.ts";

type Sent = { readonly draft: TicketDraft; readonly line: string };

/** Writes one order and sends it. */
export function OrderTicket({ instrument }: { readonly instrument: Instrument }) {
  const { ticket, form, isStaged, discard, ticketCalls } = useTradeDesk();
  const { draft, change } = ticket;
  const { sizeChips, confirm } = usePreferences();
  const entry = useOrderEntry(instrument, ticket);
  const { reading, worstTicks } = entry;
  const block = entry.block ?? entry.guard;
  const { submission, send } = useSubmission();
  const [hasTried, setHasTried] = useState(false);
  const [acceptsStale, setAcceptsStale] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  useEffect(() => {
    if (ticketCalls > 0) form.current?.focus({ preventScroll: true });
  }, [ticketCalls, form]);

  const isBuy = draft.side === "buy";
  const isUnderWay = submission.kind === "sending" || submission.kind === "unconfirmed";
  const wasStale =
    submission.kind === "known" && submission.outcome.kind === "refused" && submission.outcome.code === "price-stale";
  // A field nobody has written in is not wrong yet.
  const problems = {
    price: hasTried || draft.price !== "" ? reading.problems.price : undefined,
    quantity: hasTried || draft.quantity !== "" ? reading.problems.quantity : undefined,
  };
  const label =
    reading.order === null
      ? `${isBuy ? "Buy" : "Sell"} ${instrument.base}`
      : describeOrder(instrument, reading.order, entry.mode);
  // A limit bounds what may come of an old price; a market order must be meant.
  const lacksConsent = entry.isStale && draft.type === "market" && !acceptsStale;

  const dispatch = (order: TicketOrder) => {
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
    setAcceptsStale(false);
    discard();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    const { order } = reading;
    if (order === null || block !== null || isUnderWay || lacksConsent) return;
    if (!confirm.placeOrder) return dispatch(order);
    ask(
      {
        id: "place-order",
        title: `${label}?`,
        effects: ["It goes to the venue at once.", ...ticketNotes({ instrument, draft, entry })],
        confirmLabel: "Send the order",
        keys: null,
        isConfirmFocused: true,
        run: () => dispatch(order),
      },
      form.current?.querySelector("[type=submit]") ?? null,
    );
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.repeat) event.preventDefault();
    if (event.key !== "Escape" || !isStaged) return;
    discard();
    form.current?.focus({ preventScroll: true });
  };

  return (
    <form
      ref={form}
      tabIndex={-1}
      aria-label="Order ticket"
      noValidate
      data-staged={isStaged}
      className="flex min-h-0 flex-1 flex-col gap-[6px] overflow-auto p-2.5 outline-none data-[staged=true]:inset-ring-2 data-[staged=true]:inset-ring-accent"
      onSubmit={submit}
      onKeyDown={handleKey}
    >
      <SideChoice side={draft.side} onChoose={(side) => change({ side })} />
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-1">
        <Segments
          label="Order type"
          value={draft.type}
          choices={[
            { value: "limit", label: "Limit" },
            { value: "market", label: "Market" },
          ]}
          onChoose={(type) => change({ type })}
        />
        <OneClickChip />
      </div>
      <p className="flex justify-between text-[11px] text-fg-3">
        Available
        <strong className="font-medium text-fg" data-testid="available">
          {entry.availableUnits === null
            ? UNKNOWN
            : `${formatBalance(entry.availableUnits, entry.spent)} ${entry.spent}`}
        </strong>
      </p>
      {draft.type === "market" ? (
        <p
          className="flex justify-between text-[11px] text-fg-3"
          title="The desk lets no order trade further than this"
        >
          Worst acceptable price
          <strong className="font-medium text-fg" data-testid="worst-price">
            {worstTicks === null ? UNKNOWN : `${groupDigits(formatPrice(instrument, worstTicks))} ${instrument.quote}`}
          </strong>
        </p>
      ) : (
        <PriceField instrument={instrument} ticket={ticket} touch={entry.touch} problem={problems.price} />
      )}
      <SizeField
        instrument={instrument}
        ticket={ticket}
        basis={entry.basis}
        problem={problems.quantity}
        lots={reading.order?.quantityLots ?? null}
        shares={sizeChips}
        onShare={entry.fillShare}
      />
      <OrderFlags ticket={ticket} />
      <TicketSummary instrument={instrument} preview={entry.preview} />
      {entry.isStale || wasStale ? (
        <Consent
          isOn={acceptsStale}
          onToggle={setAcceptsStale}
          isWanted={hasTried && lacksConsent}
          text="The price is old. Send the order all the same."
        />
      ) : null}
      <Button
        type="submit"
        size="large"
        className="px-2! text-[12px]! tracking-[-.01em] pointer-coarse:text-[14px]!"
        tone={isBuy ? "buy" : "sell"}
        disabled={block !== null || isUnderWay}
        aria-describedby={block === null ? undefined : "ticket-block"}
      >
        {submission.kind === "sending" ? "Sending…" : label}
        <span
          aria-hidden="true"
          className="rounded-xs border border-current px-1 text-[10px] font-medium opacity-80 after:content-['⏎'] pointer-coarse:hidden"
        />
      </Button>
      {block === null ? null : (
        <p id="ticket-block" className="text-[11px] text-warn">
          {block}
        </p>
      )}
      {isStaged ? (
        <p className="text-center text-[11px] text-fg-3 pointer-coarse:hidden">
          ↑↓ price · 1–4 size · ⏎ send · Esc discard
        </p>
      ) : null}
      <TicketNotes instrument={instrument} draft={draft} entry={entry} />
      <SubmissionNote
        instrument={instrument}
        submission={submission}
        earlier={sent === null || sent.draft === draft ? null : sent.line}
      />
    </form>
  );
}

type ConsentProps = {
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly text: string;
  /** It was missing when somebody tried to send. */
  readonly isWanted?: boolean;
};

function Consent({ isOn, onToggle, text, isWanted = false }: ConsentProps) {
  return (
    <label
      className={`flex items-start gap-2 text-[11px] pointer-coarse:min-h-[44px] ${isWanted && !isOn ? "font-semibold text-danger" : "text-warn"}`}
    >
      <input
        type="checkbox"
        checked={isOn}
        aria-invalid={isWanted && !isOn}
        onChange={(event) => onToggle(event.target.checked)}
      />
      {text}
    </label>
  );
}
