"use client";

import { useCallback, useEffect, useState } from "react";
import { ask, deskClient } from "../../access/desk-client.ts";
import { useNotices } from "../../layout/notices.tsx";
import { PlainTable } from "../../tables/plain-table.tsx";
import { TableTools } from "../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../tables/use-data-table.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { SettingGroup } from "../parts/setting-row.tsx";
import { type Session, sessionColumns } from "./session-columns.tsx";

const NONE: readonly Session[] = [];

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
  const table = useDataTable({
    name: "settings-sessions",
    label: "Sessions",
    columns: sessionColumns((sessionId) => void end(sessionId)),
    rows: sessions ?? NONE,
    rowId: ({ sessionId }) => sessionId,
    mode: null,
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
      <SettingGroup title="Signed in" aside={sessions === null ? null : <TableTools table={table} isCompact />}>
        {sessions === null ? (
          <p className="h-[64px] py-3 text-[13px] text-fg-3">Reading the sessions…</p>
        ) : (
          <PlainTable table={table} noun="session" />
        )}
      </SettingGroup>
    </>
  );
}
