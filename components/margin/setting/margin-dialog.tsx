"use client";

import { type FormEvent, useState } from "react";
import { can } from "../../../server/domain/access/permission.ts";
import { isIsolated, type MarginMode } from "../../../server/domain/margin/margin-account.ts";
import { leverageMaxOf } from "../../../server/domain/margin/margin-tiers.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { isHeld, isTerminal } from "../../../server/domain/orders/order-status.ts";
import { POSITION_SIDES } from "../../../server/domain/positions/position-side.ts";
import { isHedged } from "../../live/hedged.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import { useDesk, useDeskState, useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { Segments } from "../../trade/ticket/fields/chips.tsx";
import { NumberField } from "../../trade/ticket/fields/number-field.tsx";
import { Button } from "../../ui/button.tsx";
import { OpenDialog } from "../../ui/open-dialog.tsx";
import { type MarginView, marginView } from "../margin-view.ts";
import { settingWords } from "../margin-words.ts";
import { MoveMarginButtons } from "../moving/move-margin-buttons.tsx";
import { PositionModeForm } from "./position-mode-form.tsx";
import { SettingEffect } from "./setting-effect.tsx";
import { readLeverage, settingOutlook } from "./setting-outlook.ts";
import { TierTable } from "./tier-table.tsx";
import { useMarginVerb } from "./use-margin-verb.ts";

type MarginDialogProps = { readonly instrument: Instrument; readonly onClose: () => void };

/** Margin mode and leverage of a perpetual, with what they would change, before anything is changed. */
export function MarginDialog({ instrument, onClose }: MarginDialogProps) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  // Marks come ten times a second; the figures here need one of them now and then.
  const marks = useDeskState(({ marks: newest }) => newest);
  const frozen = useFrozen();
  const why = snapshot !== null && can(snapshot.role, "order:place") ? frozen : "Your role does not place orders";
  const mode = isHedged(snapshot, instrument.id) ? "hedge" : "one-way";
  const sides = mode === "hedge" ? POSITION_SIDES : [null];
  const account = snapshot === null ? null : { snapshot, marks: marks ?? store.read().marks };
  const views = account === null ? [] : sides.flatMap((side) => marginView(instrument, account, side) ?? []);
  const [view] = views;
  return (
    <OpenDialog title={`Margin of ${instrument.name}`} onClose={onClose}>
      {snapshot === null || view === undefined ? null : (
        <>
          <MarginForm snapshot={snapshot} view={view} views={views} why={why} onClose={onClose} />
          <PositionModeForm instrument={instrument} snapshot={snapshot} mode={mode} why={why} onDone={onClose} />
        </>
      )}
    </OpenDialog>
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

type MarginFormProps = {
  readonly snapshot: PortfolioSnapshot;
  readonly view: MarginView;
  /** Of each position that the instrument has; both are set alike. */
  readonly views: readonly MarginView[];
  /** Why nobody may change it now; null when somebody may. */
  readonly why: string | null;
  readonly onClose: () => void;
};

function MarginForm({ snapshot, view, views, why, onClose }: MarginFormProps) {
  const { verbs } = useDesk();
  const { instrument, terms, values } = view;
  const [mode, setMode] = useState<MarginMode>(values.mode);
  const [typed, setTyped] = useState(String(values.leverage));
  const { send, isSending, problem: answer } = useMarginVerb(onClose);
  const most = leverageMaxOf(terms.tiers);
  const leverage = readLeverage(typed);
  const wanted = leverage === null ? null : { leverage, mode };
  const hasOrders = snapshot.orders.some(
    ({ instrumentId, status, isReduceOnly }) =>
      instrumentId === instrument.id && !isTerminal(status) && !(isReduceOnly && isHeld(status)),
  );
  const outlooks = views.map((each) => ({
    positionSide: each.positionSide,
    outlook: settingOutlook(each, wanted, hasOrders),
  }));
  const problem = outlooks.find(({ outlook }) => outlook.problem !== null)?.outlook.problem ?? null;
  const isSame = wanted !== null && wanted.leverage === values.leverage && wanted.mode === values.mode;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === null || problem !== null || why !== null) return;
    send(`${wanted.leverage} ${wanted.mode}`, (request) =>
      verbs.setMargin({ ...request, instrumentId: instrument.id, ...wanted }),
    );
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
        problem={leverage === null || leverage < 1 || leverage > most ? (problem ?? undefined) : undefined}
        onChange={setTyped}
        onStep={(steps) => set((leverage ?? values.leverage) + steps)}
      />
      <input
        type="range"
        aria-label="Leverage, by hand"
        min={1}
        max={most}
        value={Math.min(most, Math.max(1, leverage ?? 1))}
        className={SLIDER}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Segments
        label="Leverage in steps"
        value={typed}
        choices={STEPS.filter((step) => step <= most).map((step) => ({ value: String(step), label: `${step}×` }))}
        onChoose={setTyped}
      />
      <SettingEffect instrument={instrument} outlooks={outlooks} />
      {isIsolated(values)
        ? views.map(({ positionSide, values: { netLots } }) =>
            netLots === 0 ? null : (
              <div key={positionSide} className="flex items-center justify-end gap-1 text-fg-3">
                <span className="mr-auto">
                  Add margin to the {positionSide === null ? "" : `${positionSide} `}position, or remove some
                </span>
                <MoveMarginButtons instrument={instrument} positionSide={positionSide} />
              </div>
            ),
          )
        : null}
      <TierTable tiers={terms.tiers} currency={instrument.quote} leverage={leverage} />
      {(answer ?? (leverage === null ? null : problem)) ? (
        <p role="alert" className="text-danger" data-testid="margin-problem">
          {answer ?? problem}
        </p>
      ) : null}
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Keep {settingWords(values)}</Button>
        <Button
          type="submit"
          tone="accent"
          disabled={why !== null || problem !== null || isSame || isSending}
          title={why ?? undefined}
        >
          {isSending ? "Setting…" : wanted === null ? "Set" : `Set ${settingWords(wanted)}`}
        </Button>
      </div>
    </form>
  );
}

// Left to itself the browser draws a white track on a dark page.
const SLIDER =
  "h-[20px] w-full cursor-pointer appearance-none bg-transparent pointer-coarse:h-[44px] [&::-webkit-slider-runnable-track]:h-[4px] [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-line-strong [&::-moz-range-track]:h-[4px] [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-line-strong [&::-webkit-slider-thumb]:mt-[-6px] [&::-webkit-slider-thumb]:size-[16px] [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-accent-solid";

const STEPS = [1, 2, 5, 10, 20, 50, 100, 125];
