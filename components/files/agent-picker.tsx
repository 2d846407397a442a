import { Select } from "@/components/ui/field.tsx";
import { useAgents } from "@/hooks/use-agents.ts";

/** Whose files are shown. */
export function AgentPicker({ agentId, onPick }: { agentId: string; onPick: (agentId: string) => void }) {
  const { agents, byId } = useAgents();
  return (
    <Select aria-label="Agent" value={agentId} onChange={(event) => onPick(event.target.value)} className="max-w-48">
      {!byId(agentId) && <option value={agentId}>{agentId}</option>}
      {agents.map(({ id, name, identity }) => (
        <option key={id} value={id}>
          {identity?.emoji ? `${identity.emoji} ${name}` : name}
        </option>
      ))}
    </Select>
  );
}
