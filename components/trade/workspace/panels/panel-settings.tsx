"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { formatPrice, formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import { BOOK_MODES } from "../../../book/order-book/book-layout.ts";
import { GROUPS, MODE_WORDS } from "../../../book/order-book/book-toolbar.tsx";
import { useBookSettings, useLadderSettings } from "../../../book/order-book/use-book-settings.ts";
import { useTapeChoice } from "../../../book/tape/use-tape-choice.ts";
import { LAYERS, SCALE_MODES } from "../../../chart/chart-settings.ts";
import { LAYER_WORDS, SCALE_WORDS } from "../../../chart/toolbar/chart-words.ts";
import { MAIN_SLOT, useChartSettings } from "../../../chart/use-chart-settings.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import { useTablesOfMarket } from "../../tables/use-tables-of-market.ts";
import type { PanelId } from "../layout/panel-ids.ts";
import { MENU_ITEM, MENU_LINE } from "../menu-looks.ts";

type PanelSettingsProps = { readonly panel: PanelId; readonly instrumentId: string };

/** The panel's own settings, the same that its toolbar has, in the menu that every panel has. */
export function PanelSettings({ panel, instrumentId }: PanelSettingsProps) {
  const instrument = findInstrument(instrumentId);
  switch (panel) {
    case "chart":
      return <ChartChoices />;
    case "book":
      return instrument === undefined ? null : <BookChoices instrument={instrument} />;
    case "ladder":
      return instrument === undefined ? null : <LadderChoices instrument={instrument} />;
    case "tape":
      return instrument === undefined ? null : <TapeChoices instrument={instrument} />;
    case "tables":
      return <TableChoices />;
    case "ticket":
      return <Elsewhere href="/settings/trading">Sizes and confirmations…</Elsewhere>;
    case "watchlist":
      return <Elsewhere href="/instruments">Edit the lists…</Elsewhere>;
    case "depth":
      return null;
  }
}

function ChartChoices() {
  const [{ scale, isInverted, layers, compareId }, change] = useChartSettings(MAIN_SLOT);
  return (
    <>
      <Radios
        label="Scale"
        value={scale}
        choices={SCALE_MODES.map((mode) => ({
          value: mode,
          label: SCALE_WORDS[mode],
          isOff: compareId !== null && mode !== "percent",
        }))}
        onChoose={(mode) => change({ scale: mode })}
      />
      <Toggle isOn={isInverted} onToggle={(isOn) => change({ isInverted: isOn })}>
        Upside down
      </Toggle>
      {LAYERS.map((layer) => (
        <Toggle key={layer} isOn={layers[layer]} onToggle={(isOn) => change({ layers: { ...layers, [layer]: isOn } })}>
          {LAYER_WORDS[layer]}
        </Toggle>
      ))}
      <Line />
    </>
  );
}

type OfInstrument = { readonly instrument: Instrument };

function BookChoices({ instrument }: OfInstrument) {
  const { mode, setMode, groupTicks, setGroup } = useBookSettings(instrument.id);
  return (
    <>
      <Radios
        label="Sides"
        value={mode}
        choices={BOOK_MODES.map((each) => ({ value: each, label: MODE_WORDS[each] }))}
        onChoose={setMode}
      />
      <Steps {...{ instrument, groupTicks }} onGroup={setGroup} />
    </>
  );
}

function LadderChoices({ instrument }: OfInstrument) {
  const { groupTicks, setGroup, isFollowing, setIsFollowing } = useLadderSettings(instrument);
  return (
    <>
      <Toggle isOn={isFollowing} onToggle={setIsFollowing}>
        Follow the market
      </Toggle>
      <Steps {...{ instrument, groupTicks }} onGroup={setGroup} />
    </>
  );
}

type StepsProps = OfInstrument & { readonly groupTicks: number; readonly onGroup: (ticks: number) => void };

