/** One choice of a question. */
export interface QuestionOption {
  label: string;
  description?: string;
}

/** One thing that an agent wants to know. */
export interface Question {
  /** Its answer's name; unique in its record. */
  questionId: string;
  /** What it is about, in a word or two. */
  header: string;
  question: string;
  options: readonly QuestionOption[];
  multiSelect?: boolean;
  /** Whether words of one's own answer it, too. */
  isOther?: boolean;
  /** Its answer is kept from the agent and from the transcript. */
  isSecret?: boolean;
  /** Where the gateway keeps the answer to a secret one. */
  secretStore?: { name: string; kind: "secret" | "env"; allowedHosts?: readonly string[]; reason?: string };
}

/** What was chosen or written, by the question's id. */
export interface QuestionAnswers {
  answers: Readonly<Record<string, readonly string[]>>;
}

/** What an agent asked at once, and waits for. OpenClaw's record. Times in milliseconds since 1970. */
export interface QuestionRecord {
  id: string;
  questions: readonly Question[];
  agentId?: string;
  sessionKey?: string;
  runId?: string;
  createdAtMs: number;
  expiresAtMs: number;
  status: "pending" | "answered" | "cancelled" | "expired";
  answers?: QuestionAnswers;
  resolvedBy?: string;
}

/** How a question no longer waits. */
export type QuestionOutcome =
  | { status: "answered"; answers: QuestionAnswers }
  | { status: "cancelled" }
  | { status: "expired" };

/** What is told once a question no longer waits. */
export type QuestionResolved = QuestionOutcome & { id: string };
