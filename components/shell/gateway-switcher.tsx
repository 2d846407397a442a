import { Settings2 } from "lucide-react";
import { useState } from "react";
import { Link } from "@/components/ui/link.tsx";
import { Popover } from "@/components/ui/menu.tsx";
import { GatewayButton } from "./gateway-button.tsx";
import { GatewayList } from "./gateway-list.tsx";

/** The fleet, to choose from. Opens as soon as it is there: it is loaded by the press on its button. */
export default function GatewaySwitcher() {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <Popover label="Gateways" open={isOpen} onOpenChange={setIsOpen} className="w-80" trigger={<GatewayButton />}>
      <GatewayList onChosen={() => setIsOpen(false)} />
      <Link
        href="/gateways"
        onClick={() => setIsOpen(false)}
        className="-mx-1 -mb-1 mt-3 flex h-8 items-center gap-2 rounded-md px-1 text-muted text-sm hover:bg-hover hover:text-text"
      >
        <Settings2 aria-hidden className="size-4" /> Manage gateways
      </Link>
    </Popover>
  );
}
