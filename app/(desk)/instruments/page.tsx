import type { Metadata } from "next";
import { InstrumentsScreen } from "@/components/instruments/instruments-screen.tsx";

export const metadata: Metadata = { title: "Instruments" };

export default function InstrumentsPage() {
  return <InstrumentsScreen />;
}
