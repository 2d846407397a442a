import type { ParamsOf } from "@/server/protocol/methods.ts";

type ChatSendParams = ParamsOf<"chat.send">;

/** How to send, beside the words. */
export interface SendOptions {
  attachments?: ChatSendParams["attachments"];
  /** What to do when a run is going on. Default followup. */
  queueMode?: ChatSendParams["queueMode"];
  thinking?: string;
  gateway?: string;
}
