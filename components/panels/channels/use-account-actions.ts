import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import type { ChannelAccount } from "@/server/protocol/channels.ts";
import { nameOf, whyNotStarted } from "./account-facts.ts";

/** Whose accounts come and go by this panel. */
const WEBHOOK = "webhook";
/** The panels' own chat, which is always on. */
const WEB_CHAT = "webchat";

/** What the gateway lets somebody do with an account. */
export function useAccountActions(channel: string, account: ChannelAccount, onChanged: () => unknown) {
  const { current } = useGateways();
  const start = useGatewayRpcMutation("channels.start");
  const stop = useGatewayRpcMutation("channels.stop");
  const { accountId, configured, linked } = account;
  const name = nameOf(account);

  async function setRunning(isOn: boolean) {
    const done = isOn ? "started" : "stopped";
    try {
      const refused = isOn
        ? whyNotStarted(await start.trigger({ channel, accountId }))
        : void (await stop.trigger({ channel, accountId }));
      if (refused) toast(`${name} was not started`, { tone: "bad", detail: refused });
      else toast(`${name} was ${done}`, { tone: "good" });
    } catch (error) {
      toast(`${name} was not ${done}`, { tone: "bad", detail: error instanceof Error ? error.message : String(error) });
    }
    await onChanged();
  }

  return {
    canSwitch: useHasMethod("channels.start") && configured !== false && channel !== WEB_CHAT,
    // OpenClaw does not advertise web.login; an account that says whether it is linked is linked by it.
    canLink: current?.kind === "openclaw" && linked !== undefined,
    canLogOut: useHasMethod("channels.logout") && linked === true,
    canRemove: useHasMethod("channels.remove") && channel === WEBHOOK,
    setRunning,
  };
}
