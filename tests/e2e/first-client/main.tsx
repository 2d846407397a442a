import { createRoot } from "react-dom/client";
import { useAgentChat } from "./use-agent-chat.ts";
import { GatewayProvider } from "./use-gateway.tsx";
import { useGatewayRpc, useGatewayRpcMutation } from "./use-gateway-rpc.ts";

/** What the first panels did with their hooks: a list that follows events, a call that changes it, a chat. */
function Page() {
  const { data, error, mutate } = useGatewayRpc<{ sessions: { key: string }[] }>("sessions.list");
  const callRpc = useGatewayRpcMutation();
  const { messages, isStreaming, sendMessage, isConnected } = useAgentChat("main");
  return (
    <main>
      <p>{isConnected ? "connected" : "not connected"}</p>
      <p>{error?.message}</p>
      <ul aria-label="Sessions">
        {data?.sessions.map(({ key }) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
      <button type="button" onClick={() => callRpc("sessions.create", { key: "agent:main:made-here" }).then(mutate)}>
        Create
      </button>
      <button type="button" disabled={isStreaming} onClick={() => sendMessage("thanks")}>
        Say thanks
      </button>
      <ol aria-label="Conversation">
        {messages.map(({ role, content }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first hook gives its messages no ids.
          <li key={index}>
            {role}: {content}
          </li>
        ))}
      </ol>
    </main>
  );
}

const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(
  <GatewayProvider>
    <Page />
  </GatewayProvider>,
);
