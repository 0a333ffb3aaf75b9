export type SettingsSection = { readonly id: string; readonly name: string; readonly keywords: readonly string[] };

/** The parts of the settings, by the last word of their address. */
export const SETTINGS_SECTIONS: readonly SettingsSection[] = [
  { id: "profile", name: "Profile", keywords: ["name", "email", "password", "account"] },
  { id: "appearance", name: "Appearance", keywords: ["theme", "dark", "light", "colours", "density", "candles"] },
  { id: "formats", name: "Formats and time zone", keywords: ["numbers", "clock", "utc", "locale"] },
  { id: "notifications", name: "Notifications and sounds", keywords: ["sound", "desktop", "alerts", "volume"] },
  { id: "trading", name: "Trading", keywords: ["confirmation", "size", "one-click", "friction"] },
  { id: "hotkeys", name: "Hotkeys", keywords: ["keys", "shortcuts", "keyboard"] },
  { id: "sessions", name: "Sessions", keywords: ["devices", "sign out", "security", "browsers"] },
  { id: "portfolios", name: "Portfolios and members", keywords: ["paper", "people", "fund", "reset"] },
];

export const settingsSection = (id: string): SettingsSection | undefined =>
  SETTINGS_SECTIONS.find((section) => section.id === id);
