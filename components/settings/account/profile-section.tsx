"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ask, deskClient } from "../../access/desk-client.ts";
import { NewPasswordField } from "../../access/password-field.tsx";
import { fieldText } from "../../access/use-form.ts";
import type { Viewer } from "../../layout/desk-people.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { SettingGroup } from "../parts/setting-row.tsx";

type Said = { readonly isGood: boolean; readonly text: string };

/** Runs a form's deed and says beside it how it went. */
function useDeed(deed: (fields: FormData) => Promise<Said>) {
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (isBusy) return;
    setIsBusy(true);
    setSaid(null);
    try {
      const answer = await deed(new FormData(form));
      setSaid(answer);
      if (answer.isGood) form.reset();
    } catch (error) {
      setSaid({ isGood: false, text: error instanceof Error ? error.message : String(error) });
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, said, onSubmit: (event: FormEvent<HTMLFormElement>) => void onSubmit(event) };
}

function Answer({ said }: { readonly said: Said | null }) {
  return (
    <p
      role={said?.isGood === false ? "alert" : "status"}
      className={`text-[12px] ${said?.isGood ? "text-ok" : "text-danger"}`}
    >
      {said?.text}
    </p>
  );
}

/** The person's name and password. */
export function ProfileSection({ viewer }: { readonly viewer: Viewer }) {
  return (
    <>
      <SettingGroup title="Who you are">
        <NameForm viewer={viewer} />
      </SettingGroup>
      <SettingGroup title="Password">
        <PasswordForm />
      </SettingGroup>
    </>
  );
}

function NameForm({ viewer }: { readonly viewer: Viewer }) {
  const router = useRouter();
  const { isBusy, said, onSubmit } = useDeed(async (fields) => {
    const answer = await ask(() => deskClient.account.rename.mutate({ name: fieldText(fields, "name") }));
    if (!answer.ok) return { isGood: false, text: answer.rejection.message };
    router.refresh();
    return { isGood: true, text: `Others see you as ${answer.value.name} now.` };
  });
  return (
    <form className="flex max-w-[420px] flex-col gap-3 py-4" onSubmit={onSubmit}>
      <TextField
        key={viewer.name}
        label="Name"
        name="name"
        autoComplete="name"
        defaultValue={viewer.name}
        maxLength={100}
        required
      />
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-[13px]">
        <dt className="text-fg-3">Email, your login</dt>
        <dd>{viewer.email}</dd>
        <dt className="text-fg-3">Role on the desk</dt>
        <dd>{viewer.role}</dd>
      </dl>
      <div className="flex items-center gap-3">
        <Button type="submit" tone="accent" disabled={isBusy}>
          Save the name
        </Button>
        <Answer said={said} />
      </div>
    </form>
  );
}

function PasswordForm() {
  const { isBusy, said, onSubmit } = useDeed(async (fields) => {
    const [current, next] = [fieldText(fields, "current"), fieldText(fields, "password")];
    if (current === "" || next === "") return { isGood: false, text: "Type the current password and a new one." };
    const answer = await ask(() => deskClient.account.changePassword.mutate({ current, next }));
    if (!answer.ok) return { isGood: false, text: answer.rejection.message };
    const { endedSessions: ended } = answer.value;
    const rest = ended === 0 ? "" : ` ${ended} other ${ended === 1 ? "session was" : "sessions were"} ended.`;
    return { isGood: true, text: `The password was changed.${rest}` };
  });
  return (
    <form noValidate className="flex max-w-[420px] flex-col gap-3 py-4" onSubmit={onSubmit}>
      <TextField label="Current password" name="current" type="password" autoComplete="current-password" required />
      <NewPasswordField label="New password" />
      <p className="text-[12px] text-fg-3">Your other sessions are signed out.</p>
      <div className="flex items-center gap-3">
        <Button type="submit" tone="accent" disabled={isBusy}>
          Change the password
        </Button>
        <Answer said={said} />
      </div>
    </form>
  );
}
