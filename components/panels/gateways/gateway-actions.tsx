import { Check, Ellipsis, Pencil, Star, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { selectGateway } from "@/components/shell/selected-gateway.ts";
import { Button } from "@/components/ui/button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useMayEditFleet } from "@/hooks/use-may-edit-fleet.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { originOf } from "./fleet-facts.ts";

const GatewayForm = lazy(() => import("./gateway-form.tsx"));
const RemoveGateway = lazy(() => import("./remove-gateway.tsx"));

/** What can be done with a gateway: anybody may look through it, admins may change it. */
export function GatewayActions({
  gateway,
  isDefault,
  isInUse,
}: {
  gateway: GatewayInfo;
  isDefault: boolean;
  isInUse: boolean;
}) {
  const mayEdit = useMayEditFleet();
  const isOurs = originOf(gateway) === "added";
  const { trigger: setDefault } = useGatewayRpcMutation("gateways.setDefault");
  const [open, setOpen] = useState<"form" | "remove">();
  const close = () => setOpen(undefined);

  function makeDefault() {
    setDefault({ id: gateway.id }).then(
      () => toast(`${gateway.name} is the default gateway`, { tone: "good" }),
      (error: Error) => toast(`${gateway.name} could not be made the default`, { tone: "bad", detail: error.message }),
    );
  }

  return (
    <>
      {!isInUse && (
        <Button onClick={() => selectGateway(isDefault ? undefined : gateway.id)}>
          <Check aria-hidden /> Use in the panels
        </Button>
      )}
      {mayEdit && isOurs && (
        <Button onClick={() => setOpen("form")}>
          <Pencil aria-hidden /> Edit
        </Button>
      )}
      {mayEdit && (isOurs || !isDefault) && (
        <Menu
          trigger={
            <Button variant="ghost" size="icon" aria-label={`More for ${gateway.name}`}>
              <Ellipsis aria-hidden />
            </Button>
          }
        >
          {!isDefault && (
            <MenuItem onSelect={makeDefault}>
              <Star aria-hidden /> Make default
            </MenuItem>
          )}
          {isOurs && (
            <MenuItem tone="bad" onSelect={() => setOpen("remove")}>
              <Trash2 aria-hidden /> Remove …
            </MenuItem>
          )}
        </Menu>
      )}
      <Suspense>
        {open === "form" && <GatewayForm gateway={gateway} onClose={close} />}
        {open === "remove" && <RemoveGateway gateway={gateway} onClose={close} />}
      </Suspense>
    </>
  );
}
