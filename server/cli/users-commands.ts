import { z } from "zod";
import { accept } from "../domain/errors/rejection.ts";
import { inviteUser } from "../services/users/invite-user.ts";
import { listUsers } from "../services/users/list-users.ts";
import { resetUser } from "../services/users/reset-user.ts";
import { type Command, done, misused, refused } from "./command.ts";
import { withDesk } from "./desk-database.ts";

/** Whoever may read the desk's files could do all this by hand. */
const commandLine = { userId: null, ip: null };
const invitable = ["admin", "manager", "trader", "viewer"] as const;
const email = z.email();
const role = z.enum(invitable);

export const usersInviteCommand: Command = {
  name: "users invite",
  usage: "users invite EMAIL --role ROLE [--name NAME]",
  summary: "makes a person and prints the one-time link to hand over",
  details: `ROLE is one of ${invitable.join(", ")}. Without --name the part of EMAIL before the @ is the name.`,
  options: { role: { type: "string" }, name: { type: "string" } },
  run: async (positionals, { role: wantedRole, name: wantedName }) => {
    const [address, ...more] = positionals;
    if (address === undefined || more.length > 0) return misused("Name exactly one EMAIL.");
    const checkedEmail = email.safeParse(address);
    if (!checkedEmail.success) return misused(`"${address}" is not an email address.`);
    const checkedRole = role.safeParse(wantedRole);
    if (!checkedRole.success) {
      return misused(`--role is "${wantedRole ?? ""}". Use one of ${invitable.join(", ")}.`);
    }
    const name = String(wantedName ?? address.split("@")[0]).trim();
    if (name.length === 0 || name.length > 100) return misused("--name must have 1 to 100 characters.");
    const input = { email: checkedEmail.data, role: checkedRole.data, name, portfolioIds: [] };
    const result = await withDesk(async ({ desk, origin }) => {
      const invited = await inviteUser(desk, commandLine, input);
      return invited.ok ? accept({ ...invited.value, link: `${origin}${invited.value.path}` }) : invited;
    });
    if (!result.ok) return refused(result.rejection);
    const { userId, link } = result.value;
    return done(
      { userId, email: input.email, role: input.role, link },
      `Hand this link to ${input.email}; it works once:\n${link}`,
    );
  },
};

export const usersResetCommand: Command = {
  name: "users reset",
  usage: "users reset EMAIL",
  summary: "ends a person's sessions and prints a one-time link for a new password",
  details: "",
  options: {},
  run: async (positionals) => {
    const [address, ...more] = positionals;
    if (address === undefined || more.length > 0) return misused("Name exactly one EMAIL.");
    const result = await withDesk(async ({ desk, origin }) => {
      const reset = await resetUser(desk, commandLine, { email: address });
      return reset.ok ? accept({ ...reset.value, link: `${origin}${reset.value.path}` }) : reset;
    });
    if (!result.ok) return refused(result.rejection);
    const { userId, link } = result.value;
    return done({ userId, link }, `Hand this link to ${address}; it works once:\n${link}`);
  },
};

export const usersListCommand: Command = {
  name: "users list",
  usage: "users list",
  summary: "lists everybody on the desk",
  details: "",
  options: {},
  run: async (positionals) => {
    if (positionals.length > 0) return misused(`users list takes no "${positionals[0]}".`);
    const result = await withDesk(async ({ desk }) => accept(await listUsers(desk, commandLine)));
    if (!result.ok) return refused(result.rejection);
    const lines = result.value.map((user) => `${user.email.padEnd(36)} ${user.role.padEnd(8)} ${user.name}`);
    return done(
      { users: result.value },
      lines.length === 0 ? "Nobody yet: the first page of the desk creates the owner." : lines.join("\n"),
    );
  },
};
