import type { Vault } from "../vault.ts";
import type { DeviceTokens } from "./link.ts";

/** Device tokens kept in the vault, by gateway. */
export function vaultDeviceTokens(vault: Vault): DeviceTokens {
  const nameOf = (gatewayId: string) => `device-token:${gatewayId}`;
  return {
    load(gatewayId) {
      const kept = vault.get(nameOf(gatewayId));
      return kept ? JSON.parse(kept) : null;
    },
    save: (gatewayId, record) => vault.put(nameOf(gatewayId), JSON.stringify(record)),
    clear: (gatewayId) => vault.delete(nameOf(gatewayId)),
  };
}
