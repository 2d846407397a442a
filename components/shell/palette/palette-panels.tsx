import { Command } from "cmdk";
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
    </Command.Group>
  );
}
