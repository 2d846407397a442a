/** A sign-in that is kept elsewhere, as Clerk's. */
export interface SessionSource {
  /** A new token; null when nobody is signed in. */
  token: () => Promise<string | null>;
  /** Ends the sign-in and leaves for the sign-in page. */
  signOut: () => Promise<void>;
}

/** How long whoever brings tokens may take to be loaded, in milliseconds. */
const PATIENCE_MS = 12_000;

let source: SessionSource | undefined;
let waiting = new Set<(source: SessionSource) => void>();

/** Says from where this page's session tokens come, until the returned function is called. */
export function provideSession(provided: SessionSource): () => void {
  source = provided;
  for (const resolve of waiting) resolve(provided);
  waiting = new Set();
  return () => {
    if (source === provided) source = undefined;
  };
}

/** Where this page's session tokens come from, once that is loaded. */
export function currentSession(): SessionSource | undefined {
  return source;
}

/** A new session token. Waits until its source is loaded. @throws Error when that takes too long */
export async function sessionToken(): Promise<string | null> {
  return (await (source ?? loaded())).token();
}

function loaded(): Promise<SessionSource> {
  return new Promise((resolve, reject) => {
    const arrived = (provided: SessionSource) => {
      clearTimeout(timer);
      resolve(provided);
    };
    const timer = setTimeout(() => {
      waiting.delete(arrived);
      reject(new Error("Clerk could not be loaded"));
    }, PATIENCE_MS);
    waiting.add(arrived);
  });
}
