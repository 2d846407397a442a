"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ComponentType } from "react";
import { Page } from "@/components/ui/page.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { Console } from "./console.tsx";
import { Frames } from "./frames.tsx";
import { Snapshots } from "./snapshots.tsx";
import { Timings } from "./timings.tsx";

const VIEWS = ["console", "frames", "snapshots", "timings"] as const;

const LOOKS: Record<(typeof VIEWS)[number], { label: string; View: ComponentType }> = {
  console: { label: "Console", View: Console },
  frames: { label: "Frames", View: Frames },
  snapshots: { label: "Snapshots", View: Snapshots },
  timings: { label: "Timings", View: Timings },
};

/** Every method to be called by hand, the socket's own frames, and how the gateway and this page do. */
export default function DebugPanel() {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("console"));
  const { View } = LOOKS[view];
  return (
    <Page
      title="Debug"
      actions={
        <Segmented
          label="View"
          value={view}
          onValueChange={setView}
          choices={VIEWS.map((value) => ({ value, label: LOOKS[value].label }))}
        />
      }
    >
      <View />
    </Page>
  );
}
