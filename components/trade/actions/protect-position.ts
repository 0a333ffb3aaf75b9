import { formatQuantity, type Instrument, wholeLots } from "../../../server/domain/markets/instrument.ts";
import { absolute } from "../../../server/domain/money/integer.ts";
import type { LegRole } from "../../../server/domain/orders/contingency/contingency.ts";
import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import type { DeskVerbs } from "../../access/desk-verbs.ts";
import type { DeskStore } from "../../live/desk-store.ts";
import { positionName } from "../../live/hedged.ts";
import { sendCommand } from "../../live/send-command.ts";
import { notify } from "../../notices/notify.ts";
import { holdingOf } from "../ticket/reading/ticket-view.ts";
import { lotsWithout } from "../waiting-exits.ts";

type Desk = { readonly store: DeskStore; readonly verbs: DeskVerbs; readonly instrument: Instrument };

/** A stop that sends a market order, or a target that sends a limit order at its own price, over what of the position has none yet. */
export async function protectPosition(
  { store, verbs, instrument }: Desk,
  role: LegRole,
  price: string,
  positionSide: PositionSide | null = null,
): Promise<void> {
  const { snapshot } = store.read();
  const { positionUnits } = holdingOf(instrument, snapshot, positionSide);
  const direction = positionUnits > 0 ? "long" : "short";
  const held = { positionSide, direction, lots: wholeLots(instrument, absolute(positionUnits)) } as const;
  const lots = lotsWithout(snapshot?.orders ?? [], instrument, held, role);
  if (lots === 0) {
    const name = positionName(instrument, positionSide);
    notify({
      kind: "warn",
      title:
        held.lots === 0
          ? `Nothing is held in ${name} that could be protected.`
          : `All of ${name} has its ${role} already. Move that one.`,
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
      positionSide,
      acceptsStalePrice: false,
      trigger: { kind, by: "last", price, distance: null, distancePercent: null, limitDistance: null },
    }),
  );
}
