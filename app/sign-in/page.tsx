import type { Metadata } from "next";
import { headers } from "next/headers";
import { Mark } from "@/components/shell/mark.tsx";
import { ClerkSignIn } from "@/components/sign-in/clerk-sign-in.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/field.tsx";
import { clerkHost } from "@/server/protocol/clerk-host.ts";
import { IDENTITY_HEADER } from "@/server/protocol/frames.ts";

export const metadata: Metadata = { title: "Sign in · Mission Control" };

const ERRORS: Record<string, string> = {
  expired: "That sign-in address was used already, or is too old.",
  invalid: "That is neither a valid code nor the token.",
  rate: "Too many tries. Wait a minute, then try again.",
};

/** Clerk's form where people sign in there. Else a form that works without JavaScript: the server takes a one-time code or the token and sends a cookie. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { error, next } = await searchParams;
  const publishableKey = (await headers()).get(IDENTITY_HEADER);
  const path = typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
  if (publishableKey) return <Hosted publishableKey={publishableKey} next={path} refused={error === "refused"} />;
  const problem = typeof error === "string" ? (ERRORS[error] ?? "Signing in did not work.") : undefined;
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form method="post" action="/auth/sign-in" className="grid w-full max-w-sm gap-5">
        <div className="grid gap-3">
          <Mark className="size-9" />
          <h1 className="font-semibold text-xl">Sign in to Mission Control</h1>
        </div>
        {problem && (
          <p role="alert" id="problem" className="rounded-md bg-bad-soft px-3 py-2 text-bad text-sm">
            {problem}
          </p>
        )}
        <div className="grid gap-1.5">
          <label htmlFor="token" className="font-medium text-sm">
            Code or token
          </label>
          <Input
            id="token"
            name="token"
            type="password"
            required
            autoFocus
            autoComplete="current-password"
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? "problem help" : "help"}
            className="h-10 font-mono"
          />
          <input type="hidden" name="next" value={typeof next === "string" ? next : "/"} />
        </div>
        <Button type="submit" variant="primary" className="h-10">
          Sign in
        </Button>
        <div id="help" className="grid gap-2 border-t pt-4 text-muted text-sm">
          <p>
            Run <Code>npm start</Code> again and open the address it prints: it signs this browser in, once.
          </p>
          <p>
            Or paste the token found in the file <Code>token</Code> of Mission Control’s state folder, by default{" "}
            <Code>~/.mission-control/token</Code>.
          </p>
        </div>
      </form>
    </main>
  );
}

function Hosted({ publishableKey, ...rest }: { publishableKey: string; next: string; refused: boolean }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-sm gap-5">
        <div className="grid gap-3">
          <Mark className="size-9" />
          <h1 className="font-semibold text-xl">Sign in to Mission Control</h1>
        </div>
        <ClerkSignIn publishableKey={publishableKey} host={clerkHost({ publishableKey })} {...rest} />
      </div>
    </main>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded-sm bg-sunken px-1 py-0.5 font-mono text-text text-xs">{children}</code>;
}
