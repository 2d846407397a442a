"use client";

import { Keyboard } from "lucide-react";
import { openOverlay } from "@/components/shell/overlay-store.ts";
import { DENSITIES, setPreference, THEMES, usePreferences } from "@/components/shell/preferences.ts";
import { Button } from "@/components/ui/button.tsx";
import { Page, Section } from "@/components/ui/page.tsx";
import { Segmented } from "@/components/ui/tabs.tsx";
import { LocaleChoice } from "./locale-choice.tsx";
import { Notifications } from "./notifications.tsx";
import { Row } from "./row.tsx";
import { StartChoice } from "./start-choice.tsx";

/** What a person chooses for this browser. */
export default function SettingsPanel() {
  const { theme, density } = usePreferences();
  return (
    <Page title="Settings" meta="kept in this browser, for you alone">
      <div className="mx-auto grid max-w-3xl gap-4 p-4">
        <Section title="Looks">
          <StartChoice />
          <Row name="Theme">
            <Segmented
              label="Theme"
              value={theme}
              choices={THEMES}
              onValueChange={(value) => setPreference("theme", value)}
            />
          </Row>
          <Row name="Density" hint="Compact puts more into sight.">
            <Segmented
              label="Density"
              value={density}
              choices={DENSITIES}
              onValueChange={(value) => setPreference("density", value)}
            />
          </Row>
        </Section>
        <Section title="Notifications">
          <Notifications />
        </Section>
        <Section title="Dates and numbers">
          <LocaleChoice />
        </Section>
        <Section title="Keyboard">
          <Row name="Shortcuts" hint="Everything can be done without a mouse.">
            <Button onClick={() => openOverlay("shortcuts")}>
              <Keyboard aria-hidden /> Show all
            </Button>
          </Row>
        </Section>
      </div>
    </Page>
  );
}
