import { THEME_KEY } from "./theme.ts";

const script = `try{var t=localStorage.getItem("${THEME_KEY}");document.documentElement.dataset.theme=t==="dark"||t==="light"?t:matchMedia("(prefers-color-scheme: light)").matches?"light":"dark"}catch(e){}`;

/** Sets the theme before the first paint, so that no page flashes in the other one. */
export function ThemeScript({ nonce }: { readonly nonce: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, and the policy wants its nonce.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
