import type { Role } from "../../server/domain/access/role.ts";

export type Viewer = { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };

export type PortfolioChoice = {
  readonly portfolioId: string;
  readonly name: string;
  readonly mode: "paper" | "live";
  readonly feedKind: "synthetic" | "recorded" | "live";
  readonly role: Role;
};
