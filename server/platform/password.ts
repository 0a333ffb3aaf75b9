import { hashPassword as hash, verifyPassword } from "better-auth/crypto";

const LENGTH_MIN = 12;
const LENGTH_MAX = 128;

const COMMON =
  /^(?:password|passwort|letmein|welcome|qwerty|qwertz|azerty|admin|iloveyou|bitcoin|tradewind|changeme|secret|dragon|monkey|master|login|abc|[\d\W_])+$/i;

/** Null for a password that may be used, else a sentence that says what to change. */
export function passwordProblem(password: string, email: string): string | null {
  if (password.length < LENGTH_MIN) {
    return `The password has ${password.length} characters. Use at least ${LENGTH_MIN}; a sentence is easy to keep.`;
  }
  if (password.length > LENGTH_MAX) return `The password is longer than ${LENGTH_MAX} characters. Use a shorter one.`;
  const plain = password.toLowerCase();
  const name = email.toLowerCase().split("@", 1).join();
  if (plain === email.toLowerCase() || (name.length > 2 && plain.replace(/[\d\W_]+$/, "") === name)) {
    return "The password is the email address. Use something that nobody can read off the sign-in form.";
  }
  if (new Set(plain).size < 6) return "The password repeats a few characters. Use more different ones.";
  if (COMMON.test(password)) return "The password is made of well-known words and digits. Add words of your own.";
  return null;
}

/** As the auth library keeps it: scrypt with a salt of its own. */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Whether the password is the one that was kept. */
export const isPassword = (kept: string, password: string): Promise<boolean> =>
  verifyPassword({ hash: kept, password });
