import type { Rejection } from "../errors/rejection.ts";

declare const approved: unique symbol;

/** Only the risk gate can make one: the symbol is not exported, and the one cast lives in `risk-gate.ts`. */
export type Approved<T> = T & { readonly [approved]: true };

export type RiskDecision<T> =
  | { readonly kind: "approved"; readonly subject: Approved<T> }
  | { readonly kind: "denied"; readonly rejection: Rejection };
