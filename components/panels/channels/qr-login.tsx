import Image from "next/image";
import { useEffect } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/overlay.tsx";
import { Callout, Skeleton } from "@/components/ui/states.tsx";
import { type QrLogin, useQrLogin } from "@/hooks/use-qr-login.ts";
import { nameOf } from "./account-facts.ts";
import type { AccountMatter } from "./account-questions.tsx";

/** Links an account by a code that a phone scans. */
export function QrLoginDialog({ channel, account, onChanged, onClose }: AccountMatter) {
  const { login, again } = useQrLogin(channel, account.accountId);
  const isLinked = login.state === "linked";

  useEffect(() => {
    if (isLinked) onChanged();
  }, [isLinked, onChanged]);

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Link ${nameOf(account)}`}
      footer={
        <>
          {login.state === "failed" && <Button onClick={again}>Try again</Button>}
          <Button variant="primary" onClick={onClose}>
            {isLinked ? "Done" : "Close"}
          </Button>
        </>
      }
    >
      <div role="status" className="grid min-h-72 place-content-center justify-items-center gap-3 pb-2 text-sm">
        <Step login={login} />
      </div>
    </Dialog>
  );
}

function Step({ login }: { login: QrLogin }) {
  switch (login.state) {
    case "asking":
      return (
        <>
          <Skeleton className="size-56" />
          <p className="text-muted">The gateway makes a code …</p>
        </>
      );
    case "shown":
      return (
        <>
          <Image
            src={login.qrDataUrl}
            alt="The code to scan"
            width={224}
            height={224}
            unoptimized
            className="size-56 rounded-md bg-white p-2"
          />
          <p className="max-w-xs text-center text-muted">{login.message ?? "Scan it with the channel's app."}</p>
        </>
      );
    case "linked":
      return <Callout tone="good">{login.message ?? "The account is linked."}</Callout>;
    case "failed":
      return <Callout tone="bad">{login.message}</Callout>;
  }
}
