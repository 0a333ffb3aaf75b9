/** Under this name a person's progress through the first minute is kept. */
export const COACH = "coach.first-minute";

/** What cannot be read off the portfolio; null for somebody who was never welcomed. */
export type Coach = {
  readonly isOn: boolean;
  readonly hasSeenPortfolio: boolean;
  readonly hasUsedKeys: boolean;
};

export const NO_COACH: Coach | null = null as Coach | null;

export const startCoach = (): Coach => ({ isOn: true, hasSeenPortfolio: false, hasUsedKeys: false });

/** What is kept may be of any age. */
export const isCoached = (coach: Coach | null): coach is Coach => coach !== null && coach.isOn === true;

export type CoachStep = { readonly id: "order" | "fill" | "portfolio" | "keys"; readonly isDone: boolean };

/** The steps in their order, ticked off by what really happened. */
export function coachSteps(
  coach: Coach,
  portfolio: { readonly orders: readonly unknown[]; readonly fills: readonly unknown[] } | null,
): readonly CoachStep[] {
  return [
    { id: "order", isDone: (portfolio?.orders.length ?? 0) > 0 },
    { id: "fill", isDone: (portfolio?.fills.length ?? 0) > 0 },
    { id: "portfolio", isDone: coach.hasSeenPortfolio },
    { id: "keys", isDone: coach.hasUsedKeys },
  ];
}
