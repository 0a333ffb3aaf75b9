import type { Json, Strategy } from "../server/domain/strategies/strategy.ts";
import { movingAverageCross } from "./moving-average-cross.ts";
import { quoteLadder } from "./quote-ladder.ts";

/** A strategy's state goes back only to the strategy that made it, so its type may be forgotten here. */
const register = <State extends Json>(strategy: Strategy<State>): Strategy => strategy as unknown as Strategy;

export const STRATEGIES: readonly Strategy[] = [register(movingAverageCross), register(quoteLadder)];

const byName = new Map(STRATEGIES.map((strategy) => [strategy.name, strategy]));

export const findStrategy = (name: string): Strategy | undefined => byName.get(name);
