/** What a conversation asks of the panel around it: windows and other sessions are the panel's. */
export interface SessionTarget {
  openSession: (sessionKey: string) => void;
  /** Begins another with the same agent, or with this one. */
  newChat: (agentId?: string) => void;
  /** Asks, then empties the session. */
  reset: () => void;
  compact: () => void;
  showStatus: () => void;
  showHelp: () => void;
  /** `null` takes the agent's own again. */
  setModel: (model: string | null) => void;
  setThinking: (level: string | null) => void;
}
