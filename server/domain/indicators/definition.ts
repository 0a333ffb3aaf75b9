import {
  CandleIndicator,
  type Indicator,
  type IndicatorCandle,
  type IndicatorValue,
  type ValueIndicator,
} from "./indicator.ts";

export type IndicatorParameter = {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
};

export type IndicatorOutput = {
  readonly name: string;
  /** Over the candles, or in a pane with a scale of its own. */
  readonly pane: "overlay" | "separate";
  /** Two outputs of kind band lie around an area. */
  readonly kind: "line" | "histogram" | "band";
};

type IndicatorField = "open" | "high" | "low" | "close" | "volume" | "time";

/** An indicator as screens list it and as the command line makes it. */
export type IndicatorDefinition = {
  readonly id: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, IndicatorParameter>>;
  /** What of a candle it reads. */
  readonly inputs: readonly IndicatorField[];
  /** An indicator of one number has one output. */
  readonly outputs: readonly IndicatorOutput[];
  /** What `warmup` counts: an indicator of whole UTC days is ready by the calendar, whatever the timeframe. */
  readonly warmupUnit: "candles" | "days";
  /** Takes a value within bounds for each parameter: see `createIndicator`. */
  create(values: Readonly<Record<string, number>>): Indicator<IndicatorCandle, IndicatorValue>;
};

type Stated<Name extends string> = Omit<IndicatorDefinition, "parameters" | "create" | "warmupUnit"> & {
  readonly parameters: Readonly<Record<Name, IndicatorParameter>>;
  readonly warmupUnit?: "days";
  create(values: Readonly<Record<Name, number>>): Indicator<IndicatorCandle, IndicatorValue>;
};

export const defineIndicator = <Name extends string = never>(stated: Stated<Name>): IndicatorDefinition => ({
  warmupUnit: "candles",
  ...stated,
});

const PERIOD_MAX = 5_000;

/** A number of candles. */
export const periodParameter = (usual: number, min = 1): IndicatorParameter => ({
  default: usual,
  min,
  max: PERIOD_MAX,
  isWhole: true,
});

export const numberParameter = (usual: number, min: number, max: number): IndicatorParameter => ({
  default: usual,
  min,
  max,
  isWhole: false,
});

export const overlayLine = (name: string): IndicatorOutput => ({ name, pane: "overlay", kind: "line" });
export const overlayBand = (name: string): IndicatorOutput => ({ name, pane: "overlay", kind: "band" });
export const separateLine = (name: string): IndicatorOutput => ({ name, pane: "separate", kind: "line" });
export const separateHistogram = (name: string): IndicatorOutput => ({ name, pane: "separate", kind: "histogram" });

/** An indicator of numbers, fed with closing prices. */
export const ofCloses = <Value extends IndicatorValue>(inner: ValueIndicator<Value>): CandleIndicator<Value> =>
  new OfCloses(inner);

class OfCloses<Value extends IndicatorValue> extends CandleIndicator<Value> {
  private readonly inner: ValueIndicator<Value>;

  constructor(inner: ValueIndicator<Value>) {
    super(inner.warmup, inner.value as Value);
    this.inner = inner;
  }

  protected step({ close }: IndicatorCandle): void {
    this.inner.update(close);
    this.current = this.inner.value as Value;
  }
}
