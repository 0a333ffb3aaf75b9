import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { marketNamed, marketOfListing } from "@/components/trade/market/market.ts";
import { TradeScreen } from "@/components/trade/trade-screen.tsx";
import { isPanelId, PANEL_NAMES } from "@/components/trade/workspace/layout/panel-ids.ts";
import { deskCaller } from "../../../desk-caller.ts";

type TradePageProps = {
  params: Promise<{ instrument: string }>;
  searchParams: Promise<{ panel?: string | string[] }>;
};

/** An entry of the catalogue that takes no orders; null for an id that no venue lists, or that the asker may not see. */
const readListed = cache(async (id: string) => {
  try {
    const desk = await deskCaller();
    const details = await desk.instruments.details({ instrumentId: id });
    return details.ok ? details.value.instrument : null;
  } catch (error) {
    if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") return null;
    throw error;
  }
});

const readMarket = async (id: string) => {
  const known = marketNamed(id);
  if (known !== null) return known;
  const listed = await readListed(id);
  return listed === null ? null : marketOfListing(listed);
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
