import { formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import {
  impliedPositionSide,
  POSITION_SIDES,
  type PositionSide,
} from "../../../../server/domain/positions/position-side.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import type { Ticket } from "../use-ticket.ts";
import { Segments } from "./chips.tsx";

type HedgeChoiceProps = {
  readonly instrument: Instrument;
  readonly ticket: Ticket;
  /** The position that the draft is meant for. */
  readonly positionSide: PositionSide;
  /** What of it can be closed, in lots. */
  readonly closableLots: number;
};

const DEEDS = [
  { value: "open", label: "Open" },
  { value: "close", label: "Close" },
] as const;

/** Which of the two positions of hedge mode, and whether it is opened or closed. */
export function HedgeChoice({ instrument, ticket, positionSide, closableLots }: HedgeChoiceProps) {
  const { draft, change } = ticket;
  // What closes the whole position closes, whatever the flag says.
  const isClosing = positionSide !== impliedPositionSide(draft.side, false);
  const sideOf = (position: PositionSide, closes: boolean) => ((position === "long") === closes ? "sell" : "buy");
  const condition = draft.condition === null ? null : { ...draft.condition, closesPosition: false };
  const choose = (closes: boolean) => {
    if (closes !== isClosing)
      change({
        side: sideOf(positionSide, closes),
        isReduceOnly: closes,
        ...(closes ? {} : { condition }),
        ...(draft.exits?.isOco && !closes ? { exits: null } : {}),
      });
  };
  const verb = isClosing ? "Close" : "Open";
  return (
    <>
      <Segments
        label="Open or close"
        value={isClosing ? "close" : "open"}
        choices={DEEDS}
        onChoose={(deed) => choose(deed === "close")}
      />
      <fieldset className="grid grid-cols-2 gap-1" aria-label="Position">
        {POSITION_SIDES.map((position) => {
          const side = sideOf(position, isClosing);
          return (
            <button
              key={position}
              type="button"
              aria-pressed={position === positionSide}
              className={`h-[max(32px,var(--ctl))] rounded-md border border-line font-semibold text-fg-2 aria-pressed:border-transparent aria-pressed:text-on-solid ${side === "buy" ? "aria-pressed:bg-buy-solid" : "aria-pressed:bg-sell-solid"}`}
              onClick={() => change({ side })}
            >
              {verb} {position}
            </button>
          );
        })}
      </fieldset>
      {isClosing ? (
        <p className="text-[11px] text-fg-2" data-testid="closable">
          {closableLots === 0
            ? `Nothing of the ${positionSide} position can be closed.`
            : `${groupDigits(formatQuantity(instrument, closableLots))} ${instrument.base} of the ${positionSide} position can be closed.`}
        </p>
      ) : null}
    </>
  );
}