function Steps({ instrument, groupTicks, onGroup }: StepsProps) {
  return (
    <>
      <Radios
        label={`Price step of a row, ${instrument.quote}`}
        value={String(groupTicks)}
        choices={GROUPS.map((group) => ({ value: String(group), label: groupDigits(formatPrice(instrument, group)) }))}
        onChoose={(text) => onGroup(Number(text))}
      />
      <Line />
    </>
  );
}

/** Shares of a whole coin from which a trade may stand out; any other size is written in the tape's own field. */
const LARGE_COINS = [0.1, 1, 10] as const;
const AUTOMATIC = "auto";

function TapeChoices({ instrument }: OfInstrument) {
  const [choice, setChoice] = useTapeChoice(instrument.id);
  const coin = 10 ** instrument.quantityDecimals / instrument.lotsMantissa;
  const { largeLots } = choice;
  const offered = LARGE_COINS.map((coins) => Math.round(coins * coin));
  const sizes = largeLots === null || offered.includes(largeLots) ? offered : [...offered, largeLots];
  return (
    <>
      <Toggle isOn={choice.isMine} onToggle={(isMine) => setChoice({ ...choice, isMine })}>
        Mine only
      </Toggle>
      <Toggle isOn={choice.isAggregated} onToggle={(isAggregated) => setChoice({ ...choice, isAggregated })}>
        Aggregate what came together
      </Toggle>
      <Radios
        label={`Stands out from, ${instrument.base}`}
        value={largeLots === null ? AUTOMATIC : String(largeLots)}
        choices={[
          { value: AUTOMATIC, label: "The largest twentieth" },
          ...sizes.map((lots) => ({ value: String(lots), label: groupDigits(formatQuantity(instrument, lots)) })),
        ]}
        onChoose={(text) => setChoice({ ...choice, largeLots: text === AUTOMATIC ? null : Number(text) })}
      />
      <Line />
    </>
  );
}

function TableChoices() {
  const [isOfMarket, setOfMarket] = useTablesOfMarket();
  return (
    <>
      <Toggle isOn={isOfMarket} onToggle={setOfMarket}>
        This market only
      </Toggle>
      <Line />
    </>
  );
}

const Line = () => <DropdownMenu.Separator className={MENU_LINE} />;

const TICK = (
  <DropdownMenu.ItemIndicator className="ml-auto">
    <Check size={13} aria-hidden="true" />
  </DropdownMenu.ItemIndicator>
);

/** The menu stays: several settings are often changed together. */
const stay = (event: Event) => event.preventDefault();

type ToggleProps = {
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly children: ReactNode;
};

function Toggle({ isOn, onToggle, children }: ToggleProps) {
  return (
    <DropdownMenu.CheckboxItem checked={isOn} className={MENU_ITEM} onCheckedChange={onToggle} onSelect={stay}>
      {children}
      {TICK}
    </DropdownMenu.CheckboxItem>
  );
}

type RadiosProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly isOff?: boolean }[];
  readonly onChoose: (value: Value) => void;
};

function Radios<Value extends string>({ label, value, choices, onChoose }: RadiosProps<Value>) {
  const choose = (text: string) => {
    const chosen = choices.find((choice) => choice.value === text);
    if (chosen !== undefined) onChoose(chosen.value);
  };
  return (
    <DropdownMenu.RadioGroup aria-label={label} value={value} onValueChange={choose}>
      <DropdownMenu.Label className="px-2 pt-1 text-[11px] text-fg-3">{label}</DropdownMenu.Label>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem
          key={choice.value}
          value={choice.value}
          disabled={choice.isOff === true}
          className={MENU_ITEM}
          onSelect={stay}
        >
          {choice.label}
          {TICK}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

function Elsewhere({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <>
      <DropdownMenu.Item asChild className={MENU_ITEM}>
        <Link href={href}>{children}</Link>
      </DropdownMenu.Item>
      <Line />
    </>
  );
}
