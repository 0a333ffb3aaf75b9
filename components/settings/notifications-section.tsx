"use client";

import { useId, useState } from "react";
import { allowDesktopNotices } from "../notices/desktop-notice.ts";
import { playSound } from "../notices/play-sound.ts";
import { setPreferences, usePreferences } from "../preferences/preferences.ts";
import { Button } from "../ui/button.tsx";
import { SettingGroup, SettingRow } from "./parts/setting-row.tsx";
import { SwitchRow } from "./parts/switch-row.tsx";

/** What makes itself heard, and what shows up while somebody looks elsewhere. */
export function NotificationsSection() {
  const { sounds } = usePreferences();
  const change = (part: Partial<typeof sounds>) => setPreferences({ sounds: { ...sounds, ...part } });
  const volumeId = useId();
  return (
    <>
      <SettingGroup title="Sounds">
        <SwitchRow
          label="When an order fills"
          isOn={sounds.fill}
          onChange={(fill) => change({ fill })}
          aside={
            <Button size="row" aria-label="Play the sound of a fill" onClick={() => playSound("fill", sounds.volume)}>
              Test
            </Button>
          }
        />
        <SwitchRow
          label="When an order is refused"
          isOn={sounds.reject}
          onChange={(reject) => change({ reject })}
          aside={
            <Button
              size="row"
              aria-label="Play the sound of a refusal"
              onClick={() => playSound("reject", sounds.volume)}
            >
              Test
            </Button>
          }
        />
        <SettingRow label="Volume" labelId={volumeId}>
          <input
            type="range"
            aria-labelledby={volumeId}
            min={0}
            max={100}
            step={5}
            value={Math.round(sounds.volume * 100)}
            onChange={(event) => change({ volume: Number(event.target.value) / 100 })}
            className="h-(--ctl) w-[180px] accent-(--accent-solid)"
          />
          <output className="w-[4ch] text-right text-[12px] text-fg-2">{Math.round(sounds.volume * 100)}</output>
        </SettingRow>
      </SettingGroup>
      <SettingGroup title="Desktop">
        <DesktopRow />
      </SettingGroup>
    </>
  );
}

function DesktopRow() {
  const { desktopNotices } = usePreferences();
  const [problem, setProblem] = useState<string | null>(null);
  const change = async (isOn: boolean) => {
    setProblem(null);
    if (isOn && !(await allowDesktopNotices())) {
      setProblem("The browser does not allow notifications for this address. Allow them in its site settings.");
      return;
    }
    setPreferences({ desktopNotices: isOn });
  };
  return (
    <>
      <SwitchRow
        label="Show notices while this page is hidden"
        hint="Fills and refusals, through the system's own notifications. Each browser asks once."
        isOn={desktopNotices}
        onChange={(isOn) => void change(isOn)}
        aside={
          <Button size="row" aria-label="Show a test notification" onClick={() => void testNotice(setProblem)}>
            Test
          </Button>
        }
      />
      {problem === null ? null : (
        <p role="alert" className="pb-3 text-[12px] text-danger">
          {problem}
        </p>
      )}
    </>
  );
}

async function testNotice(say: (problem: string | null) => void): Promise<void> {
  if (await allowDesktopNotices()) {
    say(null);
    new Notification("Tradewind", { body: "Notices of this desk look like this.", tag: "tradewind-test" });
  } else {
    say("The browser does not allow notifications for this address. Allow them in its site settings.");
  }
}
