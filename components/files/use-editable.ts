import { useGatewayRpc } from "@/hooks/use-gateway-rpc.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";

/**
 * Whether the gateway lets this file be written; undefined as long as it is not known. The built-in one lets every text
 * file, others those only that make an agent what it is.
 */
export function useEditable(agentId: string, path: string): boolean | undefined {
  const every = useHasMethod("workspace.create");
  const { data, error } = useGatewayRpc("agents.files.list", every ? null : { agentId });
  if (every) return true;
  if (error) return false;
  return data?.files.some(({ name }) => name === path);
}
