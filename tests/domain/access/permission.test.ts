import { expect, it } from "vitest";
import { can, isDeskWide, PERMISSIONS } from "../../../server/domain/access/permission.ts";
import { ROLES } from "../../../server/domain/access/role.ts";

it("gives each role everything that the role below it may do", () => {
  for (let index = 0; index + 1 < ROLES.length; index += 1) {
    const [higher, lower] = [ROLES[index] ?? "owner", ROLES[index + 1] ?? "owner"];
    for (const permission of PERMISSIONS) if (can(lower, permission)) expect(can(higher, permission)).toBe(true);
  }
});

it("lets a viewer only look, and a trader stop trading but not start it again", () => {
  expect(PERMISSIONS.filter((permission) => can("viewer", permission)).every((it) => it.endsWith(":view"))).toBe(true);
  expect(can("trader", "trading:halt")).toBe(true);
  expect(can("trader", "trading:resume")).toBe(false);
  expect(can("manager", "user:invite")).toBe(false);
});

it("takes rights about people from the desk and rights about money from the portfolio", () => {
  expect(isDeskWide("user:invite")).toBe(true);
  expect(isDeskWide("order:place")).toBe(false);
});
