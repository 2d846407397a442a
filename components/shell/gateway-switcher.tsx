import { useState } from "react";
import { Popover } from "@/components/ui/menu.tsx";
import { GatewayButton } from "./gateway-button.tsx";
import { GatewayList } from "./gateway-list.tsx";

/** The fleet, to choose from. Opens as soon as it is there: it is loaded by the press on its button. */
export default function GatewaySwitcher() {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <Popover label="Gateways" open={isOpen} onOpenChange={setIsOpen} className="w-80" trigger={<GatewayButton />}>
      <GatewayList onChosen={() => setIsOpen(false)} />
    </Popover>
  );
}
