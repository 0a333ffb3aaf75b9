export type PasswordStrength = { readonly level: 0 | 1 | 2 | 3; readonly text: string };

const LENGTH_MIN = 12;

/** A word about a password while it is typed. The desk decides; this only saves a round trip. */
export function passwordStrength(password: string): PasswordStrength {
  if (password === "") return { level: 0, text: `At least ${LENGTH_MIN} characters; a sentence is easy to keep.` };
  const missing = LENGTH_MIN - [...password].length;
  if (missing > 0)
    return { level: 1, text: `Too short: ${missing} more ${missing === 1 ? "character" : "characters"}.` };
  if (new Set(password.toLowerCase()).size < 6) return { level: 1, text: "Weak: the same few characters repeat." };
  if (password.length < 16) return { level: 2, text: "Good. Longer is stronger." };
  return { level: 3, text: "Strong." };
}
