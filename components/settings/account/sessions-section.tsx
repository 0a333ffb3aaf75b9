"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { useCallback, useEffect, useState } from "react";
import type { AppRouter } from "../../../server/api/router.ts";
import { ask, deskClient } from "../../access/desk-client.ts";
import { useNotices } from "../../layout/notices.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { formatClockZone, formatDay } from "../../ui/format-time.ts";
import { SettingGroup } from "../parts/setting-row.tsx";
import { deviceName } from "./device-name.ts";

type Session = inferRouterOutputs<AppRouter>["account"]["sessions"][number];

const when = (at: number): string => `${formatDay(at)}, ${formatClockZone(at)}`;

/** Where the person is signed in, and how to end that. */
export function SessionsSection() {
  const say = useNotices();
  const [sessions, setSessions] = useState<readonly Session[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const read = useCallback(async () => {
    try {
      setSessions(await ask(() => deskClient.account.sessions.query()));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }, []);
  useEffect(() => void read(), [read]);
  const attempt = async (deed: () => Promise<string | null>) => {
    try {
      const refusal = await deed();
      if (refusal !== null) say(refusal);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
    await read();
  };
  const end = (sessionId: string) =>
    attempt(async () => {
      const answer = await ask(() => deskClient.account.endSession.mutate({ sessionId }));
      return answer.ok ? null : answer.rejection.message;
    });
  const endOthers = () =>
    attempt(async () => {
      await ask(() => deskClient.account.endOtherSessions.mutate());
      return null;
    });
  const others = sessions?.filter(({ isCurrent }) => !isCurrent).length ?? 0;
  return (
    <>
      <div className="mb-3 flex items-center justify-between gap-3">
        <p className="text-[13px] text-fg-2">A session ends by itself seven days after it was last used.</p>
        <ConfirmDialog
          title="Sign out everywhere else?"
          confirmLabel="Sign out everywhere else"
          onConfirm={() => void endOthers()}
          trigger={
            <Button tone="danger" disabled={others === 0}>
              Sign out everywhere else
            </Button>
          }
        >
          <p>
            {others} other {others === 1 ? "session ends" : "sessions end"} at once. This browser stays signed in.
          </p>
          <p>Orders and strategies go on.</p>
        </ConfirmDialog>
      </div>
      {problem === null ? null : (
        <p role="alert" className="mb-3 flex items-center gap-2 text-[13px] text-danger">
          {problem} <Button onClick={() => void read()}>Try again</Button>
        </p>
      )}
      <SettingGroup title="Signed in">
        {sessions === null ? (
          <p className="h-[64px] py-3 text-[13px] text-fg-3">Reading the sessions…</p>
        ) : (
          <ul>
            {sessions.map((session) => (
              <SessionRow key={session.sessionId} session={session} onEnd={() => void end(session.sessionId)} />
            ))}
          </ul>
        )}
      </SettingGroup>
    </>
  );
}

function SessionRow({ session, onEnd }: { readonly session: Session; readonly onEnd: () => void }) {
  const name = deviceName(session.userAgent);
  return (
    <li
      data-testid="session"
      className="flex items-center justify-between gap-4 border-b border-line-subtle py-2.5 last:border-b-0"
    >
      <div className="min-w-0">
        <p className="text-[13px] font-medium" title={session.userAgent ?? undefined}>
          {name}
          {session.isCurrent ? <span className="ml-2 text-[12px] text-ok">this browser</span> : null}
        </p>
        <p className="text-[12px] text-fg-3">
          {session.ip ?? "address unknown"} · signed in {when(session.signedInAt)}
          <span className="max-sm:hidden"> · last used {when(session.seenAt)}</span>
        </p>
      </div>
      {session.isCurrent ? null : (
        <Button tone="danger" onClick={onEnd} aria-label={`Sign out ${name}`}>
          Sign out
        </Button>
      )}
    </li>
  );
}
