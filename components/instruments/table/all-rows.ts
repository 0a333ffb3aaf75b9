import { catalogue, type SearchTerms } from "../catalogue-client.ts";
import type { MarketRow } from "./instrument-columns.tsx";

const PAGE = 200;

/** Every instrument that the terms find, in their order, with the figures of the day: for a file. */
export async function allRows(terms: SearchTerms): Promise<readonly MarketRow[]> {
  const rows: MarketRow[] = [];
  for (let total = 1; rows.length < total; ) {
    const page = await catalogue.search(terms, rows.length, PAGE);
    if (page.found.length === 0) break;
    const statistics = await catalogue.statistics(page.found.map(({ id }) => id));
    for (const found of page.found) rows.push({ id: found.id, found, statistics: statistics[found.id] ?? null });
    total = page.total;
  }
  return rows;
}
