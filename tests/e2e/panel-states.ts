import type { PanelSlug } from "../../components/panels/registry.ts";
import type { Method } from "../../server/protocol/methods.ts";

/** What a panel reads, and what it says in each of its states. */
export interface PanelStates {
  /** What its own content is read by: held back for `loading`, refused for `error`. Empty: it shows the same always. */
  reads: readonly Method[];
  /** What it asks besides, for details. */
  also?: readonly Method[];
  /** What awaits its content is called. */
  loading?: string;
  /** What a fresh state folder shows, and what to do next: a control of that name, or words. */
  empty: { says: string; next: string };
  /** What is told when it cannot be read; the error's own words and "Try again" follow. */
  error?: string;
  /** What only a full house shows. */
  full: string;
  /** Where it shows most, when that is not its first sight. */
  fullAt?: string;
  /** What a viewer reads, on panels that a viewer may open. */
  viewer?: string;
}

/** What the frame around every panel reads; all of it passes, but what a panel lists as its own. */
export const SHELL_READS: readonly Method[] = [
  "agents.list",
  "budgets.list",
  "device.pair.list",
  "events.scope",
  "exec.approval.list",
  "gateways.list",
  "health",
  "question.list",
  "sessions.list",
  "status",
];

/** One line a panel: a new one without its line does not compile. */
export const PANEL_STATES: Record<PanelSlug, PanelStates> = {
  overview: {
    reads: ["status", "sessions.list", "cron.list", "logs.search", "system-presence", "usage.cost"],
    also: ["gateways.discover", "models.list"],
    loading: "Loading the sessions",
    empty: { says: "Three steps to a working agent", next: "Open the chat" },
    error: "The gateway does not answer",
    full: "Page the owner of the payments queue",
  },
  chat: {
    reads: ["chat.history"],
    also: ["sessions.describe", "models.list"],
    loading: "Loading the conversation",
    empty: { says: "Talk to Main", next: "list sessions" },
    error: "This conversation could not be loaded",
    full: "Two changes pay off at once",
    fullAt: "chat/agent%3Amain%3Achat-costs",
    viewer: "Writing in it needs the role operator",
  },
  sessions: {
    reads: ["sessions.list"],
    loading: "Loading the sessions",
    empty: { says: "No sessions yet", next: "Start a chat" },
    error: "The sessions could not be read",
    full: "Cut 1.0 from main and watch the pipeline",
  },
  approvals: {
    reads: ["exec.approval.list"],
    loading: "Loading what waits",
    empty: { says: "Nothing waits for you", next: "See the rules" },
    error: "What waits could not be read",
    full: "git push --force origin main",
  },
  circles: {
    reads: ["circles.list"],
    loading: "Loading the circles",
    empty: { says: "No circles yet", next: "New circle" },
    error: "The circles could not be read",
    full: "launch",
  },
  agents: {
    reads: ["agents.list"],
    loading: "Loading the agents",
    empty: { says: "Main", next: "New agent" },
    error: "The agents could not be read",
    full: "Research",
  },
  workspace: {
    reads: ["agents.workspace.list"],
    also: ["workspace.git"],
    loading: "Loading the files",
    empty: { says: "No file is open", next: "Choose one on the left" },
    error: "The files could not be read",
    full: "MEMORY.md",
  },
  memory: {
    reads: ["agents.workspace.list"],
    loading: "Loading the memory",
    empty: { says: "No memory is open", next: "Today's note" },
    error: "The memory could not be read",
    full: "MEMORY.md",
  },
  skills: {
    reads: ["skills.status"],
    loading: "Loading the skills",
    empty: { says: "No skill is open", next: "Choose one to see what it says" },
    error: "The skills could not be read",
    full: "incident-review",
  },
  cron: {
    reads: ["cron.list"],
    loading: "Loading the jobs",
    empty: { says: "Nothing is scheduled", next: "Schedule the first job" },
    error: "The jobs could not be read",
    full: "Weekly cost report",
  },
  usage: {
    reads: ["sessions.usage"],
    loading: "Loading the usage",
    empty: { says: "Nothing was used in this time", next: "Set a budget" },
    error: "What was spent could not be read",
    full: "gpt-5.1",
    viewer: "An admin of this Mission Control can set one",
  },
  logs: {
    reads: ["logs.search"],
    loading: "Loading the log",
    empty: { says: "schema changed", next: "Live" },
    error: "The log could not be read",
    full: "run failed",
  },
  channels: {
    reads: ["channels.status"],
    loading: "Loading the channels",
    empty: { says: "Not set up", next: "Add webhook" },
    error: "The channels could not be read",
    full: "ticket-desk",
  },
  instances: {
    reads: ["system-presence"],
    loading: "Loading the instances",
    empty: { says: "1 person", next: "Admin" },
    error: "Who is connected could not be read",
    full: "Admin",
  },
  nodes: {
    reads: ["device.pair.list", "node.list"],
    also: ["system-presence"],
    loading: "Loading the devices",
    empty: { says: "No device is paired", next: "it asks here to be let in" },
    error: "The devices could not be read",
    full: "No device is paired",
  },
  gateways: {
    reads: ["gateways.list"],
    also: ["gateways.discover"],
    loading: "Loading the gateways",
    empty: { says: "Add those of other machines", next: "Add gateway" },
    error: "The gateways could not be read",
    full: "Embedded",
    viewer: "Gateways are added and changed by an admin",
  },
  access: {
    reads: ["tokens.list"],
    loading: "Loading the tokens",
    empty: { says: "No token was given out yet", next: "New token" },
    error: "The tokens could not be read",
    full: "Ada's laptop",
  },
  config: {
    reads: ["config.get"],
    also: ["config.schema.lookup"],
    loading: "Loading the configuration",
    empty: { says: "There is no file yet", next: "Saving makes it" },
    error: "The configuration could not be read",
    full: "All settings",
    viewer: "Changing it needs the role admin",
  },
  debug: {
    reads: ["methods.describe"],
    loading: "Loading the methods",
    empty: { says: "Choose a method", next: "Its params are filled in" },
    error: "The methods could not be read",
    full: "includeLastMessage",
    fullAt: "debug?method=sessions.list",
  },
  settings: {
    reads: [],
    empty: { says: "Notifications are off", next: "Turn on" },
    full: "Keyboard",
  },
  design: {
    reads: [],
    empty: { says: "Button", next: "Primary" },
    full: "Icon button, tooltip",
  },
};
