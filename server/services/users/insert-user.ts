import { account, user } from "../../../db/schema/index.ts";
import type { Role } from "../../domain/access/role.ts";
import { newUuid } from "../../platform/uuid.ts";
import type { Transaction } from "../desk.ts";

export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** A person and, where a password is known, the credential in the shape of the auth library. Returns the person's id. */
export async function insertUser(
  transaction: Transaction,
  person: {
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    readonly passwordHash: string | null;
  },
): Promise<string> {
  const id = newUuid();
  await transaction.insert(user).values({ id, name: person.name, email: person.email, role: person.role });
  if (person.passwordHash !== null) {
    await transaction
      .insert(account)
      .values({ id: newUuid(), accountId: id, providerId: "credential", userId: id, password: person.passwordHash });
  }
  return id;
}
