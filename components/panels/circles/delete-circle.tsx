import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { Circle } from "@/server/protocol/circles.ts";

/** Asks, then deletes a circle with what was said there. */
export default function DeleteCircle({ circle: { name, people }, onClose }: { circle: Circle; onClose: () => void }) {
  const { trigger } = useGatewayRpcMutation("circles.delete");

  async function remove() {
    await trigger({ name });
    toast(`${name} was deleted`, { tone: "good" });
    navigate("/circles");
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}?`}
      action="Delete circle"
      onConfirm={remove}
    >
      <p>
        What was said in it is forgotten. Its agents stay, and so do the sessions that they kept for it
        {people.length > 0 && ", which its people and admins alone go on seeing"}.
      </p>
    </ConfirmDialog>
  );
}
