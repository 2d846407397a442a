const LINK_PROTOCOLS: ReadonlySet<string> = new Set(["http:", "https:", "mailto:", "tel:"]);
const INLINE_IMAGE = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,/i;
/** What resolves an address without a protocol; no real host has this name. */
const NOWHERE = "https://relative.invalid";

/** The address when a click on it can do no harm; undefined for `javascript:`, `data:` and whatever else runs. */
export function safeLink(href: string): string | undefined {
  const url = parse(href);
  return url && LINK_PROTOCOLS.has(url.protocol) ? href.trim() : undefined;
}

export type SafeImage =
  /** Comes with the text, or from this server. */
  | { from: "here"; src: string }
  /** Loading it tells its host who reads: a person decides. */
  | { from: "elsewhere"; src: string; host: string };

/**
 * What an image's address may do. An agent can be talked into writing an address that carries a secret to a
 * stranger's server, so that nothing is loaded from elsewhere by itself.
 */
export function safeImage(src: string): SafeImage | undefined {
  if (INLINE_IMAGE.test(src)) return { from: "here", src };
  const url = parse(src);
  if (!url) return undefined;
  if (url.origin === NOWHERE) return { from: "here", src };
  return url.protocol === "https:" || url.protocol === "http:"
    ? { from: "elsewhere", src: url.href, host: url.host }
    : undefined;
}

function parse(address: string): URL | undefined {
  return URL.canParse(address, NOWHERE) ? new URL(address, NOWHERE) : undefined;
}
