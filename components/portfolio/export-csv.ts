import { csvInstant, csvLine } from "../../server/domain/export/csv.ts";
import type { EquityRow } from "./portfolio-client.ts";

type Portfolio = { readonly name: string; readonly mode: string; readonly baseCurrency: string };

const HEAD = ["time", "portfolio", "mode", "currency", "equity", "net_flow", "realised", "unrealised"];

/** Every recorded point as CSV: ISO-8601 UTC and exact amounts. */
export function equityCsv({ name, mode, baseCurrency }: Portfolio, rows: readonly EquityRow[]): string {
  const lines = rows.map(({ at, equity, netFlow, realised, unrealised }) =>
    csvLine([csvInstant(at), name, mode, baseCurrency, equity, netFlow, realised, unrealised]),
  );
  return [csvLine(HEAD), ...lines].join("");
}

/** Hands a text to the browser as a file. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
