"use client";

import { type FormEvent, useState } from "react";
import { can } from "../../server/domain/access/permission.ts";
import { formatQuantity } from "../../server/domain/markets/instrument.ts";
import { closingSide, riskUnits } from "../../server/domain/positions/protection.ts";
import { haltedReason } from "../live/frozen.ts";
import { positionName } from "../live/hedged.ts";
import { useCommand } from "../live/use-command.ts";
import { useDesk, useDeskState, useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { useStored } from "../preferences/preferences.ts";
import { ticksOf } from "../trade/book-depth.ts";
import { placeWords } from "../trade/place-words.ts";
import { Segments } from "../trade/ticket/fields/chips.tsx";
import { NumberField } from "../trade/ticket/fields/number-field.tsx";
import { steppedPrice } from "../trade/ticket/fields/price-field.tsx";
import { cleanNumber } from "../trade/ticket/reading/read-number.ts";
import { Button } from "../ui/button.tsx";
import { formatBalance } from "../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../ui/format-decimal.ts";
import { NothingLeft, OpenDialog } from "../ui/open-dialog.tsx";
import { protect } from "./protect-request.ts";
import { DISTANCE_PERCENT_FIRST, DISTANCES, distanceBps, distanceOf, readStop, stopPrice } from "./protect-terms.ts";
import { type ProtectedPosition, protectedPositions, uncoveredLots } from "./protected-positions.ts";

const BPS_STEP = 10;
const STOP = { kind: "stop-loss", by: "mark" } as const;

/** A stop for what is not covered of a position: its distance is proposed, and seen before anything is sent. */
export function ProtectDialog({ positionId }: { readonly positionId: string }) {
  const snapshot = useSnapshot();
  const position = snapshot === null ? undefined : protectedPositions(snapshot).get(positionId);
  const symbol = position === undefined ? positionId : positionName(position.instrument, position.positionSide);
  return (
    <OpenDialog title={`Protect ${symbol}`} onClose={() => protect(null)}>
      {position !== undefined && uncoveredLots(position) > 0 ? (
        <ProtectForm position={position} />
      ) : (
        <NothingLeft
          why={position === undefined ? "Nothing is held there any more." : "All of it is covered by live stops."}
          onClose={() => protect(null)}
        />
      )}
    </OpenDialog>
  );
}

function ProtectForm({ position }: { readonly position: ProtectedPosition }) {
  const { instrument, positionSide = null, netUnits, protection } = position;
  const { verbs } = useDesk();
  const { isWaiting, send } = useCommand();
  const [usual, setUsual] = useStored<string>("protect.distance", DISTANCE_PERCENT_FIRST);
  const mark = useDeskState(
    ({ marks }) => marks?.positions.find((row) => row.instrumentId === instrument.id)?.mark ?? null,
  );
  const priceTicks = ticksOf(instrument, mark) ?? 0;
  const isLong = netUnits > 0;
  // Until a person writes one, the price keeps its distance from the market.
  const [written, setWritten] = useState<string | null>(null);
  const [percent, setPercent] = useState(usual);
  const [isWhole, setWhole] = useState(false);
  const price = written ?? stopPrice(instrument, isLong, priceTicks, percent) ?? "";
  const shownPercent = written === null ? percent : (distanceOf(instrument, priceTicks, written) ?? "");
  const reading = readStop(instrument, isLong, priceTicks, cleanNumber(price));
  const lots = uncoveredLots(position);
  const size = formatQuantity(instrument, lots);
  const sized = `${groupDigits(size)} ${instrument.base}`;
  const side = closingSide(netUnits);
  const why = useWhyNot(position);
  const problem = "problem" in reading ? reading.problem : undefined;
  const setDistance = (next: string) => {
    setWritten(null);
    setPercent(next);
  };
  const lives = placeWords(instrument, {
    ...{ type: "market", timeInForce: "GTC", trigger: { ...STOP, priceTicks: 1 } },
    closesPosition: isWhole,
  });
  const place = (event: FormEvent) => {
    event.preventDefault();
    if (problem !== undefined || why !== null) return;
    if (distanceBps(shownPercent) !== null) setUsual(shownPercent);
    send((request) =>
      verbs.placeOrder({
        ...request,
        instrumentId: instrument.id,
        side,
        type: "market",
        quantity: isWhole ? "" : size,
        price: null,
        timeInForce: "GTC",
        isPostOnly: false,
        isReduceOnly: true,
        closesPosition: isWhole,
        positionSide,
        acceptsStalePrice: false,
        trigger: {
          ...STOP,
          price: cleanNumber(price),
          distance: null,
          distancePercent: null,
          limitDistance: null,
        },
        expiresAt: null,
      }),
    );
    protect(null);
  };
  const risk = "levelTicks" in reading ? riskUnits(instrument, isLong, { lots, priceTicks, ...reading }) : null;
  return (
    <form
      className="flex flex-col gap-2.5"
      onSubmit={place}
      aria-label={`Stop for ${positionName(instrument, positionSide)}`}
    >
      <p className="text-fg-2">
        {sized} of the {isLong ? "long" : "short"} position
        {protection.coveredLots > 0 ? "" : ", all of it,"} {lots === 1 ? "has" : "have"} no live stop.
      </p>
      <NumberField
        label="Distance"
        unit="%"
        value={shownPercent}
        onChange={setDistance}
        onStep={(steps) => setDistance(String(Math.max(1, (distanceBps(shownPercent) ?? 0) + steps * BPS_STEP) / 100))}
      />
      <Segments
        label="Distance from the mark"
        value={shownPercent as (typeof DISTANCES)[number]}
        choices={DISTANCES.map((each) => ({ value: each, label: `${each}%` }))}
        onChoose={setDistance}
      />
      <NumberField
        label="Stop at"
        unit={instrument.quote}
        value={price}
        problem={problem}
        onChange={setWritten}
        onStep={(steps) => setWritten(steppedPrice(instrument, price, { bid: priceTicks, ask: priceTicks }, steps))}
      />
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        <dt className="text-fg-3">Mark</dt>
        <dd className="text-right">{mark === null ? UNKNOWN : groupDigits(mark)}</dd>
        <dt className="text-fg-3">At risk until there</dt>
        <dd className="text-right" data-testid="stop-risk">
          {risk === null ? UNKNOWN : `${formatBalance(risk, instrument.quote)} ${instrument.quote}`}
        </dd>
        <dt className="text-fg-3">Lives</dt>
        <dd className="text-right" title={lives.title}>
          {lives.value}
        </dd>
      </dl>
      <label
        className="flex min-h-[24px] items-center gap-1.5 pointer-coarse:min-h-[44px]"
        title="It closes all of the position, whatever its size by then, and ends with it"
      >
        <input
          type="checkbox"
          checked={isWhole}
          className="size-[14px] accent-accent-solid pointer-coarse:size-[20px]"
          onChange={(event) => setWhole(event.target.checked)}
        />
        Whole position, also what is added to it
      </label>
      <p className="text-fg-3">
        When the mark {isLong ? "falls" : "rises"} to it, a reduce-only market order goes out. Slippage and fees come on
        top.
      </p>
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button onClick={() => protect(null)}>Not now</Button>
        <Button
          type="submit"
          tone={side}
          disabled={why !== null || problem !== undefined || isWaiting}
          title={why ?? undefined}
        >
          {side === "sell" ? "Sell" : "Buy"} {isWhole ? `all ${instrument.base}` : sized} at the stop
        </Button>
      </div>
    </form>
  );
}

function useWhyNot({ instrument }: ProtectedPosition): string | null {
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  if (snapshot === null || !can(snapshot.role, "order:place")) return "Your role does not place orders";
  return frozen ?? haltedReason(snapshot, instrument);
}
