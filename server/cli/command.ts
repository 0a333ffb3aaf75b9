import type { ParseArgsConfig } from "node:util";
import type { Rejection } from "../domain/errors/rejection.ts";

export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

export type Answer =
  | { readonly kind: "done"; readonly document: unknown; readonly text: string }
  | { readonly kind: "refused" | "misused"; readonly code: string; readonly message: string };

type Values = Readonly<Record<string, unknown>>;

export type Command = {
  /** The words that choose it. */
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly details: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  run(positionals: readonly string[], values: Values): Promise<Answer>;
};

export const done = (document: unknown, text: string): Answer => ({ kind: "done", document, text });
export const misused = (message: string) => ({ kind: "misused", code: "usage", message }) as const;
export const refused = ({ code, message }: Rejection): Answer => ({ kind: "refused", code, message });
