import { TRPCError } from "@trpc/server";
import { cache } from "react";
import { marketNamed, marketOfListing } from "@/components/trade/market/market.ts";
import { deskCaller } from "../../../desk-caller.ts";

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

/** The market that an address names; null when there is none. */
export async function readMarket(id: string) {
  const known = marketNamed(id);
  if (known !== null) return known;
  const listed = await readListed(id);
  return listed === null ? null : marketOfListing(listed);
}
