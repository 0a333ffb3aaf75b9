import { placesOf } from "./format-amount.ts";
import { groupDigits, roundDecimal } from "./format-decimal.ts";

const QUOTED = /(needs )?"(\d+(?:\.\d+)?)"(?: ([A-Z][A-Z0-9]+)\b)?/g;
const CASH_PLACES = 2;
const PLACES_MAX = 12;

type Found = { readonly text: string; readonly isCash: boolean; readonly isNeed: boolean };

/**
 * A refusal as the desk gives it, with its numbers written like all others: `"80337.0226438" USDT` is `80,337.03 USDT`. Money
 * is cut to cents (what is needed is rounded up) unless two amounts of the sentence would then look alike, or one like nothing.
 */
export function formatReason(reason: string): string {
  const found: Found[] = [];
  let unit: string | undefined;
  for (const [, needs, text = "", currency] of reason.matchAll(QUOTED)) {
    unit = currency ?? unit;
    found.push({ text, isCash: unit !== undefined && placesOf(unit) === CASH_PLACES, isNeed: needs !== undefined });
  }
  const places = placesApart(found.filter((each) => each.isCash));
  let index = 0;
  return reason.replace(QUOTED, (whole, needs: string | undefined, text: string, currency: string | undefined) => {
    const each = found[index++];
    // Whole numbers without a unit count something.
    if (each === undefined || !(each.isCash || text.includes("."))) return whole;
    const shown = groupDigits(each.isCash ? cashText(each, places) : text);
    return `${needs ?? ""}${shown}${currency === undefined ? "" : ` ${currency}`}`;
  });
}

function cashText({ text, isNeed }: Found, places: number): string {
  const [whole = "", fraction = ""] = text.split(".");
  const cut = `${whole}.${fraction.slice(0, places).padEnd(places, "0")}`;
  if (!isNeed || !/[1-9]/.test(fraction.slice(places))) return cut;
  return roundDecimal(`${cut}9`, places);
}

/** As few decimals as tell them apart. */
function placesApart(amounts: readonly Found[]): number {
  const exact = new Set(amounts.map(({ text }) => text)).size;
  for (let places = CASH_PLACES; places < PLACES_MAX; places += 1) {
    const shown = amounts.map((each) => cashText(each, places));
    const isNothing = shown.some((text, index) => /[1-9]/.test(amounts[index]?.text ?? "") && !/[1-9]/.test(text));
    if (new Set(shown).size === exact && !isNothing) return places;
  }
  return PLACES_MAX;
}
