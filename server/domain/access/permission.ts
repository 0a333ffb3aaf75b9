import type { Role } from "./role.ts";

/** What may be done. The first word says where: `portfolio`, `order`, `trading`, `strategy` are rights within one portfolio. */
export const PERMISSIONS = [
  "portfolio:view",
  "portfolio:create",
  "portfolio:fund",
  "portfolio:reset",
  "portfolio:member",
  "order:place",
  "order:cancel",
  "order:annotate",
  "trading:halt",
  "trading:resume",
  "strategy:view",
  "strategy:start",
  "strategy:stop",
  "user:list",
  "user:invite",
  "user:reset",
  "system:view",
  "system:logs",
  "data:view",
  "data:import",
  "data:judge",
  "tape:control",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const LOOK = ["portfolio:view", "strategy:view", "system:view", "data:view"] as const;
const TRADE = [...LOOK, "order:place", "order:cancel", "order:annotate", "trading:halt"] as const;
const MANAGE = [
  ...TRADE,
  "trading:resume",
  "strategy:start",
  "strategy:stop",
  "portfolio:fund",
  "data:import",
  "data:judge",
] as const;
const ADMINISTER = [
  ...MANAGE,
  "portfolio:create",
  "portfolio:reset",
  "portfolio:member",
  "user:list",
  "user:invite",
  "user:reset",
  "system:logs",
  "tape:control", // Every portfolio of the desk lives by the one tape.
] as const;

const RIGHTS: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  admin: ADMINISTER,
  manager: MANAGE,
  trader: TRADE, // May stop trading at once; starting it again takes a manager.
  viewer: LOOK,
};

export const can = (role: Role, permission: Permission): boolean => RIGHTS[role].includes(permission);

const DESK_WIDE: ReadonlySet<Permission> = new Set([
  "portfolio:create",
  "user:list",
  "user:invite",
  "user:reset",
  "system:view",
  "system:logs",
  "data:view",
  "data:import",
  "data:judge",
  "tape:control",
]);

/** Rights of the person on the desk; every other right comes from the membership in one portfolio. */
export const isDeskWide = (permission: Permission): boolean => DESK_WIDE.has(permission);
