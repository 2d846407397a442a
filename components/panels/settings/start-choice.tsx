import { chooseStartPage, useStartPage } from "@/components/shell/start-page.ts";
import { useOpenPanels } from "@/components/shell/use-open-panels.ts";
import { Select } from "@/components/ui/field.tsx";
import { Row } from "./row.tsx";

/** Which panel opens first. */
export function StartChoice() {
  const { slug: chosen } = useStartPage();
  const panels = useOpenPanels();
  return (
    <Row name="Start page" hint="What opens when an address names no panel.">
      <Select
        aria-label="Start page"
        value={chosen}
        onChange={({ target }) => {
          const panel = panels.find(({ slug }) => slug === target.value);
          if (panel) chooseStartPage(panel.slug);
        }}
      >
        {panels
          .filter(({ group, slug }) => group || slug === chosen)
          .map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
      </Select>
    </Row>
  );
}
