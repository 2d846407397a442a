import { expect, test } from "vitest";
import type { Call, SkillContext } from "./skill.ts";
import { understand } from "./understand.ts";

const context: SkillContext = { now: 0, tools: new Set() };

/** The first calls that each understood command makes; what needs none shows how its answer begins. */
function firstCalls(words: string): (Call | string)[] {
  return understand(words).flatMap((command): (Call | string)[] => {
    if ("answer" in command) return [command.answer.slice(0, 25)];
    const step = command.way(context).next([]);
    return step.done ? [step.value] : [...step.value];
  });
}

const status = [{ tool: "gateway_status", args: {} }];
const sessions = (args: object = {}) => [{ tool: "sessions_list", args }];
const agents = [{ tool: "agents_list", args: {} }];
const transcripts = (query: string) => [{ tool: "transcripts_search", args: { query } }];
const logs = (args: object) => [{ tool: "logs_search", args: { ...args, limit: 30 } }];
const list = (args: object = {}) => [{ tool: "workspace_list", args }];
const read = (path: string) => [{ tool: "workspace_read", args: { path } }];
const write = (path: string, content: string) => [{ tool: "workspace_write", args: { path, content } }];
const transcript = (key: string) => [{ tool: "session_transcript", args: { key, limit: 12 } }];
const help = ["I understand plain command"];
const about = ["I'm the built-in **operato"];
const unknown = ["I didn't understand that a"];

test.each<[string, (Call | string)[]]>([
  ["status", status],
  ["STATUS!", status],
  ["Status, please.", status],
  ["staus", status],
  ["what's the status?", status],
  ["What’s running?", status],
  ["what is running right now?", status],
  ["is anything running", status],
  ["can you show me the gateway status", status],
  ["how are you?", status],
  ["is everything ok?", status],
  ["uptime", status],
  ["which runs are active", status],
  ["list sessions", sessions()],
  ["List all the sessions.", sessions()],
  ["hey, could you please list my sessions?", sessions()],
  ["show sesions", sessions()],
  ["how many sessions are there?", sessions()],
  ["what chats do I have", sessions()],
  ["show the last 5 sessions", sessions({ limit: 5 })],
  ["active sessions", sessions({ activeMinutes: 60 })],
  ["list sessions about Deploys", sessions({ search: "Deploys" })],
  ["list agents", agents],
  ["Who are the agents?", agents],
  ["which agents are there", agents],
  ["show session agent:main:Main", transcript("agent:main:Main")],
  ["open the session agent:ops:x, please", transcript("agent:ops:x")],
  ["show me the transcript of session agent:main:main", transcript("agent:main:main")],
  ["show session Weekly report", sessions({ search: "Weekly report", limit: 5 })],
  ["search transcripts for invoice", transcripts("invoice")],
  ["search the transcripts for “Big Invoice”.", transcripts("Big Invoice")],
  ["find invoice in all sessions", transcripts("invoice")],
  ["search for the invoice", transcripts("the invoice")],
  ["where did we talk about Kubernetes?", transcripts("Kubernetes")],
  ["search the logs for timeout", logs({ query: "timeout" })],
  ["Search logs for ECONNRESET at boot", logs({ query: "ECONNRESET at boot" })],
  ["find ECONNRESET in the logs", logs({ query: "ECONNRESET" })],
  ["logs for run-7", logs({ query: "run-7" })],
  ["show the logs", logs({})],
  ["tail logs", logs({})],
  ["show errors", logs({ levels: ["error", "fatal"] })],
  ["any errors today?", logs({ levels: ["error", "fatal"] })],
  ["what went wrong?", logs({ levels: ["error", "fatal"] })],
  ["search the logs for warnings", logs({ levels: ["warn", "error", "fatal"] })],
  ["list files", list()],
  ["ls", list()],
  ["ls notes", list({ path: "notes" })],
  ["what files are in the folder Notes/2026?", list({ path: "Notes/2026" })],
  ["list all files", list({ recursive: true })],
  ["read file Notes.md", read("Notes.md")],
  ["cat notes/todo.txt", read("notes/todo.txt")],
  ["show me `SOUL.md`", read("SOUL.md")],
  ["what's in MEMORY.md?", read("MEMORY.md")],
  ["read file My Notes", read("My Notes")],
  ["write file todo.md: buy milk and eggs, then rest", write("todo.md", "buy milk and eggs, then rest\n")],
  ["Write file Notes/a.txt\nline one\nline two", write("Notes/a.txt", "line one\nline two\n")],
  ['write "hello there" to greeting.txt', write("greeting.txt", "hello there\n")],
  ["create a file called x.json with ```json\n{}\n```", write("x.json", "{}\n")],
  ["save to log.txt: status", write("log.txt", "status\n")],
  ["run cron backup", [{ tool: "cron_run", args: { job: "backup" } }]],
  ["run the nightly job", [{ tool: "cron_run", args: { job: "nightly" } }]],
  ["list cron jobs", [{ tool: "cron_list", args: {} }]],
  ["help", help],
  ["Hello!", help],
  ["what can you do?", help],
  ["?", help],
  ["who are you", about],
  ["how do I set up an LLM?", about],
  ["connect ollama", about],
  ["write me a poem about the sea", unknown],
  ["what is the meaning of life?", unknown],
  ["", unknown],
  ["status and list agents", [...status, ...agents]],
  ["status; list sessions; show errors", [...status, ...sessions(), ...logs({ levels: ["error", "fatal"] })]],
  ["search the logs for cats and dogs", logs({ query: "cats and dogs" })],
])("%s", (words, expected) => {
  const found = firstCalls(words).map((call) =>
    typeof call === "string" ? call : { tool: call.tool, args: call.args },
  );
  expect(found).toEqual(
    expected.map((call) => (typeof call === "string" ? expect.stringContaining(call.slice(0, 25)) : call)),
  );
});

test("an overview looks at three things at once", () => {
  expect(firstCalls("give me an overview").map((call) => (typeof call === "string" ? call : call.tool))).toEqual([
    "gateway_status",
    "sessions_list",
    "logs_search",
  ]);
});

test("thanks are taken as thanks", () => {
  expect(firstCalls("Thank you!")).toEqual([expect.stringContaining("You're welcome")]);
});

test.each([
  ["show ".repeat(60)],
  ["the all my ".repeat(27)],
  [`${"list all my ".repeat(20)}x`],
  [" \n".repeat(150)],
  [`find ${"in the ".repeat(40)}`],
  ["please ".repeat(42)],
  [`write file a: ${"x ".repeat(200_000)}`],
  [`write "${"'\" to ".repeat(50_000)}`],
  ["show ".repeat(100_000)],
  [" ".repeat(400_000)],
])("hostile words take no time: %.20s", (words) => {
  // What others do on the machine meanwhile is none of its own time.
  const before = process.cpuUsage();
  understand(words);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(250);
});
