import { formatQuantity, type Instrument, wholeLots } from "../../../server/domain/markets/instrument.ts";
import { absolute } from "../../../server/domain/money/integer.ts";
import type { LegRole } from "../../../server/domain/orders/contingency/contingency.ts";
import type { DeskVerbs } from "../../access/desk-verbs.ts";
import type { DeskStore } from "../../live/desk-store.ts";
import { sendCommand } from "../../live/send-command.ts";
import { notify } from "../../notices/notify.ts";
import { holdingOf } from "../ticket/reading/ticket-view.ts";

type Desk = { readonly store: DeskStore; readonly verbs: DeskVerbs; readonly instrument: Instrument };

/** A stop that sends a market order, or a target that sends a limit order at its own price, over the whole position. */
export async function protectPosition({ store, verbs, instrument }: Desk, role: LegRole, price: string): Promise<void> {
  const { positionUnits } = holdingOf(instrument, store.read().snapshot);
  const lots = wholeLots(instrument, absolute(positionUnits));
  if (lots === 0) {
    notify({
      kind: "warn",
      title: `Nothing is held in ${instrument.name} that could be protected.`,
      id: "no-protect",
    });
    return;
  }
  const isStop = role === "stop";
  const kind = isStop ? "stop-loss" : "take-profit";
  await sendCommand(store, (request) =>
    verbs.placeOrder({
      ...request,
      instrumentId: instrument.id,
      side: positionUnits > 0 ? "sell" : "buy",
      type: isStop ? "market" : "limit",
      quantity: formatQuantity(instrument, lots),
      price: isStop ? null : price,
      timeInForce: "GTC",
      isPostOnly: false,
      isReduceOnly: true,
      acceptsStalePrice: false,
      trigger: { kind, by: "last", price, distance: null, distancePercent: null, limitDistance: null },
    }),
  );
}
