import { TRPCError } from "@trpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { whyNotTradable } from "@/components/instruments/instrument-words.ts";
import { marketNamed } from "@/components/trade/market-named.ts";
import { TradeScreen } from "@/components/trade/trade-screen.tsx";
import { ViewOnlyMarket } from "@/components/trade/view-only-market.tsx";
import { deskCaller } from "../../../desk-caller.ts";

type TradePageProps = { params: Promise<{ instrument: string }> };

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

export async function generateMetadata({ params }: TradePageProps): Promise<Metadata> {
  const { instrument } = await params;
  return { title: marketNamed(instrument)?.symbol ?? (await readListed(instrument))?.symbol ?? "Not found" };
}

export default async function TradePage({ params }: TradePageProps) {
  const { instrument } = await params;
  const market = marketNamed(instrument);
  if (market !== null) return <TradeScreen instrumentId={market.id} />;
  const listed = await readListed(instrument);
  if (listed === null) notFound();
  return <ViewOnlyMarket id={listed.id} symbol={listed.symbol} why={whyNotTradable(listed)?.why ?? ""} />;
}
