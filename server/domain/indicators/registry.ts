import { doubleExponentialAverage } from "./averages/double-exponential-average.ts";
import { exponentialMovingAverage } from "./averages/exponential-moving-average.ts";
import { hullMovingAverage } from "./averages/hull-moving-average.ts";
import { kaufmanAdaptiveAverage } from "./averages/kaufman-adaptive-average.ts";
import { simpleMovingAverage } from "./averages/simple-moving-average.ts";
import { tripleExponentialAverage } from "./averages/triple-exponential-average.ts";
import { volumeWeightedAverage } from "./averages/volume-weighted-average.ts";
import { weightedMovingAverage } from "./averages/weighted-moving-average.ts";
import { wilderAverage } from "./averages/wilder-average.ts";
import { zeroLagAverage } from "./averages/zero-lag-average.ts";
import type { IndicatorDefinition } from "./definition.ts";
import { awesomeOscillator } from "./momentum/awesome-oscillator.ts";
import { commodityChannelIndex } from "./momentum/commodity-channel-index.ts";
import { macd } from "./momentum/macd.ts";
import { momentum } from "./momentum/momentum.ts";
import { percentagePriceOscillator } from "./momentum/percentage-price-oscillator.ts";
import { rateOfChange } from "./momentum/rate-of-change.ts";
import { relativeStrengthIndex } from "./momentum/relative-strength-index.ts";
import { stochastic } from "./momentum/stochastic.ts";
import { stochasticRsi } from "./momentum/stochastic-rsi.ts";
import { trix } from "./momentum/trix.ts";
import { ultimateOscillator } from "./momentum/ultimate-oscillator.ts";
import { williamsR } from "./momentum/williams-r.ts";
import { aroon } from "./trend/aroon.ts";
import { directionalMovement } from "./trend/directional-movement.ts";
import { ichimokuCloud } from "./trend/ichimoku-cloud.ts";
import { linearRegression } from "./trend/linear-regression.ts";
import { parabolicSar } from "./trend/parabolic-sar.ts";
import { pivotPoints } from "./trend/pivot-points.ts";
import { superTrend } from "./trend/supertrend.ts";
import { averageTrueRange } from "./volatility/average-true-range.ts";
import { bollingerBands } from "./volatility/bollinger-bands.ts";
import { chaikinVolatility } from "./volatility/chaikin-volatility.ts";
import { choppinessIndex } from "./volatility/choppiness-index.ts";
import { donchianChannel } from "./volatility/donchian-channel.ts";
import { keltnerChannel } from "./volatility/keltner-channel.ts";
import { normalizedTrueRange } from "./volatility/normalized-true-range.ts";
import { standardDeviation } from "./volatility/standard-deviation.ts";
import { trueRange } from "./volatility/true-range.ts";
import { accumulationDistribution } from "./volume/accumulation-distribution.ts";
import { chaikinMoneyFlow } from "./volume/chaikin-money-flow.ts";
import { moneyFlowIndex } from "./volume/money-flow-index.ts";
import { onBalanceVolume } from "./volume/on-balance-volume.ts";
import { rollingVwap } from "./volume/rolling-vwap.ts";
import { sessionVwap } from "./volume/session-vwap.ts";

/** Every indicator there is, by group: averages, momentum, volatility, volume, trend. */
export const INDICATORS: readonly IndicatorDefinition[] = [
  doubleExponentialAverage,
  exponentialMovingAverage,
  hullMovingAverage,
  kaufmanAdaptiveAverage,
  simpleMovingAverage,
  tripleExponentialAverage,
  volumeWeightedAverage,
  weightedMovingAverage,
  wilderAverage,
  zeroLagAverage,
  awesomeOscillator,
  commodityChannelIndex,
  macd,
  momentum,
  percentagePriceOscillator,
  rateOfChange,
  relativeStrengthIndex,
  stochasticRsi,
  stochastic,
  trix,
  ultimateOscillator,
  williamsR,
  averageTrueRange,
  bollingerBands,
  chaikinVolatility,
  choppinessIndex,
  donchianChannel,
  keltnerChannel,
  normalizedTrueRange,
  standardDeviation,
  trueRange,
  accumulationDistribution,
  chaikinMoneyFlow,
  moneyFlowIndex,
  onBalanceVolume,
  rollingVwap,
  sessionVwap,
  aroon,
  directionalMovement,
  ichimokuCloud,
  linearRegression,
  parabolicSar,
  pivotPoints,
  superTrend,
];
