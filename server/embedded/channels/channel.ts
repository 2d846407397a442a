import type { ChannelAccount } from "../../protocol/channels.ts";

/** A way by which people reach agents. A driver is a file beside this one and a line where the gateway is composed. */
export interface Channel {
  readonly id: string;
  readonly label: string;
  /** One sentence of what it is. */
  readonly detail: string;
  accounts(): ChannelAccount[];
  /** Whether the account runs now. @throws RpcError NOT_FOUND, or INVALID_REQUEST when it cannot be changed */
  setEnabled(accountId: string, enabled: boolean): Promise<void>;
  /** Asks the other ends of its accounts whether they answer; what came of it stands in {@link accounts}. */
  probe(timeoutMs: number): Promise<void>;
  /** Ends what is under way. Idempotent. */
  close(): Promise<void>;
}
