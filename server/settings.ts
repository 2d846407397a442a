import { type Static, type TSchema, Type } from "typebox";
import { AgentId, SessionKey } from "./protocol/schema/common.ts";

/** Where a setting comes from and what it means. A new setting is one line in {@link SETTINGS}. */
export interface Setting<Schema extends TSchema = TSchema> {
  readonly schema: Schema;
  /** Left out, the setting has no default and may be missing. */
  readonly default?: Static<Schema> | Frozen<Static<Schema>>;
  readonly env?: string;
  readonly flag?: string;
  readonly help: string;
  /** Never printed. */
  readonly secret?: true;
}

const Port = Type.Integer({ minimum: 0, maximum: 65_535 });
const Host = Type.String({ minLength: 1 });
const Url = Type.String({ pattern: "^https?://" });
const Secret = Type.String({ minLength: 16 });
const Hook = Type.Object(
  {
    name: Type.String({ pattern: "^[a-z0-9][a-z0-9_-]{0,63}$" }),
    agentId: AgentId,
    sessionKey: Type.Optional(SessionKey),
    auth: Type.Union([
      Type.Object({ token: Secret }, { additionalProperties: false }),
      Type.Object({ secret: Secret }, { additionalProperties: false }),
    ]),
  },
  { additionalProperties: false },
);
const Role = Type.Union([Type.Literal("viewer"), Type.Literal("operator"), Type.Literal("admin")]);
const NodeCommands = Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 256 });
const ModelId = Type.String({ pattern: "^[a-z0-9-]+/.+$" });

/**
 * Every setting by its path in the config file. Flags win over the environment, the environment over the file,
 * the file over the default.
 */
export const SETTINGS = {
  port: setting(Port, {
    default: 18789,
    env: "PORT",
    flag: "port",
    help: "Port for HTTP and WebSocket; 0 takes a free one.",
  }),
  host: setting(Host, { default: "127.0.0.1", env: "HOST", flag: "host", help: "Address to bind." }),
  listeners: setting(
    Type.Array(Type.Object({ host: Type.Optional(Host), port: Port }, { additionalProperties: false })),
    {
      default: [],
      help: "Further addresses that serve the same, for clients with a fixed port.",
    },
  ),
  "gateway.enabled": setting(Type.Boolean(), { default: true, help: "Whether the WebSocket endpoint answers." }),
  "gateway.path": setting(Type.String({ pattern: "^/[^?#]*$" }), {
    default: "/ws",
    help: "Path of the WebSocket endpoint.",
  }),
  "gateway.trustedProxies": setting(Type.Array(Type.String({ minLength: 2 }), { maxItems: 100 }), {
    default: [],
    help: "Addresses or networks (10.0.0.0/8) of your reverse proxies: from whom they forward is read from X-Forwarded-For.",
  }),
  "gateway.nodes.commands.allow": setting(NodeCommands, {
    default: [],
    help: "Commands of nodes that reach what is private, such as camera.snap, and may be given all the same.",
  }),
  "gateway.nodes.commands.deny": setting(NodeCommands, {
    default: [],
    help: "Commands that no node may be given.",
  }),
  "auth.mode": setting(Type.Union([Type.Literal("token"), Type.Literal("none")]), {
    default: "token",
    env: "MISSION_CONTROL_AUTH",
    help: "`token`, or `none`: everybody is admin, allowed on a loopback address only.",
  }),
  "auth.token": setting(Type.String({ minLength: 16 }), {
    env: "MISSION_CONTROL_TOKEN",
    help: "The admin token. Left out, one is made at the first start and kept in the state folder.",
    secret: true,
  }),
  "auth.urlTokens": setting(Type.Boolean(), {
    default: true,
    help: "Whether `?token=` is taken on WebSocket addresses.",
  }),
  "auth.allowedOrigins": setting(Type.Array(Type.String({ pattern: "^https?://[^/]+$" })), {
    default: [],
    help: "Browser origins beside our own that may open a WebSocket and ask /v1 and /api.",
  }),
  "clerk.publishableKey": setting(Type.String({ pattern: "^pk_(test|live)_[A-Za-z0-9+/=]+$" }), {
    env: "CLERK_PUBLISHABLE_KEY",
    help: "Hosted: people sign in through this Clerk application, and each has a gateway of their own.",
  }),
  "clerk.jwtKey": setting(Type.String({ pattern: "BEGIN PUBLIC KEY" }), {
    env: "CLERK_JWT_KEY",
    help: "Hosted: Clerk's JWT public key (PEM, \\n for line breaks). Sessions are checked with it, without the network.",
  }),
  "clerk.secretKey": setting(Type.String({ pattern: "^sk_(test|live)_" }), {
    env: "CLERK_SECRET_KEY",
    help: "Hosted: without a JWT key, Clerk's public keys are fetched with this one.",
    secret: true,
  }),
  "hosted.origin": setting(Type.String({ pattern: "^https?://[^/]+$" }), {
    env: "MISSION_CONTROL_ORIGIN",
    help: "Hosted: the origin under which people open Mission Control, such as https://control.example.org.",
  }),
  "hosted.gatewaysFile": setting(Type.String({ minLength: 1 }), {
    env: "MISSION_CONTROL_GATEWAYS_FILE",
    help: "Hosted: JSON file that says which gateway each person has; it is read again when it changes.",
  }),
  "hosted.gatewaysUrl": setting(Url, {
    env: "MISSION_CONTROL_GATEWAYS_URL",
    help: "Hosted: address that is asked which gateway a person has, as GET <address>?user=<id>.",
  }),
  "hosted.gatewaysToken": setting(Secret, {
    env: "MISSION_CONTROL_GATEWAYS_TOKEN",
    help: "Hosted: sent to that address as Authorization: Bearer.",
    secret: true,
  }),
  "hosted.defaultRole": setting(Role, {
    default: "operator",
    env: "MISSION_CONTROL_DEFAULT_ROLE",
    help: "Hosted: `viewer`, `operator` or `admin`, for people whose session names no role.",
  }),
  "hosted.audit": setting(Type.Union([Type.Literal("own"), Type.Literal("all")]), {
    default: "own",
    env: "MISSION_CONTROL_HOSTED_AUDIT",
    help: "Hosted: whether admins see who is here and what was done of themselves alone (`own`), or of everybody (`all`).",
  }),
  "hosted.embedded": setting(Type.Boolean(), {
    default: false,
    help: "Hosted: whether everybody shares the built-in gateway too, with all that is on it.",
  }),
  "models.default": setting(ModelId, {
    env: "MISSION_CONTROL_MODEL",
    help: "`openai/<model>`, `anthropic/<model>` or `builtin/operator`.",
  }),
  "models.openai.baseUrl": setting(Url, {
    env: "OPENAI_BASE_URL",
    help: "Any OpenAI-compatible address: OpenAI, Ollama, vLLM, llama.cpp …",
  }),
  "models.openai.apiKey": setting(Type.String(), {
    env: "OPENAI_API_KEY",
    help: "Key for that address.",
    secret: true,
  }),
  "models.anthropic.baseUrl": setting(Url, { env: "ANTHROPIC_BASE_URL", help: "Anthropic's address." }),
  "models.anthropic.apiKey": setting(Type.String(), {
    env: "ANTHROPIC_API_KEY",
    help: "Anthropic's key.",
    secret: true,
  }),
  "openclaw.url": setting(Type.String({ pattern: "^wss?://" }), {
    env: "OPENCLAW_GATEWAY_URL",
    help: "A real OpenClaw gateway, as ws:// or wss:// address; it becomes the default one.",
  }),
  "openclaw.token": setting(Type.String({ minLength: 1 }), {
    env: "OPENCLAW_GATEWAY_TOKEN",
    help: "That gateway's token. It stays on the server.",
    secret: true,
  }),
  hooks: setting(Type.Array(Hook, { maxItems: 200 }), {
    default: [],
    help: "Webhooks that wake agents: [{ name, agentId, sessionKey, auth: { token } or { secret } }].",
    secret: true,
  }),
  "redis.url": setting(Type.String({ pattern: "^rediss?://" }), {
    env: "REDIS_URL",
    help: "Redis that carries the events of rooms between several Mission Controls and programs of yours.",
    secret: true,
  }),
  "limits.concurrentRuns": setting(Type.Integer({ minimum: 1, maximum: 64 }), {
    default: 4,
    help: "Agent runs at once, over all sessions.",
  }),
  "log.level": setting(
    Type.Union([
      Type.Literal("trace"),
      Type.Literal("debug"),
      Type.Literal("info"),
      Type.Literal("warn"),
      Type.Literal("error"),
    ]),
    {
      default: "info",
      env: "MISSION_CONTROL_LOG_LEVEL",
      flag: "log-level",
      help: "Least level that is written to the log.",
    },
  ),
} as const;

