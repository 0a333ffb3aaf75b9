"use client";

import { AuthCard } from "./auth-card.tsx";
import { ask, deskClient } from "./desk-client.ts";
import { NewPasswordField } from "./password-field.tsx";
import { signIn } from "./sign-in.ts";
import { fieldText, useForm } from "./use-form.ts";

/** Sets the password of the person whose one-time link this is, for the first time or anew. */
export function InviteForm({ token }: { readonly token: string }) {
  const form = useForm(async (fields) => {
    const password = fieldText(fields, "password");
    const result = await ask(() => deskClient.users.acceptInvite.mutate({ token, password }));
    if (!result.ok) return result.rejection.message;
    const refusal = await signIn(result.value.email, password);
    window.location.assign(refusal === null ? "/" : "/sign-in");
    return null;
  });
  return (
    <AuthCard
      title="Set your password"
      lead="Whoever keeps this trading desk sent you this link. It works once: afterwards you sign in with the email it was made for and this password."
      submitLabel="Set the password and open the desk"
      {...form}
    >
      <NewPasswordField />
    </AuthCard>
  );
}
