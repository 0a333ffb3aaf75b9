/** A fault of the catalogue as a test: `run` throws when what must still be true is not. */
export type FaultRow = {
  /** Its number in the catalogue of faults. */
  readonly row: number;
  /** What must be true, as a statement. */
  readonly name: string;
  /** How often with other chances; each seed is a run of its own. */
  readonly seeds: number;
  readonly run: (seed: number) => void;
};

export function must(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
