/** An indicator that somebody put on a chart. */
export type ChosenIndicator = {
  /** Unique among those of a person. */
  readonly key: string;
  /** Its id in the desk's own library. */
  readonly id: string;
  readonly values: Readonly<Record<string, number>>;
  /** Names of the outputs that are drawn. */
  readonly outputs: readonly string[];
  /** Which of the six category colours its first output has. */
  readonly colour: number;
  /** The instrument it is for; null for every one. */
  readonly instrumentId: string | null;
};

/** More would neither fit nor be read. */
export const INDICATORS_MAX = 12;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function readOne(kept: unknown): ChosenIndicator[] {
  if (!isRecord(kept)) return [];
  const { key, id, values, outputs, colour, instrumentId } = kept as { [Name in keyof ChosenIndicator]?: unknown };
  if (typeof key !== "string" || typeof id !== "string" || !isRecord(values) || !Array.isArray(outputs)) return [];
  const numbers = Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return [
    {
      key,
      id,
      values: Object.fromEntries(numbers),
      outputs: outputs.filter((name): name is string => typeof name === "string"),
      colour: typeof colour === "number" ? colour : 0,
      instrumentId: typeof instrumentId === "string" ? instrumentId : null,
    },
  ];
}

/** What was kept, as far as it is whole. */
export const readIndicators = (kept: unknown): ChosenIndicator[] =>
  Array.isArray(kept) ? kept.flatMap(readOne).slice(0, INDICATORS_MAX) : [];

/** Those that a chart of this instrument shows. */
export const indicatorsOf = (all: readonly ChosenIndicator[], instrumentId: string): ChosenIndicator[] =>
  all.filter((one) => one.instrumentId === null || one.instrumentId === instrumentId);

/** `EMA 20`, `MACD 12 26 9`: the short name with its parameters. */
export const indicatorLabel = ({ id, values }: Pick<ChosenIndicator, "id" | "values">): string =>
  [id.length <= 5 ? id.toUpperCase() : wordsOf(id), ...Object.values(values)].join(" ");

export const wordsOf = (id: string): string => {
  const words = id.replaceAll("-", " ").replace(/([a-z])([A-Z0-9])/g, "$1 $2");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};
