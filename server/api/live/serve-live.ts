import { liveSessions } from "../../services/access/live-sessions.ts";
import { listPortfolios } from "../../services/portfolios/list-portfolios.ts";
import { signedInUser } from "../context.ts";
import { clientIp, guardRequest, refusalResponse } from "../request-guard.ts";
import type { Web } from "../web.ts";
import { ClientQueue } from "./client-queue.ts";

const CHECK_MS = 500;
const BEAT_EVERY_CHECKS = 2;
const MEMBERSHIP_EVERY_CHECKS = 6;
// Further behind than this a fresh snapshot is sooner there than the missed changes; the browser sees the gap and asks.
const MISSED_MAX = 2_000;

/**
 * One stream of server-sent events: status to everybody, prices of what the browser says it shows, marks and changes to the
 * portfolio's members.
 */
export async function serveLive(request: Request, web: Web): Promise<Response> {
  const refusal = guardRequest(request, web.settings.origin);
  if (refusal !== null) return refusalResponse(refusal);
  const user = await signedInUser(request, web);
  if (user === null) return Response.json({ message: "Sign in first." }, { status: 401 });
  const actor = { userId: user.id, ip: clientIp(request, web.settings.isProxyTrusted) };
  const portfolios = await listPortfolios(web.desk, actor);
  const since = readCursors(request);
  const cursors = new Map(
    portfolios.map(({ portfolioId, sequence }) => {
      const seen = since.get(portfolioId);
      return [portfolioId, seen !== undefined && seen <= sequence && sequence - seen <= MISSED_MAX ? seen : sequence];
    }),
  );

  const stops: (() => void)[] = [];
  const stop = () => {
    for (const end of stops.splice(0)) end();
  };
  const queue = new ClientQueue(stop);
  const end = () => {
    stop();
    queue.end();
  };

  const seat = web.prices.board.join(user.id, {
    showPrices: (prices) => queue.pushPrices(prices),
    showFeed: (text) => queue.pushLatest({ slot: "feed", text }),
  });
  stops.push(() => seat.leave());
  queue.greet(seat.streamId);
  for (const [portfolioId, cursor] of [...cursors]) {
    const unfollow = web.desk.updates.follow(portfolioId, cursor, (row) => {
      cursors.set(portfolioId, row.sequence);
      const text = `{"kind":"changes","portfolioId":"${portfolioId}","sequence":${row.sequence},"at":${row.at},"changes":${row.changes}}`;
      if (!queue.pushChanges(text, writeCursors(cursors))) stop();
    });
    stops.push(unfollow);
  }
  stops.push(
    web.link.follow((frame) => {
      if (frame.kind !== "marks") queue.pushLatest({ slot: "status", text: frame.text });
      else if (cursors.has(frame.portfolioId)) queue.pushLatest({ slot: frame.portfolioId, text: frame.text });
    }),
  );
  stops.push(
    watchAccess(web, user.sessionId, queue, end, async () => {
      const now = await listPortfolios(web.desk, actor);
      return now.length === cursors.size && now.every(({ portfolioId }) => cursors.has(portfolioId));
    }),
  );
  request.signal.addEventListener("abort", end);

  return new Response(queue.stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** Ends the stream within a second of the session's end, and when the person's portfolios have changed. */
function watchAccess(
  web: Web,
  sessionId: string,
  queue: ClientQueue,
  end: () => void,
  isSameMembership: () => Promise<boolean>,
): () => void {
  let checks = 0;
  let isChecking = false;
  const check = async () => {
    checks += 1;
    if (isChecking) return;
    isChecking = true;
    try {
      const alive = await liveSessions(web.desk, [sessionId]);
      if (!alive.has(sessionId)) return end();
      if (checks % MEMBERSHIP_EVERY_CHECKS === 0 && !(await isSameMembership())) return end();
      if (checks % BEAT_EVERY_CHECKS === 0) queue.beat();
    } catch {
      end(); // Who cannot be checked is not served.
    } finally {
      isChecking = false;
    }
  };
  const timer = setInterval(() => void check(), CHECK_MS);
  return () => clearInterval(timer);
}

function readCursors(request: Request): Map<string, number> {
  const text = new URL(request.url).searchParams.get("since") ?? request.headers.get("last-event-id") ?? "";
  const cursors = new Map<string, number>();
  for (const part of text.slice(0, 10_000).split(";")) {
    const match = /^([0-9a-f-]{36}):(\d{1,15})$/.exec(part);
    if (match !== null) cursors.set(match[1] ?? "", Number(match[2]));
  }
  return cursors;
}

const writeCursors = (cursors: ReadonlyMap<string, number>): string =>
  [...cursors].map(([portfolioId, sequence]) => `${portfolioId}:${sequence}`).join(";");
