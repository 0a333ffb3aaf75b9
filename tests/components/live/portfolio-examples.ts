import type { PortfolioSnapshot } from "@/components/live/portfolio-snapshot.ts";
import { NO_BORROWING } from "../../../server/domain/borrowing/loan.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";

export const anOrder = (terms: Partial<Order>): Order => ({
  id: "A1",
  instrumentId: "BTC-USDT",
  side: "buy",
  type: "limit",
  quantityLots: 1_000,
  priceTicks: 6_400_000,
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly: false,
  source: { kind: "manual", userId: "U1", key: "K1" },
  acceptsStalePrice: false,
  trigger: null,
  expiresAt: null,
  trailTicks: null,
  releasedTicks: null,
  boundTicks: 6_400_000,
  createdAt: 1,
  status: "submitted",
  filledLots: 0,
  filledUnits: 0,
  reservedUnits: 64_064_000_000,
  venueOrderId: null,
  revision: 0,
  amendment: null,
  reasonCode: null,
  reason: null,
  updatedAt: 1,
  ...terms,
});

export const aFill = (terms: Partial<Fill>): Fill => ({
  id: "F1",
  orderId: "A1",
  instrumentId: "BTC-USDT",
  tradeId: "T1",
  side: "buy",
  quantityLots: 1_000,
  priceTicks: 6_400_000,
  notionalUnits: 64_000_000_000,
  feeCurrency: "BTC",
  feeUnits: 100_000,
  liquidity: "taker",
  excessLots: 0,
  at: 1,
  ...terms,
});

export const aLot = (terms: Partial<Lot>): Lot => ({
  id: "L1",
  instrumentId: "BTC-USDT",
  direction: "long",
  fillId: "F1",
  openedAt: 1,
  quantityUnits: 100_000_000,
  costUnits: 64_000_000_000,
  ...terms,
});

export const aSnapshot = (terms: Partial<PortfolioSnapshot>): PortfolioSnapshot => ({
  portfolioId: "P1",
  name: "Paper",
  mode: "paper",
  feedKind: "synthetic",
  baseCurrency: "USDT",
  sequence: 0,
  tradingState: "active",
  tradingStateReason: "",
  stops: [],
  selfTrade: "cancel-newest",
  borrowing: NO_BORROWING,
  orders: [],
  fills: [],
  algorithms: [],
  lots: [],
  positions: [],
  balances: [],
  role: "owner",
  isFrozen: false,
  ...terms,
});
