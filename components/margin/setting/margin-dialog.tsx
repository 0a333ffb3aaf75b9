"use client";

import { Dialog as Radix } from "radix-ui";
import { type FormEvent, useState } from "react";
import { can } from "../../../server/domain/access/permission.ts";
import type { MarginMode } from "../../../server/domain/margin/margin-account.ts";
import { leverageMaxOf } from "../../../server/domain/margin/margin-tiers.ts";
import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { isHeld, isTerminal } from "../../../server/domain/orders/order-status.ts";
import { useDesk, useDeskState, useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { Segments } from "../../trade/ticket/fields/chips.tsx";
import { NumberField } from "../../trade/ticket/fields/number-field.tsx";
import { Button } from "../../ui/button.tsx";
import { formatBalance } from "../../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { type MarginView, marginView } from "../margin-view.ts";
import { settingWords } from "../margin-words.ts";
import { readLeverage, type SettingOutlook, settingOutlook } from "./setting-outlook.ts";
import { TierTable } from "./tier-table.tsx";
import { useSetMargin } from "./use-set-margin.ts";

type MarginDialogProps = { readonly instrument: Instrument; readonly onClose: () => void };

/** Margin mode and leverage of a perpetual, with what they would change, before anything is changed. */
export function MarginDialog({ instrument, onClose }: MarginDialogProps) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  // Marks come ten times a second; the figures here need one of them now and then.
  const marks = useDeskState(({ marks: newest }) => newest);
  const view = snapshot === null ? null : marginView(instrument, { snapshot, marks: marks ?? store.read().marks });
  return (
    <Radix.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[min(420px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 overflow-y-auto rounded-xl border border-line bg-raised p-4 text-[12px] shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <Radix.Title className="text-[15px] font-semibold">Margin of {instrument.name}</Radix.Title>
          {view === null ? null : <MarginForm view={view} onClose={onClose} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const MODES = [
  { value: "cross", label: "Cross" },
  { value: "isolated", label: "Isolated" },
] as const;

const MEANING: Record<MarginMode, string> = {
  cross: "All that the portfolio has in the quote currency stands behind the position.",
  isolated: "Only what is set aside for the position can be lost with it.",
};

function MarginForm({ view, onClose }: { readonly view: MarginView; readonly onClose: () => void }) {
  const { instrument, terms, values } = view;
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const [mode, setMode] = useState<MarginMode>(values.mode);
  const [typed, setTyped] = useState(String(values.leverage));
  const { send, isSending, problem: answer } = useSetMargin(onClose);
  const most = leverageMaxOf(terms.tiers);
  const leverage = readLeverage(typed);
  const wanted = leverage === null ? null : { leverage, mode };
  const hasOrders =
    snapshot?.orders.some(
      ({ instrumentId, status, isReduceOnly }) =>
        instrumentId === instrument.id && !isTerminal(status) && !(isReduceOnly && isHeld(status)),
    ) === true;
  const outlook = settingOutlook(view, wanted, hasOrders);
  const mayTrade = snapshot !== null && can(snapshot.role, "order:place");
  const why = mayTrade ? frozen : "Your role does not place orders";
  const isSame = wanted !== null && wanted.leverage === values.leverage && wanted.mode === values.mode;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== null && outlook.problem === null && why === null) send(instrument.id, wanted);
  };
  const set = (next: number) => setTyped(String(Math.min(most, Math.max(1, next))));
  return (
    <form className="flex flex-col gap-2.5" onSubmit={submit} aria-label={`Margin of ${instrument.name}`}>
      <Segments label="Margin mode" value={mode} choices={MODES} onChoose={setMode} />
      <p className="text-fg-2">{MEANING[mode]}</p>
      <NumberField
        label="Leverage"
        unit="×"
        value={typed}
        problem={leverage === null || leverage < 1 || leverage > most ? (outlook.problem ?? undefined) : undefined}
        onChange={setTyped}
        onStep={(steps) => set((leverage ?? values.leverage) + steps)}
      />
      <input
        type="range"
        aria-label="Leverage, by hand"
        min={1}
        max={most}
        value={Math.min(most, Math.max(1, leverage ?? 1))}
        className="h-[20px] w-full cursor-pointer accent-accent-solid pointer-coarse:h-[44px]"
        onChange={(event) => setTyped(event.target.value)}
      />
      <Segments
        label="Leverage in steps"
        value={typed}
        choices={STEPS.filter((step) => step <= most).map((step) => ({ value: String(step), label: `${step}×` }))}
        onChoose={setTyped}
      />
      <Outlook view={view} outlook={outlook} />
      <TierTable tiers={terms.tiers} currency={instrument.quote} leverage={leverage} />
      {(answer ?? (leverage === null ? null : outlook.problem)) ? (
        <p role="alert" className="text-danger" data-testid="margin-problem">
          {answer ?? outlook.problem}
        </p>
      ) : null}
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Keep {settingWords(values)}</Button>
        <Button
          type="submit"
          tone="accent"
          disabled={why !== null || outlook.problem !== null || isSame || isSending}
          title={why ?? undefined}
        >
          {isSending ? "Setting…" : wanted === null ? "Set" : `Set ${settingWords(wanted)}`}
        </Button>
      </div>
    </form>
  );
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 125];

/** What the setting allows, and what it would make of the position that is open. */
function Outlook({ view: { instrument }, outlook }: { readonly view: MarginView; readonly outlook: SettingOutlook }) {
  const { quote } = instrument;
  const money = (units: SettingOutlook["mostUnits"]) => `${formatBalance(units, quote)} ${quote}`;
  const price = (ticks: number | null) => (ticks === null ? "none" : groupDigits(formatPrice(instrument, ticks)));
  const { position, mostUnits } = outlook;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <dt className="text-fg-3">Largest position</dt>
      <dd className="text-right" data-testid="largest-position">
        {mostUnits === 0 ? UNKNOWN : money(mostUnits)}
      </dd>
      {position === null ? null : (
        <>
          <dt className="text-fg-3">Margin of the position</dt>
          <dd className="text-right" data-testid="margin-change">
            {formatBalance(position.marginUnits.before, quote)} → {money(position.marginUnits.after)}
          </dd>
          <dt className="text-fg-3">Liquidation price</dt>
          <dd className="text-right" data-testid="liquidation-change">
            {price(position.liquidationTicks.before)} → {price(position.liquidationTicks.after)}
          </dd>
        </>
      )}
    </dl>
  );
}
