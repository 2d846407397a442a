import type { ConnectedFrame, ServerFrame } from "../frames.ts";
import type { ClientSocket } from "../link.ts";

/** Where the caller's events stand, and who they are. */
export type Greeting = Partial<ConnectedFrame["payload"]>;

/** A client's socket without a network: the test is the server at its other end. */
export class MemorySocket implements ClientSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  /** Frames that the client sent. */
  readonly sent: { type: string; [field: string]: unknown }[] = [];
  /** The code that the client closed with. */
  closedWith: number | undefined;
  /** Called with each frame of the client, as a server would be. */
  onSent: ((frame: { type: string; [field: string]: unknown }) => void) | undefined;

  send(text: string): void {
    const frame = JSON.parse(text);
    this.sent.push(frame);
    this.onSent?.(frame);
  }

  close(code = 1005): void {
    this.closedWith ??= code;
  }

  open(): void {
    this.onopen?.();
  }

  receive(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  receiveText(text: string): void {
    this.onmessage?.({ data: text });
  }

  end(code: number, reason = ""): void {
    this.onclose?.({ code, reason });
  }

  /** Opens and greets, as a server does that knows the caller. */
  greet({ gateway = "embedded", epoch = "e1", seq = 0, ...more }: Greeting = {}): void {
    this.open();
    this.receive({
      type: "connected",
      payload: {
        clientId: "client-1-abc",
        message: "Connected to OpenClaw Gateway",
        timestamp: 0,
        authenticated: true,
        principal: { id: "ada", name: "Ada", scopes: ["operator.admin"] },
        gateway,
        epoch,
        seq,
        ...more,
      },
    });
  }

  /** An event of the embedded gateway. */
  event(seq: number, { epoch = "e1", event = "tick", payload = {} as unknown, gateway = "embedded" } = {}): void {
    this.receive({ type: "event", event, payload, gateway, epoch, seq });
  }

  /** The requests among what was sent, but those that say whose events are wanted: nobody waits for their answer. */
  get requests(): { id: string; method: string; params: unknown; gateway?: string }[] {
    return this.sent.filter(({ type, method }) => type === "req" && method !== "events.scope") as never;
  }
}
