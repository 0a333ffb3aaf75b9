"use client";

import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { BookRow } from "../levels/group-levels.ts";
import { placeOf, walkPlaces } from "../levels/walk-places.ts";
import { BOOK_COLUMNS, type BookHit } from "./book-layout.ts";
import { describePick, type Pick, pickOf } from "./book-pick.ts";
import type { TopLevels } from "./use-top-levels.ts";

type BookKeysProps = {
  readonly instrument: Instrument;
  readonly levels: TopLevels;
  readonly onPick: (pick: Pick) => void;
  readonly onFocus: (hit: BookHit | null) => void;
};

/** The best rows of the canvas once more as buttons: for the keyboard and for readers of the page. */
export function BookKeys({ instrument, levels, onPick, onFocus }: BookKeysProps) {
  const sides = [
    { side: "sell", name: "Asks", rows: levels.asks, rowOf: (index: number) => -1 - index },
    { side: "buy", name: "Bids", rows: levels.bids, rowOf: (index: number) => index },
  ] as const;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it passes the arrow keys on between the buttons inside.
    <div className="sr-only" onKeyDown={walkPlaces} onBlur={() => onFocus(null)}>
      {sides.map(({ side, name, rows, rowOf }) => (
        <fieldset key={side} aria-label={name}>
          <table>
            <thead>
              <tr>
                <th>Price {instrument.quote}</th>
                <th>Size {instrument.base}</th>
                <th>Sum {instrument.base}</th>
              </tr>
            </thead>
            <tbody>
              {(side === "sell" ? rows.toReversed() : rows).map((row) => {
                const index = rows.indexOf(row);
                return (
                  <KeyRow key={index} {...{ instrument, side, row, index, onPick, onFocus }} line={rowOf(index)} />
                );
              })}
            </tbody>
          </table>
        </fieldset>
      ))}
    </div>
  );
}

type KeyRowProps = Ears & {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly row: BookRow;
  /** 0 is the best. */
  readonly index: number;
  /** Its line among all, 0 the best bid. */
  readonly line: number;
};
type Ears = { readonly onPick: (pick: Pick) => void; readonly onFocus: (hit: BookHit | null) => void };

function KeyRow({ instrument, side, row, index, line, onPick, onFocus }: KeyRowProps) {
  return (
    <tr>
      {BOOK_COLUMNS.map((column, place) => (
        <td key={column}>
          <button
            type="button"
            data-place={placeOf(line, place)}
            tabIndex={index === 0 && place === 0 ? 0 : -1}
            onFocus={() => onFocus({ side, index, column })}
            onClick={() => onPick(pickOf(instrument, side, row, column))}
          >
            {describePick(instrument, side, row, column)}
          </button>
        </td>
      ))}
    </tr>
  );
}
