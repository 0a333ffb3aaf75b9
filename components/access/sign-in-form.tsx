"use client";

import { TextField } from "../ui/text-field.tsx";
import { AuthCard } from "./auth-card.tsx";
import { signIn } from "./sign-in.ts";
import { fieldText, useForm } from "./use-form.ts";

export function SignInForm() {
  const form = useForm(async (fields) => {
    const [email, password] = [fieldText(fields, "email").trim(), fieldText(fields, "password")];
    if (email === "" || password === "") return "Enter your email and your password.";
    const refusal = await signIn(email, password);
    if (refusal === null) window.location.assign("/");
    return refusal;
  });
  return (
    <AuthCard
      title="Sign in"
      lead="Forgot the password? Whoever runs this desk can make a link: npm run tradewind users reset EMAIL."
      submitLabel="Sign in"
      {...form}
    >
      <TextField label="Email" name="email" type="email" autoComplete="username" required autoFocus />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
    </AuthCard>
  );
}
