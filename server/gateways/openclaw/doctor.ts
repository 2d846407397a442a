import {
  readConnectErrorDetailCode,
  readPairingConnectErrorDetails,
} from "@openclaw/gateway-protocol/connect-error-details";

/** What is known of a connection that failed or ended. */
export interface Symptoms {
  url: string;
  /** WebSocket close code, when it got that far. */
  closeCode?: number;
  reason?: string;
  /** The error of the socket, the upgrade or the handshake. */
  error?: Error;
  /** It has been connected before it ended. */
  wasReady?: boolean;
}

/** One cause, one fix, one command to copy. */
export interface Finding {
  /** Stable: what a program decides by. */
  code: FindingCode;
  cause: string;
  fix: string;
  command: string;
  /** Trying again by ourselves can succeed without anybody doing anything. */
  transient: boolean;
  /** Of a pairing that waits for approval. */
  requestId?: string;
}

export type FindingCode =
  | "refused"
  | "dns"
  | "unreachable"
  | "timeout"
  | "tls"
  | "plaintext"
  | "proxy"
  | "http"
  | "not-a-gateway"
  | "token"
  | "token-missing"
  | "rate-limited"
  | "pairing"
  | "scope-upgrade"
  | "protocol"
  | "starting"
  | "restarting"
  | "lost"
  | "revoked"
  | "rejected";

/** From close code, error details, TLS, DNS and HTTP status to one cause and one fix. Never names a token. */
export function diagnose(symptoms: Symptoms): Finding {
  return byHandshake(symptoms) ?? byNetwork(symptoms) ?? byUpgrade(symptoms) ?? byClose(symptoms);
}

function byHandshake({ error, url }: Symptoms): Finding | undefined {
  const details = detailsOf(error);
  const pairing = readPairingConnectErrorDetails(details);
  if (pairing) {
    const { requestId } = pairing;
    const upgrade = pairing.reason === "scope-upgrade" || pairing.reason === "role-upgrade";
    return {
      code: upgrade ? "scope-upgrade" : "pairing",
      cause: upgrade
        ? "The gateway knows this device, but with fewer rights than Mission Control asks for."
        : "The gateway does not know this device yet.",
      fix: "Approve the request on the gateway's machine; Mission Control connects by itself then.",
      command: requestId ? `openclaw devices approve ${requestId}` : "openclaw devices list",
      transient: true,
      ...(requestId && { requestId }),
    };
  }
  switch (readConnectErrorDetailCode(details)) {
    case "AUTH_TOKEN_MISSING":
    case "AUTH_PASSWORD_MISSING":
    case "AUTH_REQUIRED":
      return {
        code: "token-missing",
        cause: "The gateway wants a token and none was given.",
        fix: "Enter the gateway's token; on its machine this prints it.",
        command: "openclaw config get gateway.auth.token",
        transient: false,
      };
    case "AUTH_TOKEN_MISMATCH":
    case "AUTH_PASSWORD_MISMATCH":
    case "AUTH_DEVICE_TOKEN_MISMATCH":
    case "AUTH_UNAUTHORIZED":
      return {
        code: "token",
        cause: "The gateway does not accept this token.",
        fix: "Enter the gateway's current token; on its machine this prints it.",
        command: "openclaw config get gateway.auth.token",
        transient: false,
      };
    case "AUTH_RATE_LIMITED":
      return {
        code: "rate-limited",
        cause: "The gateway saw too many wrong tokens and refuses all of them for five minutes.",
        fix: "Correct the token and wait; it is tried again by itself. On its machine this prints the current one.",
        command: "openclaw config get gateway.auth.token",
        transient: true,
      };
    case "PROTOCOL_MISMATCH":
    case "CLIENT_VERSION_MISMATCH":
      return protocolMismatch(url);
    case "DEVICE_AUTH_SIGNATURE_EXPIRED":
      return {
        code: "rejected",
        cause: "The clocks of this machine and of the gateway's differ too much.",
        fix: "Set both clocks by network time.",
        command: "timedatectl set-ntp true",
        transient: true,
      };
    default:
      return undefined;
  }
}

function byNetwork({ error, url }: Symptoms): Finding | undefined {
  const code = errorCodeOf(error);
  const { hostname, host, port } = new URL(url);
  if (code === "ECONNREFUSED") {
    return {
      code: "refused",
      cause: `Nothing listens on ${host}.`,
      fix: "Start the gateway on that machine, or correct the address.",
      command: `openclaw gateway run --port ${port || "18789"}`,
      transient: true,
    };
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return {
      code: "dns",
      cause: `The name ${hostname} cannot be resolved.`,
      fix: "Correct the name, or connect to the network that knows it.",
      command: `getent hosts ${hostname}`,
      transient: code === "EAI_AGAIN",
    };
  }
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH" || code === "ENETDOWN") {
    return {
      code: "unreachable",
      cause: `There is no way to ${hostname} from here.`,
      fix: "Connect this machine to that network (VPN, tailnet), or correct the address.",
      command: `ping -c 3 ${hostname}`,
      transient: true,
    };
  }
  if (code === "ETIMEDOUT" || /timeout|timed out/i.test(error?.message ?? "")) {
    return {
      code: "timeout",
      cause: `${host} did not answer in time.`,
      fix: "Look whether the gateway runs and whether a firewall lets this port through.",
      command: curl(url, "healthz"),
      transient: true,
    };
  }
  if (/over plaintext ws:\/\//.test(error?.message ?? "")) {
    return {
      code: "plaintext",
      cause: `${host} is reached over a public network, where ws:// would show the token and every word to others.`,
      fix: "Use wss://, or leave the gateway on loopback and connect through a tunnel to its machine.",
      command: `ssh -N -L ${port || "18789"}:127.0.0.1:${port || "18789"} ${hostname}`,
      transient: false,
    };
  }
  if (code === "EPROTO") {
    return {
      code: "tls",
      cause: `${host} speaks no TLS, and wss:// needs it.`,
      fix: "Use ws:// for that port, which this shows, or have the gateway speak TLS.",
      command: `curl -i http://${host}/healthz`,
      transient: false,
    };
  }
  if (code && /CERT|SELF_SIGNED|ALTNAME|^ERR_TLS|ERR_SSL/.test(code)) {
    return {
      code: "tls",
      cause: `The certificate of ${hostname} is not accepted (${code}).`,
      fix: "Give the gateway a certificate that this machine trusts.",
      command: `openssl s_client -connect ${hostname}:${port || "443"} -servername ${hostname}`,
      transient: false,
    };
  }
  return undefined;
}

