import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { LookScript } from "@/components/preferences/look-script.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Tradewind", template: "%s · Tradewind" },
  description: "A self-hosted crypto trading desk",
  icons: { icon: "/icon.svg", apple: "/icons/apple-touch-icon.png" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#101317" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang="en" data-theme="dark" suppressHydrationWarning>
      <head>
        <LookScript nonce={nonce} />
      </head>
      <body>{children}</body>
    </html>
  );
}
