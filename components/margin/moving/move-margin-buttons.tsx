"use client";

import { Minus, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { type SyntheticEvent, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import { positionName } from "../../live/hedged.ts";
import { Button } from "../../ui/button.tsx";
import type { MarginMove } from "./move-outlook.ts";

const dialog = () => import("./move-margin-dialog.tsx").then((part) => part.MoveMarginDialog);
const MoveMarginDialog = dynamic(dialog, { ssr: false });
const prepare = () => void dialog().catch(() => undefined);

type MoveMarginButtonsProps = { readonly instrument: Instrument; readonly positionSide: PositionSide | null };

const BUTTONS = [
  { move: "add", name: "Add margin to", Icon: Plus },
  { move: "take", name: "Remove margin from", Icon: Minus },
] as const;

/** What asks for more margin behind an isolated position, or for less. */
export function MoveMarginButtons({ instrument, positionSide }: MoveMarginButtonsProps) {
  const [move, setMove] = useState<MarginMove | null>(null);
  // What is typed in the dialog is not meant for the row that it was opened from.
  const keep = (event: SyntheticEvent) => event.stopPropagation();
  return (
    <>
      {BUTTONS.map(({ move: each, name, Icon }) => (
        <Button
          key={each}
          size="row"
          className="px-1"
          aria-label={`${name} ${positionName(instrument, positionSide)}`}
          title={`${each === "add" ? "Add margin" : "Remove margin"}: moves its liquidation price`}
          onPointerEnter={prepare}
          onFocus={prepare}
          onClick={() => setMove(each)}
        >
          <Icon size={11} aria-hidden="true" />
        </Button>
      ))}
      {move === null ? null : (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps events to itself.
        <span onKeyDown={keep} onClick={keep} onDoubleClick={keep} onPointerDown={keep} onSubmit={keep}>
          <MoveMarginDialog
            instrument={instrument}
            positionSide={positionSide}
            move={move}
            onClose={() => setMove(null)}
          />
        </span>
      )}
    </>
  );
}
