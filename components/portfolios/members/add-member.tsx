"use client";

import { type FormEvent, useEffect, useId, useState } from "react";
import type { Role } from "../../../server/domain/access/role.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { portfoliosClient } from "../portfolios-client.ts";
import { RoleChoice } from "./role-choice.tsx";

type AddMemberProps = {
  readonly isOwner: boolean;
  readonly known: readonly string[];
  readonly onAdd: (email: string, role: Role) => Promise<boolean>;
};

/** Lets in somebody who is on the desk already. */
export function AddMember({ isOwner, known, onAdd }: AddMemberProps) {
  const listId = useId();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [people, setPeople] = useState<readonly { readonly email: string; readonly name: string }[]>([]);
  useEffect(() => {
    let isGone = false;
    void portfoliosClient.people().then((found) => {
      if (!isGone) setPeople(found);
    });
    return () => {
      isGone = true;
    };
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await onAdd(email.trim(), role)) setEmail("");
  };
  return (
    <form className="flex flex-wrap items-end gap-2" onSubmit={(event) => void submit(event)}>
      <div className="min-w-[200px] flex-1">
        <TextField
          label="Add somebody by e-mail"
          type="email"
          required
          autoComplete="off"
          list={listId}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <datalist id={listId}>
          {people
            .filter((person) => !known.includes(person.email))
            .map((person) => (
              <option key={person.email} value={person.email}>
                {person.name}
              </option>
            ))}
        </datalist>
      </div>
      <RoleChoice label="Role of the new member" value={role} isOwner={isOwner} onChoose={setRole} />
      <Button type="submit" tone="accent">
        Add
      </Button>
    </form>
  );
}
