/** What asks before a position is closed; loaded once something is held that could be. */
export const closeQuestions = () => import("./close-question.ts");
