/** Something that was said in a circle. */
export interface CircleMessage {
  /** Grows by at least one with each message of all circles. */
  id: number;
  /** `fault`: an agent that was asked could not answer; `content` says why. */
  role: "user" | "assistant" | "fault";
  /** Id of the principal or of the agent. */
  from: string;
  name: string;
  content: string;
  /** Of the agent's run. */
  runId?: string;
  /** Milliseconds since 1970. */
  timestamp: number;
}

export interface CirclesHistoryResult {
  name: string;
  /** Oldest first. */
  messages: CircleMessage[];
  /** There are older ones that are kept. */
  hasMore: boolean;
  /** Ids of agents who are answering. */
  working: string[];
}

/** Agents and people who talk in the room `/ws/circles/{name}`. */
export interface Circle {
  name: string;
  /** Ids of agents. */
  agents: string[];
  /** Ids of principals who may be in the room; none means everybody who may read. Agents' sessions are read by all. */
  people: string[];
  createdAt: number;
}
