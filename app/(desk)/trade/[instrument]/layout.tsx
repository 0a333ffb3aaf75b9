import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { readMarket } from "./read-market.ts";

type MarketLayoutProps = { params: Promise<{ instrument: string }>; children: ReactNode };

/** Stands before the page's skeleton: once that is on its way, the answer can be no 404 any more. */
export default async function MarketLayout({ params, children }: MarketLayoutProps) {
  const { instrument } = await params;
  if ((await readMarket(instrument)) === null) notFound();
  return children;
}
