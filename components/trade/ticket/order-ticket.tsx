"use client";

import dynamic from "next/dynamic";
import { type FormEvent, type KeyboardEvent, useEffect, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { BorrowLine, useBorrows } from "../../borrowing/on-demand.tsx";
import { orderVerb } from "../../live/hedged.ts";
import { useDeskState } from "../../live/use-desk.tsx";
import { HedgeChoice, isMargined, MarginChips, MarginSummary } from "../../margin/on-demand.tsx";
import { usePreferences } from "../../preferences/preferences.ts";
import { Button } from "../../ui/button.tsx";
import { ask } from "../actions/question.ts";
import { useTradeDesk } from "../trade-desk.tsx";
import { AlgorithmTicket, prepareAlgorithms } from "./algorithm/on-demand.tsx";
import { ConditionFields, ConditionSummary, prepareConditions, UntilField } from "./condition/on-demand.tsx";
import { Consent } from "./consent.tsx";
import { ExitFields, prepareExits } from "./exits/on-demand.tsx";
import { Segments } from "./fields/chips.tsx";
import { mayExpire, OrderFlags } from "./fields/order-flags.tsx";
import { PriceField } from "./fields/price-field.tsx";
import { SideChoice } from "./fields/side-choice.tsx";
import { SizeField } from "./fields/size-field.tsx";
import { AvailableFigure, WorstPrice } from "./fields/ticket-figures.tsx";
import { OneClickChip } from "./one-click-chip.tsx";
import { TICKET_TYPES, typed, WHOLE } from "./order-types.ts";
import { TicketNotes, ticketNotes } from "./preview/ticket-notes.tsx";
import { TicketSummary } from "./preview/ticket-summary.tsx";
import type { ConditionField } from "./reading/condition-draft.ts";
import { BLANK_EXITS } from "./reading/exits-draft.ts";
import { exitsOf, type TicketDraft, type TicketOrder } from "./reading/read-ticket.ts";
import { describeOrder, writeOrder } from "./reading/write-ticket.ts";
import { SubmissionNote } from "./submission-note.tsx";
import { TicketFoot } from "./ticket-foot.tsx";
import { useOrderEntry } from "./use-order-entry.ts";
import { useSubmission } from "./use-submission.ts";

const HaltedNote = dynamic(() => import("./halted-note.tsx").then((part) => part.HaltedNote), { ssr: false });

const NO_LEVELS = { stop: null, target: null };

type Sent = { readonly draft: TicketDraft; readonly line: string };

/** Writes one order and sends it. */
export function OrderTicket({ instrument }: { readonly instrument: Instrument }) {
  const { ticket, form, isStaged, discard, ticketCalls } = useTradeDesk();
  const { draft, change } = ticket;
  const { sizeChips, confirm } = usePreferences();
  const entry = useOrderEntry(instrument, ticket);
  const { reading, worstTicks } = entry;
  const borrows = useBorrows();
  const isStopped = useDeskState(
    ({ snapshot }) => snapshot !== null && (snapshot.stops.length > 0 || snapshot.tradingState !== "active"),
  );
  const block = entry.block ?? entry.guard;
  const { submission, send } = useSubmission();
  const [hasTried, setHasTried] = useState(false);
  const [acceptsStale, setAcceptsStale] = useState(false);
  const [sent, setSent] = useState<Sent | null>(null);
  const [isAlgorithm, setAlgorithm] = useState(false);
  const [heardCalls, setHeardCalls] = useState(ticketCalls);
  if (heardCalls !== ticketCalls) {
    setHeardCalls(ticketCalls);
    setAlgorithm(false); // Whoever calls for the ticket means one order.
  }
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
    until: hasTried || draft.until !== "" || draft.quantity !== "" ? reading.problems.until : undefined,
  };
  const { condition } = draft;
  const exits = exitsOf(draft);
  const isOco = exits?.isOco === true;
  const levels = entry.exits?.reading && "levels" in entry.exits.reading ? entry.exits.reading.levels : null;
  const exitProblems = entry.exits?.reading && "problems" in entry.exits.reading ? entry.exits.reading.problems : {};
  const exitProblem = (field: "stop" | "target") =>
    hasTried || (exits !== null && exits[field] !== "") ? exitProblems[field] : undefined;
  const conditionProblem = (field: ConditionField) =>
    hasTried || (condition !== null && condition[field] !== "") ? reading.problems[field] : undefined;
  const label =
    reading.order === null
      ? `${orderVerb({ ...draft, positionSide: entry.positionSide })} ${instrument.base}`
      : describeOrder(instrument, reading.order, entry.mode, exits === null ? null : (levels ?? NO_LEVELS), isOco);
  // A limit bounds what may come of an old price; a market order must be meant.
  const lacksConsent = entry.isStale && draft.type === "market" && condition === null && !acceptsStale;

  const dispatch = (order: TicketOrder) => {
    const written =
      levels && entry.exits?.write?.(instrument, order, levels, { isOco, acceptsStalePrice: acceptsStale });
    if (exits !== null && !written) return;
    setSent({ draft, line: label });
    send(written || { ...writeOrder(instrument, order), acceptsStalePrice: acceptsStale });
    setHasTried(false);
    setAcceptsStale(false);
    discard();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    const { order } = reading;
    if (order === null || block !== null || isUnderWay || lacksConsent || (exits !== null && levels === null)) return;
    if (!confirm.placeOrder) return dispatch(order);
    ask(
      {
        id: "place-order",
        title: `${label}?`,
        effects: [
          isOco || condition !== null
            ? "It is held in the worker until its trigger fires."
            : "It goes to the venue at once.",
          ...(exits === null || isOco ? [] : ["Its stop and target wait in the worker and guard what it fills."]),
          ...ticketNotes({ instrument, draft, entry }),
        ],
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

  const header = (
    <>
      {isMargined(instrument) ? <MarginChips instrument={instrument} /> : null}
      {entry.positionSide === null ? (
        <SideChoice side={draft.side} onChoose={(side) => change({ side })} />
      ) : (
        <HedgeChoice
          instrument={instrument}
          ticket={ticket}
          positionSide={entry.positionSide}
          closableLots={entry.closableLots}
        />
      )}
      <Segments
        label="Order type"
        value={isAlgorithm ? "algorithm" : isOco ? "oco" : (condition?.kind ?? draft.type)}
        choices={TICKET_TYPES}
        onNear={() => {
          prepareConditions();
          prepareAlgorithms();
        }}
        onChoose={(type) => {
          setAlgorithm(type === "algorithm");
          if (type === "algorithm") return;
          change({ ...(isOco ? { exits: null, isReduceOnly: false } : {}), ...typed(type) });
        }}
      />
    </>
  );
  if (isAlgorithm) return <AlgorithmTicket instrument={instrument} entry={entry} draft={draft} header={header} />;
  return (
    <form
      ref={form}
      tabIndex={-1}
      aria-label="Order ticket"
      noValidate
      data-staged={isStaged}
      className="flex min-h-0 flex-1 scroll-pb-14 flex-col gap-[6px] overflow-auto p-2.5 outline-none data-[staged=true]:inset-ring-2 data-[staged=true]:inset-ring-accent"
      onSubmit={submit}
      onKeyDown={handleKey}
    >
      {header}
      <div className="flex items-center justify-between gap-2 text-[11px] text-fg-3">
        <AvailableFigure units={entry.availableUnits} currency={entry.spent} />
        {condition === null ? <OneClickChip /> : null}
      </div>
      {isOco ? null : condition !== null ? (
        <ConditionFields
          instrument={instrument}
          condition={condition}
          onChange={(part) => change({ condition: { ...condition, ...part }, ...(part.closesPosition ? WHOLE : {}) })}
          touch={entry.touch}
          problems={{
            level: conditionProblem("level"),
            distance: conditionProblem("distance"),
            limit: conditionProblem("limit"),
          }}
        />
      ) : draft.type === "market" ? (
        <WorstPrice instrument={instrument} ticks={worstTicks} />
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
      {isOco ? null : <OrderFlags ticket={ticket} isHedged={entry.positionSide !== null} />}
      {isOco || draft.isReduceOnly ? null : (
        <label
          className="flex min-h-[28px] items-center gap-1.5 text-[11px] text-fg-2 pointer-coarse:min-h-[44px]"
          title="Bracket: a stop, a target or both are placed with the entry and guard what it fills"
          onPointerEnter={prepareExits}
        >
          <input
            type="checkbox"
            checked={exits !== null}
            className="size-[13px] accent-accent-solid pointer-coarse:size-[20px]"
            onChange={(event) => change({ exits: event.target.checked ? BLANK_EXITS : null })}
          />
          Stop &amp; target
        </label>
      )}
      {exits === null ? null : (
        <ExitFields
          instrument={instrument}
          side={draft.side}
          exits={exits}
          onChange={(part) => change({ exits: { ...exits, ...part } })}
          reading={entry.exits?.reading ?? null}
          problems={{ stop: exitProblem("stop"), target: exitProblem("target") }}
          entryTicks={entry.exits?.entryTicks ?? null}
          lots={reading.order?.quantityLots ?? null}
          equityUnits={entry.basis.equityUnits}
        />
      )}
      {mayExpire(draft) && draft.timeInForce === "GTD" ? (
        <UntilField until={draft.until} onChange={(until) => change({ until })} problem={problems.until} />
      ) : null}
      {isOco ? null : condition === null && isMargined(instrument) ? (
        <MarginSummary instrument={instrument} preview={entry.marginPreview} isShort={exits !== null} />
      ) : condition === null ? (
        <TicketSummary instrument={instrument} preview={entry.preview} isShort={exits !== null} />
      ) : (
        <ConditionSummary instrument={instrument} order={reading.order} preview={entry.preview} points={entry.points} />
      )}
      {borrows && !isOco && !isMargined(instrument) ? (
        <BorrowLine
          instrument={instrument}
          preview={entry.preview}
          spent={entry.spent}
          availableUnits={entry.availableUnits}
        />
      ) : null}
      {entry.isStale || wasStale ? (
        <Consent
          isOn={acceptsStale}
          onToggle={setAcceptsStale}
          isWanted={hasTried && lacksConsent}
          text="The price is old. Send the order all the same."
        />
      ) : null}
      <TicketFoot>
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
        {isStopped ? <HaltedNote instrument={instrument} /> : null}
        <TicketNotes instrument={instrument} draft={draft} entry={entry} />
        <SubmissionNote
          instrument={instrument}
          submission={submission}
          earlier={sent === null || sent.draft === draft ? null : sent.line}
        />
      </TicketFoot>
    </form>
  );
}
