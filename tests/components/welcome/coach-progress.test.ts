import { describe, expect, it } from "vitest";
import { coachSteps, isCoached, startCoach } from "@/components/welcome/coach-progress.ts";

const done = (...args: Parameters<typeof coachSteps>) =>
  coachSteps(...args)
    .filter((step) => step.isDone)
    .map((step) => step.id);

describe("the first minute", () => {
  it("ticks a step off when it has happened, not before", () => {
    const coach = startCoach();
    expect(done(coach, null)).toEqual([]);
    expect(done(coach, { orders: [{}], fills: [] })).toEqual(["order"]);
    expect(done(coach, { orders: [{}], fills: [{}] })).toEqual(["order", "fill"]);
    expect(done({ ...coach, hasSeenPortfolio: true, hasUsedKeys: true }, { orders: [], fills: [] })).toEqual([
      "portfolio",
      "keys",
    ]);
  });

  it("is for who was welcomed and has not sent it away", () => {
    expect([isCoached(null), isCoached(startCoach()), isCoached({ ...startCoach(), isOn: false })]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
