import { Command } from "cmdk";
import { KeyRound } from "lucide-react";
import { navigate } from "@/components/ui/navigate.ts";
import { useOpenPanels } from "../use-open-panels.ts";
import { PaletteItem, type Run } from "./palette-item.tsx";

export function PalettePanels({ run }: { run: Run }) {
  const panels = useOpenPanels();
  return (
    <Command.Group heading="Go to">
      {panels.map(({ slug, title, icon: Icon, shortcut }) => (
        <PaletteItem
          key={slug}
          value={`panel ${slug}`}
          keywords={[title]}
          icon={<Icon aria-hidden />}
          shortcut={shortcut && `g ${shortcut}`}
          onSelect={() => run(() => navigate(`/${slug}`, { leave: true }))}
        >
          {title}
        </PaletteItem>
      ))}
      {panels.some(({ slug }) => slug === "config") && (
        <PaletteItem
          value="model keys"
          keywords={["api key", "provider", "sign-in"]}
          icon={<KeyRound aria-hidden />}
          onSelect={() => run(() => navigate("/config?view=keys", { leave: true }))}
        >
          Model keys
        </PaletteItem>
      )}
    </Command.Group>
  );
}
