// Sends one message and prints the answer as it is written, also when the connection drops meanwhile.
//
//   MISSION_CONTROL_TOKEN=$(cat ~/.mission-control/token) npx node examples/client.ts "status"
//
// The answer goes to stdout, everything else to stderr. MISSION_CONTROL_URL says where, unless it is the one below.
import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";

/** Where we are in a gateway's events. Every event brings its own; the greeting says where to begin. */
interface Position {
  gateway: string;
  epoch: string;
  seq: number;
}

/** The frames that we care about. There are more, and a client ignores what it does not know. */
type Frame =
  | { type: "connected"; payload: Position }
  | { type: "resume_failed" }
  | { type: "res"; ok: true; payload: { status: string } }
  | { type: "res"; ok: false; error: { code: string; message: string } }
  | (Position & { type: "event" } & (
        | { event: "agent"; payload: { runId: string; stream: string; data: { delta?: string } } }
        | { event: "chat"; payload: { runId: string; state: string; deltaText?: string; errorMessage?: string } }
      ));

const url = process.env.MISSION_CONTROL_URL ?? "ws://127.0.0.1:18789/ws";
const token = process.env.MISSION_CONTROL_TOKEN ?? "";
const message = process.argv[2] ?? "status";

/** Names the run. The same id again is the same message, so it is safe to send it after every drop. */
const runId = randomUUID();
/** Undefined until the first greeting. With more than one gateway there is one for each. */
let position: Position | undefined;
let attempts = 0;

connect();

function connect(): void {
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` } });
  const send = (frame: object) => socket.send(JSON.stringify(frame));
  socket.on("message", (data) => receive(JSON.parse(data.toString()), send));
  // What breaks is an error and then a close; the close is what counts.
  socket.on("error", (error) => note(error.message));
  socket.on("close", (code, reason) => {
    // These mean that the token is not good: trying again would not help.
    if (code === 1008 || code === 4001) return finish(1, `refused: ${reason}`);
    // Wait longer each time, and not as long as everybody else whose connection dropped.
    setTimeout(connect, Math.random() * Math.min(30_000, 1_000 * 2 ** attempts));
    attempts += 1;
    note("connection lost, trying again");
  });
}

function receive(frame: Frame, send: (frame: object) => void): void {
  switch (frame.type) {
    case "connected": {
      attempts = 0;
      // First what we missed, in order, and then what happens from now on: nothing is lost, nothing comes twice.
      if (position) send({ type: "resume", ...position });
      const { gateway, epoch, seq } = frame.payload;
      position ??= { gateway, epoch, seq };
      const params = { sessionKey: "agent:main:main", message, idempotencyKey: runId };
      return send({ type: "req", id: "1", method: "chat.send", params });
    }
    case "resume_failed":
      return note("we were away for too long: some of the answer is missing here, chat.history has it all");
    case "res":
      if (!frame.ok) return finish(1, `${frame.error.code}: ${frame.error.message}`);
      // Had the run's end been among the events, we would have finished with it.
      return frame.payload.status === "ok" ? finish(1, "it ended meanwhile: chat.history has the answer") : undefined;
    case "event":
      position = { gateway: frame.gateway, epoch: frame.epoch, seq: frame.seq };
      // Events of all sessions come here; ours is told by its run.
      if (frame.payload.runId !== runId) return;
      if (frame.event === "chat") return hear(frame.payload);
      if (frame.event === "agent" && frame.payload.stream === "thinking") {
        process.stderr.write(frame.payload.data.delta ?? "");
      }
  }
}

/** Deltas are joined; then comes exactly one of final, aborted, error. */
function hear({ state, deltaText, errorMessage }: { state: string; deltaText?: string; errorMessage?: string }): void {
  if (state === "delta") process.stdout.write(deltaText ?? "");
  else if (state === "final") finish(0);
  else if (state === "aborted" || state === "error") finish(1, errorMessage ?? state);
}

function note(text: string): void {
  process.stderr.write(`[${text}]\n`);
}

function finish(code: number, text?: string): void {
  if (text) note(text);
  process.stdout.write("\n", () => process.exit(code));
}
