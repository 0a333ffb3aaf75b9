import type { DeskVerbs, StopTerms } from "../access/desk-verbs.ts";
import type { PortfolioChoice } from "../layout/desk-people.ts";

/** Stops portfolios that are not on screen, each by a command of its own; a sentence for each. */
export function stopOthers(
  verbs: Pick<DeskVerbs, "halt">,
  portfolios: readonly PortfolioChoice[],
  terms: StopTerms,
): Promise<string[]> {
  return Promise.all(
    portfolios.map(async ({ portfolioId, name }) => {
      try {
        const answer = await verbs.halt({ portfolioId, key: crypto.randomUUID(), ...terms });
        if (answer.kind === "done") return `“${name}” is stopped. Open it to see what is still to do.`;
        return `“${name}”: ${answer.kind === "refused" ? answer.message : "not confirmed yet; the command waits for the worker."}`;
      } catch (error) {
        return `“${name}”: not confirmed. ${error instanceof Error ? error.message : String(error)}`;
      }
    }),
  );
}
