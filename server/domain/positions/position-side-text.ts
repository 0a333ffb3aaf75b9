import { accept, type Result } from "../errors/rejection.ts";
import { unknownWord } from "../orders/grid-text.ts";
import { POSITION_SIDES, type PositionSide } from "./position-side.ts";

/** The side of a position as a person names it; null where nobody does. */
export function parsePositionSide(text: string | null | undefined): Result<PositionSide | null> {
  if (text === null || text === undefined || text === "") return accept(null);
  const side = POSITION_SIDES.find((word) => word === text);
  return side === undefined ? unknownWord("position-side", text, POSITION_SIDES) : accept(side);
}
