"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { UNTOUCHED } from "../../../server/domain/margin/margin-account.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import { modeName, positionModeName } from "../margin-words.ts";

const dialog = () => import("./margin-dialog.tsx").then((part) => part.MarginDialog);
const MarginDialog = dynamic(dialog, { ssr: false });
const prepare = () => void dialog().catch(() => undefined);

const CHIP =
  "h-[24px] rounded-sm border border-line text-[11px] font-medium text-fg-2 hover:bg-hover hover:text-fg pointer-coarse:h-[44px]";

/** How the perpetual is margined; a press opens what changes it. */
export function MarginChips({ instrument }: { readonly instrument: Instrument }) {
  const snapshot = useSnapshot();
  const [isOpen, setOpen] = useState(false);
  const own = snapshot?.positions.find((row) => row.instrumentId === instrument.id && !row.positionSide);
  const values = own?.margin ?? UNTOUCHED;
  const chip = (label: string, name: string) => (
    <button
      type="button"
      className={CHIP}
      aria-label={`${name}: ${label}`}
      title={`${name} of ${instrument.name}. Press to change it`}
      disabled={snapshot === null}
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={() => setOpen(true)}
    >
      {label}
    </button>
  );
  return (
    <>
      <fieldset className="grid auto-cols-fr grid-flow-col gap-1" aria-label="Margin">
        {chip(modeName(values), "Margin mode")}
        {chip(`${values.leverage}×`, "Leverage")}
        {chip(positionModeName(values.positionMode), "Position mode")}
      </fieldset>
      {isOpen ? <MarginDialog key={instrument.id} instrument={instrument} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
