"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { InstrumentPicker } from "../../instruments/instrument-picker.tsx";
import { marketHref, useMarketId } from "./open-market.ts";

const LINK = "rounded-md border border-line px-3 py-2 text-[13px] font-semibold hover:bg-hover pointer-coarse:py-3";

/** In place of the terminal for an address that names no market: what it names, and the ways on. */
export function UnknownMarket() {
  const id = useMarketId();
  const search = useSearchParams().toString();
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-4 text-center">
      <h1 className="text-[24px] font-[650]">There is nothing here</h1>
      <p className="max-w-[460px] break-words text-fg-2">
        {id === "" ? "The address names no market" : `“${id}” is not a market of this desk`}. Nothing was changed.
        Choose one that is traded here, or search all that the venues list.
      </p>
      <ul className="flex flex-wrap justify-center gap-2">
        {LISTED_INSTRUMENTS.map((instrument) => (
          <li key={instrument.id} className="flex">
            <Link href={marketHref(instrument.id, search)} className={LINK}>
              {instrument.name}
            </Link>
          </li>
        ))}
      </ul>
      <p className="flex items-center gap-4 text-[13px]">
        <span className="flex items-center gap-4">
          Search <InstrumentPicker />
        </span>
        <Link href="/instruments" className="font-semibold text-accent underline">
          All instruments
        </Link>
      </p>
    </div>
  );
}
