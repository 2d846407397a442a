import { Type } from "typebox";
import { closed } from "./common.ts";

const Channel = Type.String({ minLength: 1, maxLength: 64 });
const Account = Type.String({ minLength: 1, maxLength: 128 });
/** `^[a-z0-9][a-z0-9_-]{0,63}$`, as it stands in `/channels/webhook/{account}`. */
const WebhookAccount = Type.String({ pattern: "^[a-z0-9][a-z0-9_-]{0,63}$" });
const Webhook = Type.Literal("webhook");
const Wait = Type.Integer({ minimum: 0, maximum: 300_000 });

/** `probe` asks each account's other end whether it answers. */
export const ChannelsStatusParams = Type.Object(
  { probe: Type.Optional(Type.Boolean()), timeoutMs: Type.Optional(Wait), channel: Type.Optional(Channel) },
  closed,
);
/** Without `accountId` the channel's default account is meant. */
export const ChannelAccountParams = Type.Object({ channel: Channel, accountId: Type.Optional(Account) }, closed);
export const WebLoginStartParams = Type.Object(
  {
    channel: Type.Optional(Channel),
    accountId: Type.Optional(Account),
    force: Type.Optional(Type.Boolean()),
    timeoutMs: Type.Optional(Wait),
  },
  closed,
);
export const WebLoginWaitParams = Type.Object(
  {
    channel: Type.Optional(Channel),
    accountId: Type.Optional(Account),
    timeoutMs: Type.Optional(Wait),
    currentQrDataUrl: Type.Optional(Type.String({ maxLength: 200_000 })),
  },
  closed,
);
/** Answers are posted to `callbackUrl`; without one they stand in the session alone. */
export const ChannelsAddParams = Type.Object(
  {
    channel: Webhook,
    accountId: WebhookAccount,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    callbackUrl: Type.Optional(Type.String({ pattern: "^https?://", maxLength: 2_000 })),
  },
  closed,
);
export const ChannelsRemoveParams = Type.Object({ channel: Webhook, accountId: WebhookAccount }, closed);

const Request = Type.String({ minLength: 1, maxLength: 256 });
export const ChannelsPairingListParams = Type.Object(
  { channel: Type.Optional(Channel), accountId: Type.Optional(Account) },
  closed,
);
/** `notify` tells the person; `bootstrapCommandOwner` makes them the owner, where there is none. */
export const ChannelsPairingApproveParams = Type.Object(
  {
    channel: Channel,
    accountId: Account,
    requestId: Request,
    notify: Type.Optional(Type.Boolean()),
    bootstrapCommandOwner: Type.Optional(Type.Boolean()),
  },
  closed,
);
export const ChannelsPairingDismissParams = Type.Object(
  { channel: Channel, accountId: Account, requestId: Request },
  closed,
);
