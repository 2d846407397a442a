/** The host of Clerk's application, which its publishable key names. @throws Error when it names none */
export function clerkHost({ publishableKey }: { publishableKey: string }): string {
  const host = decoded(publishableKey.split("_")[2] ?? "").replace(/\$$/, "");
  if (/^[a-z0-9.-]+\.[a-z0-9-]+(:\d+)?$/.test(host)) return host;
  throw new Error("The publishable key names no host.");
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
