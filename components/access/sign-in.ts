import { setOneClick } from "../trade/actions/one-click.ts";
import { DeskUnreachable } from "./desk-problem.ts";

async function post(path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(`/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new DeskUnreachable("The desk could not be reached. Is it running?");
  }
}

/** Null when signed in, else a sentence for the form. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const response = await post("/sign-in/email", { email, password });
  if (response.ok) {
    setOneClick(false);
    return null;
  }
  if (response.status === 429) return "Too many attempts. Wait a minute, then try again.";
  if (response.status >= 500) return "Something went wrong on the desk. Try again; its log says more.";
  return "Email and password do not match an account.";
}

export async function signOut(): Promise<void> {
  setOneClick(false);
  await post("/sign-out", {});
}
