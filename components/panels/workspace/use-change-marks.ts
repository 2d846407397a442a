import { useEffect, useState } from "react";
import { payloadOf } from "@/hooks/event-payload.ts";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { concerns } from "@/hooks/use-snapshot.ts";
import { type ChangeMarks, NO_MARKS, withChanges, withoutPath } from "./change-marks.ts";

/** What was written while the panel is open, until it is looked at. */
export function useChangeMarks(agentId: string, open: string | undefined): ChangeMarks {
  const { client } = useGateway();
  const gateway = useGatewayId();
  const [marks, setMarks] = useState(NO_MARKS);

  useEffect(
    () =>
      client.onEvent((frame) => {
        const change = payloadOf(frame, "workspace.changed");
        if (change?.agentId !== agentId || !concerns(client, gateway, frame.gateway)) return;
        setMarks((before) => withChanges(before, change.changes));
      }),
    [client, gateway, agentId],
  );

  useEffect(() => {
    if (open === undefined) return;
    const look = () => setMarks((before) => withoutPath(before, open));
    look();
    return look;
  }, [open]);
  return open === undefined ? marks : withoutPath(marks, open);
}
