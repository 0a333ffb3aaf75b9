import { fileURLToPath } from "node:url";

// Next asks for its telemetry switch when it starts working, which is after this file was read.
process.env.NEXT_TELEMETRY_DISABLED = "1";

// The content security policy carries a nonce for each page and is therefore set in proxy.ts.
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // The sources are public, and an error that a user reports can be read.
  productionBrowserSourceMaps: true,
  reactStrictMode: true,
  devIndicators: false,
  serverExternalPackages: ["postgres", "pino"],
  images: { unoptimized: true },
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  // `npm run check` checks types, tests included; a second pass would only make the first start slower.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
