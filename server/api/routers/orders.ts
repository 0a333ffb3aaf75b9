import { z } from "zod";
import { cancelAllOrders } from "../../services/orders/cancel-all-orders.ts";
import { cancelOrder } from "../../services/orders/cancel-order.ts";
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
        acceptsStalePrice: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input: { portfolioId, key: orderKey, ...order } }) =>
      placeOrder(ctx.web.desk, ctx.actor, { portfolioId, key: orderKey, order }),
    ),
  cancel: inPortfolio("order:cancel")
    .input(z.object({ key, orderId: id }))
    .mutation(({ ctx, input }) => cancelOrder(ctx.web.desk, ctx.actor, input)),
  cancelAll: inPortfolio("order:cancel")
    .input(z.object({ key, instrumentId: id.nullable() }))
    .mutation(({ ctx, input }) => cancelAllOrders(ctx.web.desk, ctx.actor, input)),
});
