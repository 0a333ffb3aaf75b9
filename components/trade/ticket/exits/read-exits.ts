import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { formatScaledShort } from "../../../../server/domain/money/decimal.ts";
import { parsePrice } from "../../../../server/domain/orders/grid-text.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";
import { priceText } from "../../order-words.ts";
import type { ExitField, ExitReading, ExitsDraft } from "../reading/exits-draft.ts";
import { cleanNumber, readSteps } from "../reading/read-number.ts";

const PERCENT = { decimals: 2, mantissa: 1 };
const WHOLE_BPS = 10_000;

/** Which way an exit lies from the entry: above it for a long's target and a short's stop. */
const isAbove = (field: ExitField, entrySide: Side): boolean => (field === "target") === (entrySide === "buy");

/** Reads both levels onto the grid; each that cannot stand gets a sentence that says what to do. */
export function readExits(
  instrument: Instrument,
  entrySide: Side,
  exits: ExitsDraft,
  entryTicks: number | null,
): ExitReading {
  const problems: Partial<Record<ExitField, string>> = {};
  const levels: Record<ExitField, number | null> = { stop: null, target: null };
  for (const field of ["stop", "target"] as const) {
    const read = readLevel(instrument, field, entrySide, exits, entryTicks);
    if ("text" in read) problems[field] = read.text;
    else levels[field] = read.ticks;
  }
  if (Object.keys(problems).length > 0) return { problems };
  if (exits.isOco && (levels.stop === null || levels.target === null))
    return { problems: { [levels.stop === null ? "stop" : "target"]: "An OCO has a stop and a target. Enter both." } };
  if (levels.stop === null && levels.target === null)
    return { problems: { stop: "Enter a stop, a target or both, or close these fields." } };
  return { levels };
}

function readLevel(
  instrument: Instrument,
  field: ExitField,
  entrySide: Side,
  { unit, ...typed }: ExitsDraft,
  entryTicks: number | null,
): { readonly ticks: number | null } | { readonly text: string } {
  const text = cleanNumber(typed[field]);
  const name = field === "stop" ? "Stop" : "Target";
  if (text === "") return { ticks: null };
  if (unit === "percent") return percentLevel(text, { name, isUp: isAbove(field, entrySide), entryTicks });
  const price = parsePrice(instrument, text, { what: name, code: field });
  if (!price.ok) return { text: price.rejection.message };
  const isWrong =
    entryTicks !== null && (isAbove(field, entrySide) ? price.value <= entryTicks : price.value >= entryTicks);
  if (!isWrong) return { ticks: price.value };
  const where = isAbove(field, entrySide) ? "above" : "below";
  return {
    text: `${name} of a ${entrySide === "buy" ? "long" : "short"}: use a price ${where} ${priceText(instrument, entryTicks)}.`,
  };
}

type Percent = { readonly name: string; readonly isUp: boolean; readonly entryTicks: number | null };

function percentLevel(text: string, { name, isUp, entryTicks }: Percent) {
  const read = readSteps(text, PERCENT);
  const bps = "steps" in read ? read.steps : 0;
  if (bps < 1 || bps >= WHOLE_BPS)
    return { text: `${name} "${text.slice(0, 24)}" % is out of range. Use 0.01 to 99.99.` };
  if (entryTicks === null) return { text: "A percentage needs the entry's price. Enter a price." };
  return { ticks: Math.max(1, Math.round((entryTicks * (WHOLE_BPS + (isUp ? bps : -bps))) / WHOLE_BPS)) };
}

/** A level as the distance from the entry in percent, to the nearest hundredth; empty where there is none. */
export function percentOf(levelTicks: number | null, entryTicks: number | null): string {
  if (levelTicks === null || entryTicks === null || entryTicks === 0) return "";
  const bps = Math.round((Math.abs(levelTicks - entryTicks) * WHOLE_BPS) / entryTicks);
  return bps === 0 ? "" : formatScaledShort(bps, 2);
}
