import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { marketNamed } from "@/components/trade/market-named.ts";
import { TradeScreen } from "@/components/trade/trade-screen.tsx";

type TradePageProps = { params: Promise<{ instrument: string }> };

export async function generateMetadata({ params }: TradePageProps): Promise<Metadata> {
  return { title: marketNamed((await params).instrument)?.symbol ?? "Not found" };
}

export default async function TradePage({ params }: TradePageProps) {
  const market = marketNamed((await params).instrument);
  if (market === null) notFound();
  return <TradeScreen instrumentId={market.id} />;
}
