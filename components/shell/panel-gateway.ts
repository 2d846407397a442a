/** What decides which gateway the panels ask. */
export interface PanelGatewayFacts {
  /** Named by the address, else chosen in this browser. */
  chosen: string | undefined;
  /** The caller's default one, as the connection was greeted; the server's answers without a gateway's name come from it. */
  greeted: string | undefined;
  /** The fleet as it is now; undefined before it was read. */
  fleet: { ids: readonly string[]; defaultId: string | undefined } | undefined;
}

/**
 * The gateway for everything inside of the frame: the chosen one as long as it exists. Undefined is the default one,
 * which is named only when it became another after the greeting: events are still told apart by the old one then.
 */
export function panelGateway({ chosen, greeted, fleet }: PanelGatewayFacts): string | undefined {
  if (!fleet) return chosen;
  if (chosen !== undefined && fleet.ids.includes(chosen)) return chosen;
  return fleet.defaultId === greeted ? undefined : fleet.defaultId;
}
