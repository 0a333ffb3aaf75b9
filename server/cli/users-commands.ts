import { z } from "zod";
import { accept } from "../domain/errors/rejection.ts";
import { findPortfolios } from "../services/portfolios/find-portfolios.ts";
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
  usage: "users invite EMAIL --role ROLE [--name NAME] [--portfolio PORTFOLIO]",
  summary: "makes a person and prints the one-time link to hand over",
  details: `ROLE is one of ${invitable.join(", ")}. Without --name the part of EMAIL before the @ is the name. PORTFOLIO is the name of the one that the person joins with that role, or all; without it they join none.`,
  options: { role: { type: "string" }, name: { type: "string" }, portfolio: { type: "string" } },
  run: async (positionals, { role: wantedRole, name: wantedName, portfolio }) => {
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
    const input = { email: checkedEmail.data, role: checkedRole.data, name };
    const result = await withDesk(async ({ desk, origin }) => {
      const joined =
        portfolio === undefined
          ? accept([])
          : await findPortfolios(desk, commandLine, String(portfolio), { takesAll: true });
      if (!joined.ok) return joined;
      const invited = await inviteUser(desk, commandLine, { ...input, portfolioIds: joined.value });
      if (!invited.ok) return invited;
      return accept({ ...invited.value, portfolioIds: joined.value, link: `${origin}${invited.value.path}` });
    });
    if (!result.ok) return refused(result.rejection);
    const { userId, portfolioIds, link } = result.value;
    return done(
      { userId, email: input.email, role: input.role, portfolioIds, link },
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
