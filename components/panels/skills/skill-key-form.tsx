import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field, Input } from "@/components/ui/field.tsx";
import { Section } from "@/components/ui/page.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { SkillStatus } from "@/server/protocol/skills.ts";

/** Sets a skill's API key. What is kept is never shown. */
export function SkillKeyForm({ skill, variable }: { skill: SkillStatus; variable: string }) {
  const { trigger, isMutating, error } = useGatewayRpcMutation("skills.update");
  const [apiKey, setApiKey] = useState("");

  async function put(key: string, done: string) {
    try {
      await trigger({ skillKey: skill.skillKey, apiKey: key });
      setApiKey("");
      toast(done, { tone: "good" });
    } catch {
      // The field shows why.
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (apiKey.trim()) put(apiKey.trim(), "The key is kept");
  }

  return (
    <Section title="API key">
      <form onSubmit={submit} className="grid gap-3 p-3">
        <Field
          label={variable}
          error={error?.message}
          hint={skill.hasApiKey ? "A key is kept. It is never shown again." : "Kept by the gateway, never shown again."}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              placeholder={skill.hasApiKey ? "Enter another key" : "Enter the key"}
              value={apiKey}
              onChange={(event) => setApiKey(event.target.value)}
            />
          )}
        </Field>
        <div className="flex gap-2">
          <Button type="submit" size="sm" variant="primary" busy={isMutating} disabled={!apiKey.trim()}>
            Keep the key
          </Button>
          {skill.hasApiKey && (
            <Button size="sm" type="button" disabled={isMutating} onClick={() => put("", "The key was removed")}>
              Remove the key
            </Button>
          )}
        </div>
      </form>
    </Section>
  );
}
