"use client";

import { TextField } from "../ui/text-field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { ask, deskClient } from "./desk-client.ts";
import { NewPasswordField } from "./password-field.tsx";
import { signIn } from "./sign-in.ts";
import { fieldText, useForm } from "./use-form.ts";

type WelcomeFormProps = { readonly isCodeNeeded: boolean; readonly code: string };

/** Creates the desk's owner and signs them in. */
export function WelcomeForm({ isCodeNeeded, code }: WelcomeFormProps) {
  const form = useForm(async (fields) => {
    const [name, email] = [fieldText(fields, "name").trim(), fieldText(fields, "email").trim()];
    const password = fieldText(fields, "password");
    if (name === "") return "Enter your name.";
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return `"${email}" is not an email address. It is your login.`;
    const setupCode = isCodeNeeded ? fieldText(fields, "code").trim() : null;
    const result = await ask(() => deskClient.setup.createOwner.mutate({ name, email, password, setupCode }));
    if (!result.ok) return result.rejection.message;
    const refusal = await signIn(email, password);
    window.location.assign(refusal === null ? "/welcome/start" : "/sign-in");
    return null;
  });
  return (
    <AuthCard
      title="Create the owner account"
      lead="The first account of this desk. It starts with paper money; no mail is sent, nothing leaves this machine."
      submitLabel="Create the account and open the desk"
      {...form}
    >
      <TextField label="Name" name="name" autoComplete="name" required autoFocus maxLength={100} />
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        hint="Your login."
        maxLength={200}
      />
      <NewPasswordField />
      {isCodeNeeded ? (
        <TextField
          label="Setup code"
          name="code"
          autoComplete="off"
          required
          defaultValue={code}
          hint="From the address that npm start printed."
        />
      ) : null}
    </AuthCard>
  );
}
