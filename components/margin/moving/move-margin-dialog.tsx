"use client";

import { type FormEvent, useState } from "react";
import { can } from "../../../server/domain/access/permission.ts";
import { isIsolated } from "../../../server/domain/margin/margin-account.ts";
import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import { positionName } from "../../live/hedged.ts";
import { useDesk, useDeskState, useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { Chips, Segments } from "../../trade/ticket/fields/chips.tsx";
import { NumberField } from "../../trade/ticket/fields/number-field.tsx";
import { Button } from "../../ui/button.tsx";
import { formatBalance } from "../../ui/format-amount.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { NothingLeft, OpenDialog } from "../../ui/open-dialog.tsx";
import { type MarginView, marginView } from "../margin-view.ts";
import { useMarginVerb } from "../setting/use-margin-verb.ts";
import { type MarginMove, moveOutlook, shareOf } from "./move-outlook.ts";

type MoveMarginDialogProps = {
  readonly instrument: Instrument;
  readonly positionSide: PositionSide | null;
  readonly move: MarginMove;
  readonly onClose: () => void;
};

/** Money added to what is set aside for an isolated position, or taken from it, and where that moves its liquidation. */
export function MoveMarginDialog({ instrument, positionSide, move, onClose }: MoveMarginDialogProps) {
  const snapshot = useSnapshot();
  const marks = useDeskState(({ marks: newest }) => newest);
  const view = snapshot === null ? null : marginView(instrument, { snapshot, marks }, positionSide);
  const isOpen = view !== null && view.values.netLots !== 0 && isIsolated(view.values);
  return (
    <OpenDialog title={`Margin of the position in ${positionName(instrument, positionSide)}`} onClose={onClose}>
      {view !== null && isOpen ? (
        <MoveForm view={view} first={move} onClose={onClose} />
      ) : (
        <NothingLeft why="No isolated position is open there any more." onClose={onClose} />
      )}
    </OpenDialog>
  );
}

const MOVES = [
  { value: "add", label: "Add margin" },
  { value: "take", label: "Remove margin" },
] as const;

const SHARES = [25, 50, 75, 100];

type MoveFormProps = { readonly view: MarginView; readonly first: MarginMove; readonly onClose: () => void };

function MoveForm({ view, first, onClose }: MoveFormProps) {
  const { instrument, positionSide, values } = view;
  const { id: instrumentId, quote } = instrument;
  const { verbs } = useDesk();
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const [move, setMove] = useState(first);
  const [typed, setTyped] = useState("");
  const { send, isSending, problem: answer } = useMarginVerb(onClose);
  const outlook = moveOutlook(view, move, typed);
  const { amount, problem } = outlook;
  const mayTrade = snapshot !== null && can(snapshot.role, "order:place");
  const why = mayTrade ? frozen : "Your role does not place orders";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (amount === null || problem !== null || why !== null) return;
    const wish = { instrumentId, positionSide, direction: move, amount };
    send(`${move} ${amount}`, (request) => verbs.moveMargin({ ...request, ...wish }));
  };
  const money = (units: typeof values.marginUnits) => `${formatBalance(units, quote)} ${quote}`;
  const price = (ticks: number | null) => (ticks === null ? "none" : groupDigits(formatPrice(instrument, ticks)));
  const { marginUnits, liquidationTicks } = outlook;
  return (
    <form className="flex flex-col gap-2.5" onSubmit={submit} aria-label="Margin of the position">
      <Segments
        label="Add or remove"
        value={move}
        choices={MOVES}
        onChoose={(next) => {
          setMove(next);
          setTyped("");
        }}
      />
      <NumberField
        label="Amount"
        unit={quote}
        value={typed}
        problem={problem ?? undefined}
        onChange={setTyped}
        onStep={(steps) => setTyped(String(Math.max(1, Math.floor(Number(typed) || 0) + steps)))}
      />
      <Chips
        label="Amount as a share of what may be moved"
        why="Nothing may be moved now"
        chips={SHARES.map((share) => ({
          label: `${share}%`,
          onUse: outlook.mostUnits === 0 ? null : () => setTyped(shareOf(outlook, share, quote)),
        }))}
      />
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        <dt className="text-fg-3">{move === "add" ? "Free to add" : "Free to take"}</dt>
        <dd className="text-right" data-testid="movable">
          {money(outlook.mostUnits)}
        </dd>
        <dt className="text-fg-3">Margin of the position</dt>
        <dd className="text-right" data-testid="margin-change">
          {formatBalance(marginUnits.before, quote)} → {money(marginUnits.after)}
        </dd>
        <dt className="text-fg-3">Liquidation price</dt>
        <dd className="text-right" data-testid="liquidation-change">
          {price(liquidationTicks.before)} → {price(liquidationTicks.after)}
        </dd>
      </dl>
      {answer === null ? null : (
        <p role="alert" className="text-danger">
          {answer}
        </p>
      )}
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Leave it</Button>
        <Button
          type="submit"
          tone="accent"
          disabled={why !== null || amount === null || problem !== null || isSending}
          title={why ?? undefined}
        >
          {isSending
            ? "Moving…"
            : `${move === "add" ? "Add" : "Remove"}${amount === null ? "" : ` ${groupDigits(amount)} ${quote}`}`}
        </Button>
      </div>
    </form>
  );
}
