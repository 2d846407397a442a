import { SecretDialog, SecretText } from "@/components/ui/secret-dialog.tsx";
import { exampleOf } from "./access-facts.ts";

/** A token, this once, and how it is used. */
export function TokenSecret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  const { origin } = window.location;
  return (
    <SecretDialog title={`The token of ${name}`} onClose={onClose}>
      <p>Copy it now: it is not shown again, and nobody can look it up.</p>
      <SecretText text={secret} label="Token" />
      <p>
        A person pastes it at <span className="text-text">{origin}/sign-in</span>. A program sends it along:
      </p>
      <SecretText text={exampleOf(secret, origin)} label="Example" />
    </SecretDialog>
  );
}
