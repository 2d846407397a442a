import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Segmented } from "@/components/ui/tabs.tsx";
import { languageOf } from "./file-language.ts";

/** How a Markdown file is shown: as it is written, or as it is read. */
export type Look = "text" | "read";

const IN_ADDRESS = parseAsStringLiteral(["text", "read"]).withDefault("text");

/** The look that the address names; `text` for files that have no other. */
export function useLook(file: string): Look {
  const [look] = useQueryState("look", IN_ADDRESS);
  return hasLooks(file) ? look : "text";
}

/** Changes between the two looks; nothing for files that have one only. `textLabel` is what the text is for. */
export function LookSwitch({ file, textLabel }: { file: string; textLabel: string }) {
  const [look, setLook] = useQueryState("look", IN_ADDRESS);
  if (!hasLooks(file)) return null;
  const choices = [
    { value: "text", label: textLabel },
    { value: "read", label: "Read" },
  ] as const;
  return <Segmented label="Shown as" value={look} onValueChange={(value) => setLook(value)} choices={choices} />;
}

function hasLooks(file: string): boolean {
  return languageOf(file) === "markdown";
}
