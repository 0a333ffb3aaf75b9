import { UnknownMarketOnDemand } from "@/components/trade/market/unknown-market-on-demand.tsx";

export default function MarketNotFound() {
  return <UnknownMarketOnDemand />;
}
