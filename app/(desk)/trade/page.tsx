import { cookies } from "next/headers";
import { redirect } from "next/navigation";

/** Leads to the market that this browser showed last. */
export default async function LastMarketPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const market = (await cookies()).get("tradewind-market")?.value ?? "BTC-USDT";
  const query = new URLSearchParams(await searchParams).toString();
  redirect(`/trade/${encodeURIComponent(market)}${query === "" ? "" : `?${query}`}`);
}
