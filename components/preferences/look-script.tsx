import { LOOK_KEY, type Look } from "./look.ts";

/** Puts the look on before the first paint, so that no page flashes in another one. */
export function LookScript({ nonce, look }: { readonly nonce: string; readonly look?: Look }) {
  // What this browser showed last goes before what the desk knows: a change may be on its way there.
  const known = JSON.stringify(look ?? {}).replaceAll("<", "\\u003c");
  const script = `try{var d=document.documentElement,l=${known};try{l=JSON.parse(localStorage.getItem("${LOOK_KEY}"))||l}catch(e){}var t=l.theme;d.setAttribute("data-theme",t==="dark"||t==="light"?t:matchMedia("(prefers-color-scheme: light)").matches?"light":"dark");d.setAttribute("data-pnl",l.palette||"classic");d.setAttribute("data-density",l.density||"dense");d.setAttribute("data-candles",l.hollowUp?"hollow":"solid")}catch(e){}`;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own text, and the policy wants its nonce.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
