import { UnknownMarket } from "@/components/trade/market/unknown-market.tsx";

export default function MarketNotFound() {
  return <UnknownMarket />;
}
