import type { Rejection } from "../../../../server/domain/errors/rejection.ts";
import type { AlgorithmKind, ProfileSource } from "../../../../server/domain/orders/algorithms/algorithm.ts";
import {
  type AlgorithmText,
  type ParsedAlgorithm,
  parseAlgorithm,
} from "../../../../server/domain/orders/algorithms/algorithm-text.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";
import { opensPosition, type PositionSide } from "../../../../server/domain/positions/position-side.ts";
import { cleanNumber } from "../reading/read-number.ts";

export type AlgorithmDraft = {
  readonly kind: AlgorithmKind;
  readonly quantity: string;
  readonly limitPrice: string;
  readonly minutes: string;
  readonly slices: string;
  readonly randomPercent: string;
  readonly visible: string;
  readonly ratePercent: string;
  readonly profile: ProfileSource;
  readonly isReduceOnly: boolean;
  /** UTC, as a field for date and time writes it; empty without a deadline. */
  readonly until: string;
};

export const BLANK_ALGORITHM: AlgorithmDraft = {
  kind: "twap",
  quantity: "",
  limitPrice: "",
  minutes: "30",
  slices: "30",
  randomPercent: "20",
  visible: "",
  ratePercent: "10",
  profile: "history",
  isReduceOnly: false,
  until: "",
};

export const isTimed = (kind: AlgorithmKind): boolean => kind === "twap" || kind === "vwap" || kind === "adaptive";

/** The draft as the desk reads it: what its kind does not have is left out. */
function algorithmText(
  instrumentId: string,
  side: Side,
  draft: AlgorithmDraft,
  positionSide: PositionSide | null,
): AlgorithmText {
  const { kind, profile, until } = draft;
  const isReduceOnly = positionSide === null ? draft.isReduceOnly : !opensPosition(side, positionSide);
  const only = (isWanted: boolean, text: string) => (isWanted ? cleanNumber(text) : null);
  return {
    instrumentId,
    side,
    kind,
    quantity: cleanNumber(draft.quantity),
    limitPrice: draft.limitPrice === "" ? null : cleanNumber(draft.limitPrice),
    isReduceOnly,
    positionSide,
    minutes: only(isTimed(kind), draft.minutes),
    slices: only(isTimed(kind), draft.slices),
    randomPercent: cleanNumber(draft.randomPercent),
    visible: only(kind === "iceberg", draft.visible),
    ratePercent: only(kind === "pov", draft.ratePercent),
    profile: kind === "vwap" ? profile : null,
    deadlineAt: until === "" ? null : Date.parse(`${until}Z`),
  };
}

export type AlgorithmField =
  | "quantity"
  | "limitPrice"
  | "minutes"
  | "slices"
  | "randomPercent"
  | "visible"
  | "ratePercent"
  | "until";

const FIELDS: readonly (readonly [prefix: string, field: AlgorithmField])[] = [
  ["quantity", "quantity"],
  ["limit-price", "limitPrice"],
  ["duration", "minutes"],
  ["slices", "slices"],
  ["random", "randomPercent"],
  ["visible", "visible"],
  ["rate", "ratePercent"],
  ["deadline", "until"],
];

export type AlgorithmReading = {
  readonly text: AlgorithmText;
  readonly parsed: ParsedAlgorithm | null;
  readonly problem: { readonly field: AlgorithmField; readonly message: string } | null;
};

export function readAlgorithm(
  instrumentId: string,
  side: Side,
  draft: AlgorithmDraft,
  positionSide: PositionSide | null = null,
): AlgorithmReading {
  const text = algorithmText(instrumentId, side, draft, positionSide);
  const read = parseAlgorithm(text);
  return read.ok
    ? { text, parsed: read.value, problem: null }
    : { text, parsed: null, problem: { field: fieldOf(read.rejection), message: read.rejection.message } };
}

const fieldOf = ({ code }: Rejection): AlgorithmField =>
  FIELDS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? "quantity";
