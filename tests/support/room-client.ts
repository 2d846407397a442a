import type { JsonObject } from "../../server/protocol/frames.ts";

/** The JavaScript client of the protocol's first users: theirs but for its types, and for what it keeps to be looked at. */
export class RoomClient {
  private ws: WebSocket | null = null;
  private reconnectAttempts = 0;
  private readonly maxReconnectAttempts = 5;
  private readonly url: string;
  connections = 0;

  constructor(url: string) {
    this.url = url;
  }

  connect(): void {
    this.ws = new WebSocket(this.url);

    this.ws.onopen = () => {
      this.connections += 1;
      this.reconnectAttempts = 0;
      this.onConnected?.();
    };

    this.ws.onmessage = (event) => {
      const message = JSON.parse(event.data);
      this.handleMessage(message);
    };

    this.ws.onclose = () => {
      this.attemptReconnect();
    };
  }

  private handleMessage(message: { type: string; data: JsonObject }): void {
    switch (message.type) {
      case "agent_message":
        this.onAgentMessage?.(message.data);
        break;
      case "file_changed":
        this.onFileChanged?.(message.data);
        break;
    }
  }

  private attemptReconnect(): void {
    if (this.reconnectAttempts < this.maxReconnectAttempts) {
      this.reconnectAttempts++;
      setTimeout(() => this.connect(), 1000 * this.reconnectAttempts);
    }
  }

  send(message: object): void {
    if (this.ws?.readyState === WebSocket.OPEN) {
      this.ws.send(JSON.stringify(message));
    }
  }

  disconnect(): void {
    this.reconnectAttempts = this.maxReconnectAttempts;
    this.ws?.close();
  }

  // Event handlers
  onConnected?: () => void;
  onAgentMessage?: (data: JsonObject) => void;
  onFileChanged?: (data: JsonObject) => void;
}
