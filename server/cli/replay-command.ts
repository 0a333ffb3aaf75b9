import { findFeedKey } from "../../db/queries/portfolio-list.ts";
import { accept, type Rejection, refuse } from "../domain/errors/rejection.ts";
import { startEnvironment } from "../platform/env.ts";
import { findPortfolios } from "../services/portfolios/find-portfolios.ts";
import { type ReplayedSession, replayPortfolio } from "../worker/replay/replay-portfolio.ts";
import { type Command, done, misused, refused } from "./command.ts";
import { count, counted } from "./count-words.ts";
import { withDesk } from "./desk-database.ts";

/** Whoever may read the desk's files could do all this by hand. */
const commandLine = { userId: null, ip: null };

export const replayCommand: Command = {
  name: "replay",
  usage: "replay PORTFOLIO",
  summary: "runs a portfolio's kept sessions again and compares each commit with its journal",
  details:
    "PORTFOLIO is the name of one. The desk keeps what its sessions lived through for TRADEWIND_TAPE_HOURS hours. Changes nothing.",
  options: {},
  run: async (positionals) => {
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) return misused("Name exactly one PORTFOLIO.");
    // Elsewhere "all" stands for every portfolio, so here it never means one.
    if (name === "all") return refused(ambiguous(name));
    const { dataDir } = startEnvironment();
    const result = await withDesk(async ({ desk }) => {
      const found = await findPortfolios(desk, commandLine, name, { takesAll: false });
      if (!found.ok) return found;
      const [id, ...others] = found.value;
      if (id === undefined || others.length > 0) return { ok: false, rejection: ambiguous(name) };
      const feedKey = await findFeedKey(desk.sql, id);
      const sessions = feedKey === null ? null : await replayPortfolio(desk.sql, { id, feedKey }, dataDir);
      if (sessions === null) return refuse("tape-missing", `No session of "${name}" is kept under "${dataDir}".`);
      const different = sessions.find(({ difference }) => difference !== null)?.difference;
      if (different === null || different === undefined) return accept(sessions);
      const { sequence, what, journaled, replayed } = different;
      const shown = `journaled ${excerpt(journaled, replayed)}, replayed ${excerpt(replayed, journaled)}`;
      return refuse("replay-differs", `Commit ${sequence} of "${name}" has other ${what} when run again: ${shown}.`);
    });
    if (!result.ok) return refused(result.rejection);
    const sessions = result.value.map(({ difference: _none, ...session }) => session);
    return done({ portfolio: name, sessions }, textOf(name, result.value));
  },
};

const ambiguous = (name: string): Rejection => ({
  code: "portfolio-ambiguous",
  message: `"${name}" is more than one portfolio. Name exactly one.`,
  facts: {},
});

function textOf(name: string, sessions: readonly ReplayedSession[]): string {
  const lines = sessions.map(({ begunAt, fromSequence, toSequence, commits, events, controls, endedEarly }) => {
    const ran = `${count(commits)} equal, ${counted(events, "event")}, ${counted(controls, "control")}`;
    const story = `commits ${count(fromSequence)} to ${count(toSequence)}: ${ran}`;
    return `  ${new Date(begunAt).toISOString()}  ${story}${endedEarly === null ? "" : `; ${endedEarly}`}`;
  });
  return `${sessions.length} kept ${sessions.length === 1 ? "session" : "sessions"} of "${name}" ran to the same changes\n${lines.join("\n")}`;
}

/** The part in which a text differs from another. */
function excerpt(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  return `"…${text.slice(Math.max(0, at - 60), at + 60)}…"`;
}
