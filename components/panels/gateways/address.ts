/** A gateway's address as somebody typed it: usable, perhaps with a word of caution, or what is wrong with it. */
export type Address = { ok: true; url: string; host: string; caution?: string } | { ok: false; problem: string };

const EXAMPLE = "ws://127.0.0.1:18789";
const MOST_CHARACTERS = 500;
const SOCKET_SCHEMES: Record<string, string> = { "http:": "ws:", "https:": "wss:", "ws:": "ws:", "wss:": "wss:" };
/** This machine, private networks, and names that only they know. */
const PRIVATE_HOST =
  /^(localhost|\[::1\]|\[f[cde].*\]|.*\.local|.*\.ts\.net|(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+)$/;

/** Reads `ws://` and `wss://`, a web address in their place, or a bare `host:port`. */
export function readAddress(text: string): Address {
  const typed = text.trim();
  if (!typed) return { ok: false, problem: `Enter an address like ${EXAMPLE}.` };
  const url = URL.parse(typed.includes("://") ? typed : `ws://${typed}`);
  const scheme = url && SOCKET_SCHEMES[url.protocol];
  if (!url || !scheme) return { ok: false, problem: `That is no address: it looks like ${EXAMPLE}.` };
  // Addresses are shown and logged; a token must not be.
  if (url.username || url.password || /token|password|secret/i.test(url.search + url.hash)) {
    return { ok: false, problem: "Put the token into its own field: an address is shown to everybody." };
  }
  const path = url.pathname === "/" ? "" : url.pathname;
  const address = `${scheme}//${url.host}${path}${url.search}`;
  if (address.length > MOST_CHARACTERS) return { ok: false, problem: "That address is too long." };
  const caution =
    scheme === "ws:" && !PRIVATE_HOST.test(url.hostname)
      ? "Over ws:// the token and every word travel unencrypted: use wss://, or a tunnel to that machine."
      : undefined;
  return { ok: true, url: address, host: url.host, ...(caution && { caution }) };
}