export type SettingPath = keyof typeof SETTINGS;

/** What each part of the config file is about. */
export const PARTS: Record<PartPath, string> = {
  gateway: "The WebSocket endpoint that panels and programs connect to.",
  "gateway.nodes": "The machines that are paired with the built-in gateway and act for it.",
  "gateway.nodes.commands": "What those machines may be told to do.",
  auth: "Who may come in, and from where.",
  clerk: "The Clerk application that people sign in through.",
  hosted: "Many people, each with a gateway of their own.",
  models: "The language models of the built-in gateway's agents.",
  "models.openai": "OpenAI, or whatever answers as it does.",
  "models.anthropic": "Anthropic.",
  openclaw: "A real OpenClaw gateway beside the built-in one.",
  redis: "Events between several Mission Controls.",
  limits: "How much may happen at once.",
  log: "What is written down.",
};

/** What stands before the last dot of a setting's path, and each shorter part of that. */
type PartPath = PartOf<SettingPath>;
type PartOf<Path extends string> = Path extends `${infer Part}.${infer Rest}`
  ? Part | `${Part}.${PartOf<Rest>}`
  : never;

/** The value of each setting; those without a default may be missing. */
export type Settings = {
  readonly [Path in SettingPath]: (typeof SETTINGS)[Path] extends { default: infer _Default }
    ? Static<(typeof SETTINGS)[Path]["schema"]>
    : Static<(typeof SETTINGS)[Path]["schema"]> | undefined;
};

type Frozen<Value> = Value extends (infer Item)[] ? readonly Item[] : never;

type Rest<Schema extends TSchema> = Omit<Setting<Schema>, "schema">;

function setting<Schema extends TSchema, const More extends Rest<Schema>>(schema: Schema, more: More) {
  return { schema, ...more };
}
