import { describe, expect, it } from "vitest";
import { InvariantError, invariant, present } from "../../../server/domain/errors/invariant.ts";
import { accept, refuse } from "../../../server/domain/errors/rejection.ts";

describe("errors", () => {
  it("throw when an invariant is broken, and only then", () => {
    expect(() => invariant(true, "never said")).not.toThrow();
    expect(() => invariant(false, "Cash is gone")).toThrow(new InvariantError("Cash is gone"));
    expect(new InvariantError("x").name).toBe("InvariantError");
  });

  it("throw for a lookup that cannot miss, and pass on what is falsy but there", () => {
    expect([present(0, "never said"), present("", "never said"), present(null, "never said")]).toEqual([0, "", null]);
    expect(() => present(undefined, "The lot is gone")).toThrow(new InvariantError("The lot is gone"));
  });

  it("are values where they are expected", () => {
    expect(accept(5)).toEqual({ ok: true, value: 5 });
    expect(refuse("too-small", "Too small.")).toEqual({
      ok: false,
      rejection: { code: "too-small", message: "Too small.", facts: {} },
    });
    expect(refuse("too-small", "Too small.", { least: "1" }).rejection.facts).toEqual({ least: "1" });
  });
});
