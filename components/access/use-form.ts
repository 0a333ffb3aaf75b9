"use client";

import { useState } from "react";

/** Runs a form's deed once at a time; the deed answers with a sentence when it could not be done. */
export function useForm(deed: (fields: FormData) => Promise<string | null>) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (fields: FormData) => {
    setIsBusy(true);
    setProblem(null);
    try {
      const refusal = await deed(fields);
      setProblem(refusal);
      // After a success the next page is on its way: the button stays busy.
      if (refusal !== null) setIsBusy(false);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setIsBusy(false);
    }
  };
  return { isBusy, problem, onSubmit: (fields: FormData) => void submit(fields) };
}

export const fieldText = (fields: FormData, name: string): string => String(fields.get(name) ?? "");
