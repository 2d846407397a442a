import { CHOICES } from "@/components/approvals/decision-buttons.tsx";
import { PANELS } from "@/components/panels/registry.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { useModKey } from "./use-mod-key.ts";

/** Every key that does something. */
export default function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  const mod = useModKey();
  const groups = [
    {
      title: "Everywhere",
      keys: [
        [`${mod} K`, "Search, jump, do"],
        ["?", "These shortcuts"],
        ["Esc", "Close what is open"],
      ],
    },
    {
      title: "In Approvals",
      keys: [["j", "Next"], ["k", "Previous"], ...CHOICES.map(({ key, label }) => [key, label])],
    },
    {
      title: "In a chat",
      keys: [
        ["↵", "Send"],
        ["⇧ ↵", "New line"],
      ],
    },
    {
      title: "Go to",
      keys: PANELS.flatMap(({ title, shortcut }) => (shortcut ? [[`g ${shortcut}`, title]] : [])),
    },
  ];
  return (
    <Dialog open title="Shortcuts" onOpenChange={(open) => !open && onClose()}>
      <div className="gap-x-8 pb-2 sm:columns-2">
        {groups.map(({ title, keys }) => (
          <section key={title} aria-label={title} className="break-inside-avoid pb-3">
            <h3 className="pb-1 font-medium text-muted text-xs">{title}</h3>
            <dl>
              {keys.map(([key = "", does]) => (
                <div key={key} className="flex h-8 items-center justify-between gap-4 text-sm">
                  <dt className="order-2">
                    <Kbd keys={key} />
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