function byUpgrade({ error, url }: Symptoms): Finding | undefined {
  const status = detailsOf(error)?.httpStatus ?? Number(/(?:HTTP|response:) (\d{3})/.exec(error?.message ?? "")?.[1]);
  if (typeof status !== "number" || Number.isNaN(status)) return undefined;
  if (status === 403) {
    return {
      code: "proxy",
      cause: "The gateway refuses the proxy before it (HTTP 403).",
      fix: "Add the proxy's address to the gateway's trusted proxies, or connect without it.",
      command: "openclaw config get gateway.trustedProxies",
      transient: false,
    };
  }
  if (status === 502 || status === 503 || status === 504) {
    return {
      code: "starting",
      cause: `The gateway, or the proxy before it, is not ready yet (HTTP ${status}).`,
      fix: "Wait; it is tried again by itself. This says how far it is.",
      command: curl(url, "readyz"),
      transient: true,
    };
  }
  return {
    code: status === 404 || status === 200 ? "not-a-gateway" : "http",
    cause: `${new URL(url).host} answers with HTTP ${status} instead of opening a WebSocket.`,
    fix: "Correct the address: something else than an OpenClaw gateway serves it. This shows what.",
    command: curl(url, "healthz"),
    transient: false,
  };
}

function byClose({ closeCode, reason, url, error, wasReady }: Symptoms): Finding {
  const { protocol, host } = new URL(url);
  const said = reason ? `: ${reason}` : "";
  switch (closeCode) {
    case 1002:
      return protocolMismatch(url);
    case 1012:
      return {
        code: "restarting",
        cause: "The gateway restarts.",
        fix: "Wait; it is tried again by itself. This says how far it is.",
        command: curl(url, "readyz"),
        transient: true,
      };
    case 1013:
      return {
        code: "starting",
        cause: "The gateway is starting.",
        fix: "Wait; it is tried again by itself. This says how far it is.",
        command: curl(url, "readyz"),
        transient: true,
      };
    case 1008:
      return {
        code: "rejected",
        cause: `The gateway refused the connection${said}.`,
        fix: "Look into the gateway's log for the reason.",
        command: "openclaw logs --follow",
        transient: false,
      };
    case 4001:
      return {
        code: "revoked",
        cause: "The gateway has withdrawn this device's rights.",
        fix: "Pair again: approve the request on the gateway's machine.",
        command: "openclaw devices list",
        transient: false,
      };
    default:
      if (closeCode === 1006 && wasReady === false && protocol === "ws:") {
        return {
          code: "lost",
          cause: `${host} hung up before it said anything.`,
          fix: "Use wss:// when it speaks TLS, which this shows; else look what listens there. It is tried again by itself.",
          command: `curl -ik https://${host}/healthz`,
          transient: true,
        };
      }
      return {
        code: "lost",
        cause: `The connection to ${host} broke${closeCode ? ` (code ${closeCode}${said})` : error ? ` (${error.message})` : ""}.`,
        fix: "It is opened again by itself. If that goes on, this shows whether the gateway answers at all.",
        command: curl(url, "healthz"),
        transient: true,
      };
  }
}

function protocolMismatch(url: string): Finding {
  return {
    code: "protocol",
    cause: `The gateway at ${new URL(url).host} speaks another protocol version than 4.`,
    fix: "Update the gateway, or Mission Control when the gateway is the newer one.",
    command: "npm install -g openclaw@latest",
    transient: false,
  };
}

/** What shows on a terminal whether a gateway answers, whoever asks. */
function curl(url: string, path: "healthz" | "readyz"): string {
  const { protocol, host } = new URL(url);
  return `curl -i ${protocol === "wss:" ? "https" : "http"}://${host}/${path}`;
}

function detailsOf(error: Error | undefined): { httpStatus?: unknown } | undefined {
  return error && "details" in error && typeof error.details === "object" && error.details !== null
    ? error.details
    : undefined;
}

function errorCodeOf(error: Error | undefined): string | undefined {
  const nested = error instanceof AggregateError ? error.errors[0] : error;
  return nested instanceof Error && "code" in nested ? String(nested.code) : undefined;
}
