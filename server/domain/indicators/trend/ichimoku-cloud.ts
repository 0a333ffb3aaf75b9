import { defineIndicator, overlayBand, overlayLine, periodParameter } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RangePosition } from "../rolling/range-position.ts";
import { Ring } from "../rolling/ring.ts";

type Cloud = { conversion: number; base: number; spanA: number; spanB: number };

/**
 * Ichimoku cloud, each line the middle of a highest high and a lowest low: conversion (tenkan) over 9 candles, base (kijun) over 26;
 * spanA = (conversion + base) / 2 and spanB, over 52 candles, as they were `displacement` candles ago: the cloud that stands at
 * the present candle. The lagging line is the close drawn `displacement` candles back and no output of its own.
 * Source: Hosoda 1968; displacement counted as in Stock.Indicators.
 */
class IchimokuCloud extends CandleIndicator<Cloud> {
  private readonly conversion: RangePosition;
  private readonly base: RangePosition;
  private readonly span: RangePosition;
  private readonly aheadA: Ring;
  private readonly aheadB: Ring;

  constructor(conversion: number, base: number, span: number, displacement: number) {
    const unknown = Number.NaN;
    const warmup = Math.max(conversion, base, span) + displacement;
    super(warmup, { conversion: unknown, base: unknown, spanA: unknown, spanB: unknown });
    this.conversion = new RangePosition(conversion);
    this.base = new RangePosition(base);
    this.span = new RangePosition(span);
    this.aheadA = new Ring(displacement);
    this.aheadB = new Ring(displacement);
  }

  protected step({ high, low }: IndicatorCandle): void {
    const { conversion, base, span, aheadA, aheadB, current } = this;
    conversion.push(high, low);
    base.push(high, low);
    span.push(high, low);
    if (this.isReady) {
      current.conversion = conversion.middle;
      current.base = base.middle;
      current.spanA = aheadA.oldest;
      current.spanB = aheadB.oldest;
    }
    aheadA.push((conversion.middle + base.middle) / 2);
    aheadB.push(span.middle);
  }
}

export const ichimokuCloud = defineIndicator({
  id: "ichimoku",
  name: "Ichimoku cloud",
  parameters: {
    conversion: periodParameter(9),
    base: periodParameter(26),
    span: periodParameter(52),
    displacement: periodParameter(26),
  },
  inputs: ["high", "low"],
  outputs: [overlayLine("conversion"), overlayLine("base"), overlayBand("spanA"), overlayBand("spanB")],
  create: ({ conversion, base, span, displacement }) => new IchimokuCloud(conversion, base, span, displacement),
});
