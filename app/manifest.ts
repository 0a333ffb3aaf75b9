import type { MetadataRoute } from "next";

/** What a phone or a desktop needs to install the desk as an application of its own. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Tradewind",
    short_name: "Tradewind",
    description: "A self-hosted crypto trading desk",
    id: "/",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#0a0c10",
    theme_color: "#101317",
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
