"use client";

import { useState } from "react";
import { Page } from "@/components/ui/page.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { Controls } from "./controls.tsx";
import { Feedback } from "./feedback.tsx";
import { Foundations } from "./foundations.tsx";

const VIEWS = [
  { value: "controls", label: "Controls" },
  { value: "feedback", label: "Feedback" },
  { value: "foundations", label: "Foundations" },
] as const;

/** Every primitive in its states: what a panel is built of, to look at and to test. */
export default function DesignPanel() {
  const [view, setView] = useState<(typeof VIEWS)[number]["value"]>("controls");
  const content = { controls: <Controls />, feedback: <Feedback />, foundations: <Foundations /> };
  return (
    <Page title="Design system">
      <Tabs label="Parts" value={view} onValueChange={setView} choices={VIEWS}>
        <div className="grid gap-4 p-4 lg:grid-cols-2">{content[view]}</div>
      </Tabs>
    </Page>
  );
}
