import { z } from "zod";
import { CLOSE_SHARES } from "../../domain/positions/close-quantity.ts";
import { amendOrder } from "../../services/orders/amend-order.ts";
import { cancelAllOrders } from "../../services/orders/cancel-all-orders.ts";
import { cancelOrder } from "../../services/orders/cancel-order.ts";
import { closePosition } from "../../services/orders/close-position.ts";
import { placeOrder } from "../../services/orders/place-order.ts";
import { id, key, rawText } from "../inputs.ts";
import { inPortfolio, router } from "../procedures.ts";

export const ordersRouter = router({
  place: inPortfolio("order:place")
    .input(
      z.object({
        key,
        instrumentId: rawText,
        side: rawText,
        type: rawText,
        quantity: rawText,
        price: rawText.nullable(),
        timeInForce: rawText,
        isPostOnly: z.boolean().default(false),
        isReduceOnly: z.boolean().default(false),
        acceptsStalePrice: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input: { portfolioId, key: orderKey, ...order } }) =>
      placeOrder(ctx.web.desk, ctx.actor, { portfolioId, key: orderKey, order }),
    ),
  cancel: inPortfolio("order:cancel")
    .input(z.object({ key, orderId: id }))
    .mutation(({ ctx, input }) => cancelOrder(ctx.web.desk, ctx.actor, input)),
  amend: inPortfolio("order:place")
    .input(z.object({ key, orderId: id, price: rawText.nullable(), quantity: rawText.nullable() }))
    .mutation(({ ctx, input }) => amendOrder(ctx.web.desk, ctx.actor, input)),
  closePosition: inPortfolio("order:place")
    .input(z.object({ key, instrumentId: rawText, share: z.enum(CLOSE_SHARES) }))
    .mutation(({ ctx, input }) => closePosition(ctx.web.desk, ctx.actor, input)),
  cancelAll: inPortfolio("order:cancel")
    .input(z.object({ key, instrumentId: id.nullable() }))
    .mutation(({ ctx, input }) => cancelAllOrders(ctx.web.desk, ctx.actor, input)),
});
