import { z } from "zod";
import { MARGIN_MODES } from "../../domain/margin/margin-account.ts";
import { stringifyExact } from "../../domain/money/integer-json.ts";
import { CLOSE_SHARES } from "../../domain/positions/close-quantity.ts";
import { POSITION_MODES, POSITION_SIDES } from "../../domain/positions/position-side.ts";
import { MARGIN_MOVES, moveMargin } from "../../services/margin/move-margin.ts";
import { setMargin } from "../../services/margin/set-margin.ts";
import { setPositionMode } from "../../services/margin/set-position-mode.ts";
import { amendLegs } from "../../services/orders/amend-legs.ts";
import { amendOrder } from "../../services/orders/amend-order.ts";
import { annotateOrder } from "../../services/orders/annotate-order.ts";
import { cancelAllOrders } from "../../services/orders/cancel-all-orders.ts";
import { cancelOrder } from "../../services/orders/cancel-order.ts";
import { closePosition } from "../../services/orders/close-position.ts";
import { dailyStatement } from "../../services/orders/daily-statement.ts";
import { executionSummary } from "../../services/orders/execution/execution-summary.ts";
import { listFills } from "../../services/orders/list-fills.ts";
import { listOrders } from "../../services/orders/list-orders.ts";
import { orderLife } from "../../services/orders/order-life.ts";
import { placeGroup } from "../../services/orders/place-group.ts";
import { placeOrder } from "../../services/orders/place-order.ts";
import { reversePosition } from "../../services/orders/reverse-position.ts";
import { id, key, rawText } from "../inputs.ts";
import { fillSearchInput, orderInput, orderSearchInput, pageInput } from "../order-inputs.ts";
import { inPortfolio, router } from "../procedures.ts";

const positionSide = z.enum(POSITION_SIDES).nullable().default(null);

export const ordersRouter = router({
  place: inPortfolio("order:place")
    .input(orderInput.extend({ key }))
    .mutation(({ ctx, input: { portfolioId, key: orderKey, ...order } }) =>
      placeOrder(ctx.web.desk, ctx.actor, { portfolioId, key: orderKey, order }),
    ),
  placeGroup: inPortfolio("order:place")
    .input(
      z.object({
        key,
        entry: orderInput.nullable(),
        legs: z
          .array(z.object({ role: rawText, order: orderInput }))
          .max(2)
          .readonly(),
      }),
    )
    .mutation(({ ctx, input: { portfolioId, key: groupKey, ...group } }) =>
      placeGroup(ctx.web.desk, ctx.actor, { portfolioId, key: groupKey, group }),
    ),
  cancel: inPortfolio("order:cancel")
    .input(z.object({ key, orderId: id }))
    .mutation(({ ctx, input }) => cancelOrder(ctx.web.desk, ctx.actor, input)),
  amend: inPortfolio("order:place")
    .input(
      z.object({
        key,
        orderId: id,
        price: rawText.nullable(),
        quantity: rawText.nullable(),
        triggerPrice: rawText.nullable().default(null),
      }),
    )
    .mutation(({ ctx, input }) => amendOrder(ctx.web.desk, ctx.actor, input)),
  amendLegs: inPortfolio("order:place")
    .input(
      z.object({
        key,
        legs: z
          .array(
            z.object({
              orderId: id,
              price: rawText.nullable().default(null),
              triggerPrice: rawText.nullable().default(null),
            }),
          )
          .min(1)
          .max(10)
          .readonly(),
      }),
    )
    .mutation(({ ctx, input }) => amendLegs(ctx.web.desk, ctx.actor, input)),
  closePosition: inPortfolio("order:place")
    .input(z.object({ key, instrumentId: rawText, positionSide, share: z.enum(CLOSE_SHARES) }))
    .mutation(({ ctx, input }) => closePosition(ctx.web.desk, ctx.actor, input)),
  reversePosition: inPortfolio("order:place")
    .input(z.object({ key, instrumentId: rawText, positionSide }))
    .mutation(({ ctx, input }) => reversePosition(ctx.web.desk, ctx.actor, input)),
  setMargin: inPortfolio("order:place")
    .input(z.object({ key, instrumentId: rawText, leverage: z.number(), mode: z.enum(MARGIN_MODES) }))
    .mutation(({ ctx, input }) => setMargin(ctx.web.desk, ctx.actor, input)),
  moveMargin: inPortfolio("order:place")
    .input(z.object({ key, instrumentId: rawText, positionSide, direction: z.enum(MARGIN_MOVES), amount: rawText }))
    .mutation(({ ctx, input }) => moveMargin(ctx.web.desk, ctx.actor, input)),
  setPositionMode: inPortfolio("order:place")
    .input(z.object({ key, instrumentId: rawText, mode: z.enum(POSITION_MODES) }))
    .mutation(({ ctx, input }) => setPositionMode(ctx.web.desk, ctx.actor, input)),
  cancelAll: inPortfolio("order:cancel")
    .input(z.object({ key, instrumentId: id.nullable() }))
    .mutation(({ ctx, input }) => cancelAllOrders(ctx.web.desk, ctx.actor, input)),
  /** The text of a `Listing<ListedOrder>`, to be read with `parseExact`, as are the next two. */
  list: inPortfolio("portfolio:view")
    .input(orderSearchInput.extend(pageInput.shape))
    .query(async ({ ctx, input }) => stringifyExact(await listOrders(ctx.web.desk, ctx.actor, input))),
  fills: inPortfolio("portfolio:view")
    .input(fillSearchInput.extend(pageInput.shape))
    .query(async ({ ctx, input }) => stringifyExact(await listFills(ctx.web.desk, ctx.actor, input))),
  life: inPortfolio("portfolio:view")
    .input(z.object({ orderId: id }))
    .query(async ({ ctx, input }) => stringifyExact(await orderLife(ctx.web.desk, ctx.actor, input))),
  /** The text of a `QualitySummary`, to be read with `parseExact`. */
  execution: inPortfolio("portfolio:view")
    .input(orderSearchInput)
    .query(async ({ ctx, input }) => stringifyExact(await executionSummary(ctx.web.desk, ctx.actor, input))),
  statement: inPortfolio("portfolio:view")
    .input(z.object({ day: rawText, timeZone: rawText }))
    .query(({ ctx, input }) => dailyStatement(ctx.web.desk, ctx.actor, input)),
  annotate: inPortfolio("order:annotate")
    .input(
      z.object({
        orderId: id,
        note: z
          .string()
          .max(10_000)
          .regex(/^[^\0]*$/),
        tags: z.array(rawText).max(50),
        seenAt: z.int().nullable(),
      }),
    )
    .mutation(({ ctx, input }) => annotateOrder(ctx.web.desk, ctx.actor, input)),
});
