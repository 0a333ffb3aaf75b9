import { sourceNamed } from "../../server/domain/markets/data-source.ts";
import { venueName } from "../instruments/tradable.ts";

const LENGTH_MAX = 20;
const HEAD = 9;
const TAIL = 8;

/** The middle of a long key says least: its ends stay. */
const shortened = (text: string): string =>
  text.length <= LENGTH_MAX ? text : `${text.slice(0, HEAD)}…${text.slice(-TAIL)}`;

/**
 * Where data comes from, in a few words: `Binance spot`, `Synthetic 1 · East` for `synthetic.2:1:…@east`,
 * `Recording · 012345678…89abcdef`. The key itself belongs into a tooltip.
 */
export function sourceName(source: string): string {
  const known = sourceNamed(source);
  if (known !== null) return known.label;
  const [key = source, venue] = source.split("@");
  const where = venue === undefined || venue === "" ? "" : ` · ${venueName(venue)}`;
  const synthetic = /^synthetic(?:\.[0-9]+)?(?::([^:]*))?/.exec(key);
  if (synthetic !== null) return `Synthetic${synthetic[1] ? ` ${synthetic[1]}` : ""}${where}`;
  if (key.startsWith("recorded:")) return `Recording · ${shortened(key.slice("recorded:".length))}${where}`;
  return shortened(source);
}
