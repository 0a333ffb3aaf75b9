import type { RiskLimit } from "../risk-limit.ts";

export const orderRateLimit: RiskLimit = (_order, view) => {
  if (view.ordersInLastSecond < view.settings.ordersPerSecondMax) return null;
  const most = String(view.settings.ordersPerSecondMax);
  return {
    code: "order-rate-exceeded",
    message: `More than "${most}" orders in one second. Wait a second and send again.`,
    facts: { most },
  };
};
