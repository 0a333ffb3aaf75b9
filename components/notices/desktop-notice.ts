/** Asks the browser's leave; only ever from a press in the settings. False when the person or the browser says no. */
export async function allowDesktopNotices(): Promise<boolean> {
  if (typeof Notification === "undefined") return false;
  return (await Notification.requestPermission()) === "granted";
}

/** Shown by the system while nobody looks at this page. The same tag from several tabs is one notice. */
export function showDesktopNotice(title: string, body: string, tag: string): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  if (document.visibilityState === "visible") return;
  const notice = new Notification(title, { body, tag, silent: true });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}
