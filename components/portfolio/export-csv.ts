import type { EquityRow } from "./portfolio-client.ts";

type Portfolio = { readonly name: string; readonly mode: string; readonly baseCurrency: string };

const HEAD = ["time", "portfolio", "mode", "currency", "equity", "net_flow", "realised", "unrealised"];

/** Quoted where it must be; a text that a spreadsheet would take for a formula is kept from being one. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) || /^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Every recorded point as CSV: ISO-8601 UTC and exact amounts. */
export function equityCsv({ name, mode, baseCurrency }: Portfolio, rows: readonly EquityRow[]): string {
  const lines = rows.map(({ at, equity, netFlow, realised, unrealised }) =>
    [new Date(at).toISOString(), name, mode, baseCurrency, equity, netFlow, realised, unrealised].map(cell).join(","),
  );
  return `${[HEAD.join(","), ...lines].join("\n")}\n`;
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
