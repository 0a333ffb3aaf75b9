"use client";

import { useState } from "react";
import { signOut } from "../access/sign-in.ts";
import { Button } from "../ui/button.tsx";

/** The way out where there is no desk around it. */
export function SignOutButton() {
  const [problem, setProblem] = useState<string | null>(null);
  const goOut = async () => {
    try {
      await signOut();
      window.location.assign("/sign-in");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <Button onClick={() => void goOut()}>Sign out</Button>
      {problem === null ? null : (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
    </>
  );
}
