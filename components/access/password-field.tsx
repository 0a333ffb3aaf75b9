"use client";

import { useState } from "react";
import { TextField } from "../ui/text-field.tsx";
import { passwordStrength } from "./password-strength.ts";

const COLOURS = ["bg-line", "bg-danger", "bg-warn", "bg-ok"] as const;

/** A new password, with a word about its strength. */
export function NewPasswordField({ label = "Password" }: { readonly label?: string }) {
  const [password, setPassword] = useState("");
  const { level, text } = passwordStrength(password);
  return (
    <div className="flex flex-col gap-1.5">
      <TextField
        label={label}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        hint={text}
        onChange={(event) => setPassword(event.target.value)}
      />
      <div aria-hidden="true" className="grid grid-cols-3 gap-1">
        {[1, 2, 3].map((step) => (
          <span key={step} className={`h-[3px] rounded-full ${step <= level ? COLOURS[level] : "bg-line"}`} />
        ))}
      </div>
    </div>
  );
}
