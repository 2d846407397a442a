import { SendHorizontal } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Textarea } from "@/components/ui/field.tsx";
import { Callout } from "@/components/ui/states.tsx";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { Circle } from "@/server/protocol/circles.ts";

/** Says something in a circle. Enter sends, Shift+Enter begins a line. */
export function CircleComposer({ circle: { name, agents } }: { circle: Circle }) {
  const { trigger, isMutating, error } = useGatewayRpcMutation("circles.send");
  const [words, setWords] = useState("");
  const message = words.trim();

  function send(event?: FormEvent) {
    event?.preventDefault();
    if (message === "" || isMutating) return;
    // What was typed stays when it could not be sent, with why above it.
    trigger({ name, message }).then(
      () => setWords((now) => (now.trim() === message ? "" : now)),
      () => undefined,
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  }

  return (
    <form onSubmit={send} className="border-t px-4 py-3">
      <div className="mx-auto grid max-w-3xl gap-2">
        {error && <Callout tone="bad">{error.message}</Callout>}
        <div className="flex items-end gap-2">
          <Textarea
            aria-label={`Message to ${name}`}
            value={words}
            onChange={({ target }) => setWords(target.value)}
            onKeyDown={onKeyDown}
            rows={2}
            maxLength={32_000}
            placeholder={`Everybody answers; @${agents[0] ?? "agent"} asks one`}
            className="max-h-40 resize-none"
          />
          <Button type="submit" variant="primary" disabled={message === ""} busy={isMutating}>
            {!isMutating && <SendHorizontal aria-hidden />} Send
          </Button>
        </div>
      </div>
    </form>
  );
}
