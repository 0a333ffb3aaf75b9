"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { daysHeld } from "../../../server/domain/positions/gains-report.ts";
import type { Closing, LotView } from "../../../server/domain/positions/realised-gains.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { ticksOf } from "../../trade/book-depth.ts";
import { DetailSheet } from "../../ui/detail-sheet.tsx";
import { SidePill } from "../../ui/figure.tsx";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, formatUnitsAt } from "../../ui/format-decimal.ts";
import { formatRowTime } from "../../ui/format-time.ts";
import { type PositionLots, portfolioClient } from "../portfolio-client.ts";
import { Amount, AmountPnl, Masked, usePresenter } from "../presenter.tsx";
import { moneyText, unitPrice, unrealisedOf } from "./lot-figures.ts";
import { MethodSwitch } from "./method-switch.tsx";

type LotsSheetProps = {
  readonly instrument: Instrument;
  readonly mark: string | null;
  readonly onClose: () => void;
};

/** A position lot by lot, under the method chosen, and what each closing fill took of which lot. */
export function LotsSheet({ instrument, mark, onClose }: LotsSheetProps) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const { portfolioId } = store;
  const [method, setMethod] = useState<LotView>("FIFO");
  const [lots, setLots] = useState<PositionLots | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const newestFill = snapshot?.fills.find((fill) => fill.instrumentId === instrument.id)?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when something was filled.
  useEffect(() => {
    let isCurrent = true;
    portfolioClient.lots(portfolioId, instrument.id, method).then(
      (read) => {
        if (!isCurrent) return;
        setLots(read);
        setProblem(null);
      },
      (error: unknown) => isCurrent && setProblem(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [portfolioId, instrument.id, method, newestFill]);
  return (
    <DetailSheet title={`${instrument.name} lots`} isWide onClose={onClose}>
      <div className="flex flex-col gap-4 text-[12px]">
        <div className="flex flex-wrap items-center gap-2">
          <MethodSwitch method={method} onChoose={setMethod} />
          <span className="text-fg-3" role="status">
            {problem ?? (lots === null ? "Loading lots…" : storedWords(lots))}
          </span>
        </div>
        {lots === null ? null : (
          <>
            <OpenLots instrument={instrument} lots={lots} markTicks={ticksOf(instrument, mark ?? undefined)} />
            <Closings instrument={instrument} lots={lots} />
          </>
        )}
      </div>
    </DetailSheet>
  );
}

const storedWords = ({ isStored }: PositionLots): string =>
  isStored ? "As the ledger has booked it" : "Computed from the same fills; the ledger itself books FIFO";

type TableProps = { readonly instrument: Instrument; readonly lots: PositionLots };

function OpenLots({ instrument, lots, markTicks }: TableProps & { readonly markTicks: number | null }) {
  if (lots.open.length === 0) return <Part title="Open lots">Nothing is open.</Part>;
  return (
    <Part title={`Open lots ${lots.open.length}`}>
      <table className="grid-table" aria-label="Open lots">
        <thead>
          <tr>
            <th className="text">Opened</th>
            <th className="text">Side</th>
            <th>Size</th>
            <th>Entry</th>
            <th>Cost</th>
            <th>Unrealised</th>
            <th className="text">Order</th>
          </tr>
        </thead>
        <tbody>
          {lots.open.map((lot) => (
            <tr key={lot.id} data-lot={lot.id}>
              <td className="text text-fg-2">{formatRowTime(lot.openedAt)}</td>
              <td className="text">
                <SidePill side={lot.direction} />
              </td>
              <td>
                <Quantity instrument={instrument} units={lot.quantityUnits} />
              </td>
              <td>
                {formatDecimal(unitPrice(instrument, lot.costUnits, lot.quantityUnits), instrument.priceDecimals)}
              </td>
              <td>
                <Amount text={moneyText(lot.costUnits, instrument.quote)} currency={instrument.quote} />
              </td>
              <td>
                <AmountPnl text={unrealisedOf(instrument, lot, markTicks)} currency={instrument.quote} />
              </td>
              <td className="text">
                <OrderLink lots={lots} fillId={lot.fillId} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Closings({ instrument, lots }: TableProps) {
  const { closings, closingsTotal } = lots;
  if (closings.length === 0) return <Part title="Closed parts">Nothing was closed yet.</Part>;
  const more = closingsTotal > closings.length ? `, the newest ${closings.length}` : "";
  return (
    <Part title={`Closed parts ${closingsTotal}${more}`}>
      <table className="grid-table" aria-label="Closed parts of lots">
        <thead>
          <tr>
            <th className="text">Closed</th>
            <th className="text">By order</th>
            <th>Size</th>
            <th>Cost</th>
            <th>Proceeds</th>
            <th>Gain</th>
            <th className="text">Lot opened</th>
            <th className="text">By order</th>
            <th>Days</th>
          </tr>
        </thead>
        <tbody>
          {closings.map((closing) => (
            <tr key={`${closing.lotId} ${closing.closedBy}`} data-closing={closing.closedBy}>
              <td className="text text-fg-2">{formatRowTime(closing.closedAt)}</td>
              <td className="text">
                <OrderLink lots={lots} fillId={closing.closedBy} />
              </td>
              <td>
                <Quantity instrument={instrument} units={closing.quantityUnits} />
              </td>
              <ClosingMoney instrument={instrument} closing={closing} />
              <td className="text text-fg-2">{formatRowTime(closing.openedAt)}</td>
              <td className="text">
                <OrderLink lots={lots} fillId={closing.openedBy} />
              </td>
              <td>{daysHeld(closing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function ClosingMoney({
  instrument: { quote },
  closing,
}: {
  readonly instrument: Instrument;
  readonly closing: Closing;
}) {
  return (
    <>
      <td>
        <Amount text={moneyText(closing.costUnits, quote)} currency={quote} />
      </td>
      <td>
        <Amount text={moneyText(closing.proceedsUnits, quote)} currency={quote} />
      </td>
      <td>
        <AmountPnl text={moneyText(closing.gainUnits, quote)} currency={quote} />
      </td>
    </>
  );
}

function Quantity({
  instrument,
  units,
}: {
  readonly instrument: Instrument;
  readonly units: Closing["quantityUnits"];
}) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  return formatUnitsAt(units, currencyOf(instrument.base).decimals, placesOf(instrument.base));
}

/** Leads from a fill to the order that it filled. */
function OrderLink({ lots, fillId }: { readonly lots: PositionLots; readonly fillId: string }) {
  const portfolio = useSearchParams().get("portfolio");
  const orderId = lots.fills.find((fill) => fill.id === fillId)?.orderId;
  if (orderId === undefined) return fillId;
  const address = new URLSearchParams({ ...(portfolio === null ? {} : { portfolio }), tab: "history", order: orderId });
  return (
    <Link href={`/orders?${address.toString()}`} title={`Fill ${fillId}`} className="text-accent underline">
      {orderId}
    </Link>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-1.5">
      <h3 className="font-semibold">{title}</h3>
      <div className="overflow-x-auto text-fg-2">{children}</div>
    </section>
  );
}
