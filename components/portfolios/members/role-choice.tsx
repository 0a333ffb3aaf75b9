import { ROLES, type Role } from "../../../server/domain/access/role.ts";

const WORDS: Record<Role, string> = {
  owner: "Owner: everything",
  admin: "Admin: members, reset",
  manager: "Manager: resume, fund, strategies",
  trader: "Trader: orders, stop",
  viewer: "Viewer: looks only",
};

type RoleChoiceProps = {
  readonly label: string;
  readonly value: Role;
  /** Who is no owner gives neither of the two highest roles. */
  readonly isOwner: boolean;
  readonly isDisabled?: boolean;
  readonly onChoose: (role: Role) => void;
};

export function RoleChoice({ label, value, isOwner, isDisabled = false, onChoose }: RoleChoiceProps) {
  const offered = ROLES.filter((role) => role === value || isOwner || (role !== "owner" && role !== "admin"));
  return (
    <select
      aria-label={label}
      value={value}
      disabled={isDisabled}
      className="h-(--ctl) min-w-0 rounded-md border border-line-strong bg-canvas px-2 text-[12px] disabled:opacity-55"
      onChange={(event) => {
        const role = ROLES.find((each) => each === event.target.value);
        if (role !== undefined) onChoose(role);
      }}
    >
      {offered.map((role) => (
        <option key={role} value={role}>
          {WORDS[role]}
        </option>
      ))}
    </select>
  );
}
