import type { Binding, BindingKey } from "@/server/protocol/routing.ts";

/** What a binding can look at, as a person chooses it, the narrowest first. */
export const BINDING_CHOICES: Record<BindingKey, { label: string; name: string; hint: string }> = {
  peer: { label: "A person", name: "Person", hint: "As the channel calls them; “webhook:ann” is ann there alone." },
  guild: { label: "A server or group", name: "Server or group", hint: "Its id on the channel." },
  account: { label: "An account of a channel", name: "Account", hint: "Its id, as Channels shows it." },
  channel: { label: "A channel", name: "Channel", hint: "“webhook”, “telegram” …" },
  default: { label: "Everybody else", name: "", hint: "" },
};

/** Whose messages it is about, in words: "ann on webhook", "everybody on telegram". */
export function bindingWords({ matchKey, matchValue }: Pick<Binding, "matchKey" | "matchValue">): string {
  const isAny = matchValue === "*";
  switch (matchKey) {
    case "peer": {
      const [channel, ...person] = matchValue.split(":");
      if (isAny) return "every person who is known by name";
      return person.length > 0 ? `${person.join(":")} on ${channel}` : `${matchValue} on every channel`;
    }
    case "guild":
      return isAny ? "every server or group" : `the server or group ${matchValue}`;
    case "account":
      return isAny ? "every account of a channel" : `the account ${matchValue}`;
    case "channel":
      return isAny ? "every channel" : `everybody on ${matchValue}`;
    case "default":
      return "everybody whom no other binding names";
  }
}
