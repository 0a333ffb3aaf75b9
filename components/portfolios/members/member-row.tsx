"use client";

import type { Role } from "../../../server/domain/access/role.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import type { Member } from "../portfolios-client.ts";
import { RoleChoice } from "./role-choice.tsx";

type MemberRowProps = {
  readonly member: Member;
  readonly isSelf: boolean;
  /** Whether who looks is an owner of the portfolio. */
  readonly isOwner: boolean;
  readonly onRole: (role: Role) => void;
  readonly onRemove: () => void;
};

export function MemberRow({ member, isSelf, isOwner, onRole, onRemove }: MemberRowProps) {
  const { name, email, role } = member;
  const isAbove = !isOwner && (role === "owner" || role === "admin");
  return (
    <li className="flex items-center gap-2 py-1.5 max-sm:flex-wrap" data-member={email}>
      <div className="min-w-0 flex-1 max-sm:basis-full">
        <p className="truncate font-medium">
          {name}
          {isSelf ? <span className="ml-1.5 text-fg-3">you</span> : null}
        </p>
        <p className="truncate text-[11px] text-fg-3">{email}</p>
      </div>
      <RoleChoice label={`Role of ${name}`} value={role} isOwner={isOwner} isDisabled={isAbove} onChoose={onRole} />
      <ConfirmDialog
        trigger={
          <Button size="row" tone="danger" disabled={isAbove}>
            Remove
          </Button>
        }
        title={isSelf ? "Leave this portfolio?" : `Remove ${name}?`}
        confirmLabel={isSelf ? "Leave" : "Remove"}
        onConfirm={onRemove}
      >
        <p>
          {isSelf ? "You lose" : `${name} loses`} sight of the portfolio within seconds, in every open browser. Orders
          that were placed keep working.
        </p>
      </ConfirmDialog>
    </li>
  );
}
