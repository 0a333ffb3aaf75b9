"use client";

import { useMemo } from "react";
import { sendCommand } from "../../live/send-command.ts";
import { useDesk } from "../../live/use-desk.tsx";
import type { Amend } from "../../trade/tables/orders/order-edit.tsx";

/** What can be done with an order where no market's ticket stands. */
export function useOrderVerbs(): { readonly cancel: (orderId: string) => void; readonly amend: Amend } {
  const { store, verbs } = useDesk();
  return useMemo(
    () => ({
      cancel: (orderId) => void sendCommand(store, (request) => verbs.cancelOrder({ ...request, orderId })),
      amend: (orderId, { price = null, quantity = null, triggerPrice = null }) =>
        void sendCommand(store, (request) => verbs.amendOrder({ ...request, orderId, price, quantity, triggerPrice })),
    }),
    [store, verbs],
  );
}
