import { defineIndicator, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { CompensatedSum } from "../rolling/compensated-sum.ts";
import { moneyFlowVolume } from "./money-flow-volume.ts";

/** Accumulation/distribution line: Σ money flow volume from the first candle on. Source: Chaikin, TA-Lib AD. */
class AccumulationDistribution extends CandleIndicator {
  private readonly flow = new CompensatedSum();

  constructor() {
    super(1, Number.NaN);
  }

  protected step(candle: IndicatorCandle): void {
    this.flow.add(moneyFlowVolume(candle));
    this.current = this.flow.value;
  }
}

export const accumulationDistribution = defineIndicator({
  id: "accumulation-distribution",
  name: "Accumulation/distribution line",
  parameters: {},
  inputs: ["high", "low", "close", "volume"],
  outputs: [separateLine("line")],
  create: () => new AccumulationDistribution(),
});
