/** What has happened since the start; each only grows. */
export interface HubCounters {
  connectionsOpened: number;
  connectionsClosed: number;
  /** Upgrades that were refused: wrong origin, too many, shutting down. */
  upgradesRefused: number;
  framesReceived: number;
  framesRefused: number;
  eventsSent: number;
  resumed: number;
  resumeFailed: number;
  slowConsumers: number;
  silentPeers: number;
}

export function newCounters(): HubCounters {
  return {
    connectionsOpened: 0,
    connectionsClosed: 0,
    upgradesRefused: 0,
    framesReceived: 0,
    framesRefused: 0,
    eventsSent: 0,
    resumed: 0,
    resumeFailed: 0,
    slowConsumers: 0,
    silentPeers: 0,
  };
}
