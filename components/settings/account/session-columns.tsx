import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../../../server/api/router.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { Button } from "../../ui/button.tsx";
import { formatClockZone, formatDay } from "../../ui/format-time.ts";
import { deviceName } from "./device-name.ts";

export type Session = inferRouterOutputs<AppRouter>["account"]["sessions"][number];

const when = (at: number): string => `${formatDay(at)}, ${formatClockZone(at)}`;

/** Where somebody is signed in, since when, and the way to end it. */
export const sessionColumns = (onEnd: (sessionId: string) => void): readonly TableColumn<Session>[] => [
  {
    id: "device",
    label: "Device",
    kind: "text",
    width: 180,
    value: ({ userAgent }) => deviceName(userAgent),
    cell: ({ userAgent, isCurrent, ip, seenAt }) => (
      <span title={userAgent ?? undefined}>
        <strong className="font-medium">{deviceName(userAgent)}</strong>
        {isCurrent ? <span className="ml-2 text-ok">this browser</span> : null}
        <span className="block text-[12px] text-fg-3 sm:hidden">
          {ip ?? "address unknown"} · {when(seenAt)}
        </span>
      </span>
    ),
    isFacet: true,
    isKey: true,
    isProse: true,
  },
  {
    id: "address",
    label: "Address",
    kind: "text",
    width: 120,
    value: ({ ip }) => ip,
    cell: ({ ip }) => <span className="text-fg-2">{ip ?? "unknown"}</span>,
    isFacet: true,
  },
  {
    id: "signed_in",
    label: "Signed in",
    kind: "time",
    width: 170,
    value: ({ signedInAt }) => signedInAt,
    cell: ({ signedInAt }) => <span className="text-fg-2">{when(signedInAt)}</span>,
  },
  {
    id: "last_used",
    label: "Last used",
    kind: "time",
    width: 170,
    value: ({ seenAt }) => seenAt,
    cell: ({ seenAt }) => <span className="text-fg-2">{when(seenAt)}</span>,
  },
  {
    id: "actions",
    label: "Actions",
    kind: "actions",
    width: 90,
    value: () => null,
    cell: ({ sessionId, userAgent, isCurrent }) =>
      isCurrent ? null : (
        <Button
          size="row"
          tone="danger"
          aria-label={`Sign out ${deviceName(userAgent)}`}
          onClick={() => onEnd(sessionId)}
        >
          Sign out
        </Button>
      ),
    isKey: true,
  },
];
