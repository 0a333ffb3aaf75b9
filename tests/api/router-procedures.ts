import type { Stated } from "../../server/api/procedures.ts";
import { appRouter } from "../../server/api/router.ts";

export type RoutedProcedure = { readonly path: string; readonly type: string; readonly permission: Stated };

/** The router keeps its procedures flat by path at run time, which its type does not say. */
const flat = appRouter._def.procedures as unknown as Record<
  string,
  { _def: { type: string; meta?: { permission: Stated } } }
>;

/** Every procedure with what it states: a new one is in the tests without anybody thinking of it. */
export const ROUTED_PROCEDURES: readonly RoutedProcedure[] = Object.entries(flat).map(([path, { _def }]) => {
  if (_def.meta === undefined) throw new Error(`Procedure ${path} states no permission`);
  return { path, type: _def.type, permission: _def.meta.permission };
});
