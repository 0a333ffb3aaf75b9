import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RollingSum } from "../rolling/rolling-sum.ts";
import { within } from "../within.ts";
import { moneyFlowVolume } from "./money-flow-volume.ts";

/** Chaikin money flow, −1 to 1: Σ money flow volume ÷ Σ volume over `period` candles; 0 while nothing traded. Source: Chaikin. */
class ChaikinMoneyFlow extends CandleIndicator {
  private readonly flows: RollingSum;
  private readonly volumes: RollingSum;

  constructor(period: number) {
    super(period, Number.NaN);
    this.flows = new RollingSum(period);
    this.volumes = new RollingSum(period);
  }

  protected step(candle: IndicatorCandle): void {
    this.flows.push(moneyFlowVolume(candle));
    this.volumes.push(candle.volume);
    const volume = this.volumes.value;
    if (this.isReady) this.current = volume > 0 ? within(-1, 1, this.flows.value / volume) : 0;
  }
}

export const chaikinMoneyFlow = defineIndicator({
  id: "chaikin-money-flow",
  name: "Chaikin money flow",
  parameters: { period: periodParameter(20) },
  inputs: ["high", "low", "close", "volume"],
  outputs: [separateLine("flow")],
  create: ({ period }) => new ChaikinMoneyFlow(period),
});
