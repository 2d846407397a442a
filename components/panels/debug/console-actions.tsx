import { Bookmark, Code, Send } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { toast } from "@/components/ui/toast.ts";
import { LANGUAGES, type TypedCall } from "./copy-as.ts";

/** Sends the call, keeps it, copies it as code. `call` is undefined while its params are none. */
export function ConsoleActions({
  call,
  isBusy,
  onSend,
  onSave,
}: {
  call: TypedCall | undefined;
  isBusy: boolean;
  onSend: () => void;
  onSave: () => void;
}) {
  async function copy(language: keyof typeof LANGUAGES) {
    if (!call) return;
    await navigator.clipboard.writeText(LANGUAGES[language].write(call));
    toast("Copied", { tone: "good" });
  }

  return (
    <div className="flex items-center gap-2">
      <Menu trigger={<IconButton label="Copy as code" icon={Code} disabled={!call} />}>
        {keysOf(LANGUAGES).map((language) => (
          <MenuItem key={language} onSelect={() => copy(language)}>
            {LANGUAGES[language].label}
          </MenuItem>
        ))}
      </Menu>
      <IconButton label="Keep this call" icon={Bookmark} disabled={!call} onClick={onSave} />
      <Button variant="primary" busy={isBusy} disabled={!call} onClick={onSend}>
        <Send aria-hidden /> Send
      </Button>
    </div>
  );
}

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(table) as Key[];
}
