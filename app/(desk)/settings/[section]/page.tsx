import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import type { Viewer } from "@/components/layout/desk-people.ts";
import { settingsSection } from "@/components/layout/settings-sections.ts";
import { PortfoliosSection } from "@/components/portfolios/portfolios-section.tsx";
import { ProfileSection } from "@/components/settings/account/profile-section.tsx";
import { SessionsSection } from "@/components/settings/account/sessions-section.tsx";
import { AppearanceSection } from "@/components/settings/appearance-section.tsx";
import { FormatsSection } from "@/components/settings/formats-section.tsx";
import { HotkeysSection } from "@/components/settings/hotkeys/hotkeys-section.tsx";
import { NotificationsSection } from "@/components/settings/notifications-section.tsx";
import { SettingsScreen } from "@/components/settings/settings-screen.tsx";
import { TradingSection } from "@/components/settings/trading-section.tsx";
import { deskCaller } from "../../../desk-caller.ts";

type SectionPageProps = {
  readonly params: Promise<{ section: string }>;
  readonly searchParams: Promise<{ portfolio?: string | string[] }>;
};

export async function generateMetadata({ params }: SectionPageProps): Promise<Metadata> {
  const { section } = await params;
  return { title: settingsSection(section)?.name ?? "Not found" };
}

function contentOf(section: string, viewer: Viewer): ReactNode {
  switch (section) {
    case "profile":
      return <ProfileSection viewer={viewer} />;
    case "appearance":
      return <AppearanceSection />;
    case "formats":
      return <FormatsSection />;
    case "notifications":
      return <NotificationsSection />;
    case "trading":
      return <TradingSection />;
    case "hotkeys":
      return <HotkeysSection />;
    case "sessions":
      return <SessionsSection />;
    default:
      return <PortfoliosSection viewer={viewer} />;
  }
}

export default async function SectionPage({ params, searchParams }: SectionPageProps) {
  const [{ section: id }, { portfolio }] = await Promise.all([params, searchParams]);
  const section = settingsSection(id);
  if (section === undefined) notFound();
  const viewer = await (await deskCaller()).session.me();
  if (viewer === null) redirect("/sign-in");
  const query = typeof portfolio === "string" ? `?portfolio=${encodeURIComponent(portfolio)}` : "";
  return (
    <SettingsScreen section={section} query={query}>
      {contentOf(id, viewer)}
    </SettingsScreen>
  );
}
