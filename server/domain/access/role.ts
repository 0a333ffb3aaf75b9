/** From most to least power. */
export const ROLES = ["owner", "admin", "manager", "trader", "viewer"] as const;
export type Role = (typeof ROLES)[number];
