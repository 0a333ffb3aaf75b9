import { formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import type { ParsedAlgorithm } from "../../../../server/domain/orders/algorithms/algorithm-text.ts";

/** What the algorithm will do, in a sentence. */
export function describeAlgorithm(
  instrument: Instrument,
  { method, quantityLots, randomBps, profileSource }: ParsedAlgorithm,
): string {
  const quantity = (lots: number) => `${formatQuantity(instrument, Math.max(1, Math.round(lots)))} ${instrument.base}`;
  const random = randomBps === 0 ? "" : `, give or take ${randomBps / 100} %`;
  switch (method.kind) {
    case "twap":
    case "adaptive": {
      const every = spanWords(method.durationMs / method.slices);
      const size = quantity(quantityLots / method.slices);
      const pace =
        method.kind === "adaptive"
          ? " It slows when spread or volatility widens, and speeds up when depth is good."
          : "";
      return `${method.slices} slices of about ${size}, one every ${every}${random}.${pace}`;
    }
    case "vwap": {
      const every = spanWords(method.durationMs / method.slices);
      const shape =
        profileSource === "flat" ? "all of one size: the profile is flat" : "sized by the volume of past days";
      return `${method.slices} slices, one every ${every}${random}, ${shape}.`;
    }
    case "iceberg":
      return `Rests at its price and shows ${quantity(method.visibleLots)} at a time${random}.`;
    case "pov":
      return `Takes ${method.rateBps / 100} % of what is traded at its limit or better, every ${spanWords(method.intervalMs)}${random}. Without a deadline it goes on until it is filled.`;
  }
}

function spanWords(ms: number): string {
  const seconds = ms / 1_000;
  return seconds < 120 ? `${Number(seconds.toFixed(1))} s` : `${Number((seconds / 60).toFixed(1))} min`;
}
