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

/** Stands before the circle's name in the keys of the sessions that its agents keep for it, and of their forks. */
export const CIRCLE_MARK = ":circle:group:";

/** The circle that a session is of: `dev` for `agent:main:circle:group:dev` and `agent:main:circle:group:dev:fork-1`. */
export function circleIn(sessionKey: string): string | undefined {
  const at = sessionKey.indexOf(CIRCLE_MARK);
  if (at < 0) return undefined;
  const [name] = sessionKey.slice(at + CIRCLE_MARK.length).split(":", 1);
  return name;
}

/** Agents and people who talk in the room `/ws/circles/{name}`. */
export interface Circle {
  name: string;
  /** Ids of agents. */
  agents: string[];
  /** Ids of principals who, with admins, alone know of the circle and of its sessions; none means all who may read. */
  people: string[];
  createdAt: number;
}
