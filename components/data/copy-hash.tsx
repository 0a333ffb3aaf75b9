"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

/** The first letters of a hash; the whole one goes to the clipboard. */
export function CopyHash({ hash }: { readonly hash: string }) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      title={`Copy the SHA-256 ${hash}`}
      aria-label={isCopied ? "Hash copied" : `Copy the hash ${hash.slice(0, 8)}`}
      className="inline-flex items-center gap-1 font-mono text-[11px] text-fg-3 hover:text-fg"
      onClick={() => void navigator.clipboard?.writeText(hash).then(() => setIsCopied(true))}
    >
      {hash.slice(0, 8)}
      <Icon size={11} aria-hidden="true" />
    </button>
  );
}
