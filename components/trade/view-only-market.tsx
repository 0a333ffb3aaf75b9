import Link from "next/link";

type ViewOnlyMarketProps = { readonly id: string; readonly symbol: string; readonly why: string };

/** In place of the Trade page for an instrument that takes no orders here. */
export function ViewOnlyMarket({ id, symbol, why }: ViewOnlyMarketProps) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-4 text-center">
      <h1 className="text-[24px] font-[650]">{symbol} cannot be traded here</h1>
      <p className="max-w-[460px] text-fg-2">{why}</p>
      <Link href={`/instruments?details=${encodeURIComponent(id)}`} className="font-semibold text-accent underline">
        Look at it on Instruments
      </Link>
    </div>
  );
}
