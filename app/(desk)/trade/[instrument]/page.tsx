import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TradeScreen } from "@/components/trade/trade-screen.tsx";
import { isPanelId, PANEL_NAMES } from "@/components/trade/workspace/layout/panel-ids.ts";
import { readMarket } from "./read-market.ts";

type TradePageProps = {
  params: Promise<{ instrument: string }>;
  searchParams: Promise<{ panel?: string | string[] }>;
};

/** A panel in a window of its own says which one it is. */
export async function generateMetadata({ params, searchParams }: TradePageProps): Promise<Metadata> {
  const { instrument } = await params;
  const { panel } = await searchParams;
  const symbol = (await readMarket(instrument))?.symbol ?? "Not found";
  return { title: isPanelId(panel) ? `${PANEL_NAMES[panel]} · ${symbol}` : symbol };
}

export default async function TradePage({ params }: TradePageProps) {
  const { instrument } = await params;
  const market = await readMarket(instrument);
  if (market === null) notFound();
  return <TradeScreen market={market} />;
}
