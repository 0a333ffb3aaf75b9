/** An expected refusal: a stable code, a sentence that quotes the value and says what to do, and the facts behind it. */
export type Rejection<Code extends string = string> = {
  readonly code: Code;
  readonly message: string;
  readonly facts: Readonly<Record<string, string>>;
};

export type Result<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: Rejection<Code> };

export const accept = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export function refuse<Code extends string>(
  code: Code,
  message: string,
  facts: Readonly<Record<string, string>> = {},
): { readonly ok: false; readonly rejection: Rejection<Code> } {
  return { ok: false, rejection: { code, message, facts } };
}
