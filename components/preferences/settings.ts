import { ask, deskClient } from "../access/desk-client.ts";
import { DeskRefusal } from "../access/desk-problem.ts";
import { SettingStore } from "./setting-store.ts";

const inBrowser = typeof window !== "undefined";

function browserStorage() {
  try {
    const storage = window.localStorage;
    return {
      getItem: (key: string) => storage.getItem(key),
      setItem: (key: string, value: string) => storage.setItem(key, value),
      keys: () => Object.keys(storage),
    };
  } catch {
    return null; // A browser may forbid it.
  }
}

async function save(name: string, value: unknown): Promise<boolean> {
  try {
    return (await ask(() => deskClient.settings.write.mutate({ name, value }))).ok;
  } catch (error) {
    // Who is signed out by now was not refused for good: it is sent when they come back.
    if (error instanceof DeskRefusal && error.code !== "signed-out") return false;
    throw error;
  }
}

/** The one store of the page. On the server nobody opens it, and it answers with nothing. */
export const settings = new SettingStore({
  storage: inBrowser ? browserStorage() : null,
  load: () => ask(() => deskClient.settings.read.query()),
  save,
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
});
