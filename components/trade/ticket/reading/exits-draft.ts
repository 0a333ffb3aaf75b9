/** A stop and a target that are placed with an entry, or without one over what is held (an OCO); as typed. */
export type ExitsDraft = {
  readonly isOco: boolean;
  readonly unit: "price" | "percent";
  /** Empty leaves it out. */
  readonly stop: string;
  readonly target: string;
};

export const BLANK_EXITS: ExitsDraft = { isOco: false, unit: "price", stop: "", target: "" };

export type ExitField = "stop" | "target";

/** Where they lie in ticks; null for the one that is left out. */
export type ExitLevels = Readonly<Record<ExitField, number | null>>;

export type ExitReading = { readonly levels: ExitLevels } | { readonly problems: Partial<Record<ExitField, string>> };
