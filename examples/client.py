"""Asks an agent one thing over JSON-RPC 2.0 and prints its answer.

    MISSION_CONTROL_TOKEN=$(cat ~/.mission-control/token) python3 examples/client.py "status"

Needs the package websockets (Debian: python3-websockets). MISSION_CONTROL_URL says where, unless it is the one below.
"""

import asyncio
import json
import os
import sys

import websockets

URL = os.environ.get("MISSION_CONTROL_URL", "ws://127.0.0.1:18789/ws")
TOKEN = os.environ.get("MISSION_CONTROL_TOKEN", "")


async def call(socket, call_id, method, params):
    """Calls a method and waits for its one answer, which bears the call's id. One call at a time keeps this simple."""
    await socket.send(json.dumps({"jsonrpc": "2.0", "id": call_id, "method": method, "params": params}))
    async for text in socket:
        frame = json.loads(text)
        if frame.get("id") == call_id:
            if "error" in frame:
                raise RuntimeError(f"{frame['error']['code']}: {frame['error']['message']}")
            return frame["result"]
        # What has no id answers nothing: it is told to everybody in the session.
        if frame.get("method") == "typing":
            print("writing …" if frame["params"]["typing"] else "done.", file=sys.stderr)
    raise RuntimeError("the connection was closed before the answer came")


async def main(message):
    # The first subprotocol asks for JSON-RPC and nothing else; the second one carries the token.
    async with websockets.connect(URL, subprotocols=["jsonrpc-2.0", f"bearer.{TOKEN}"]) as socket:
        agents = await call(socket, 1, "agents.list", {})
        print("agents:", ", ".join(agent["id"] for agent in agents), file=sys.stderr)
        # Answered when the run has ended, however long that takes.
        answer = await call(socket, 2, "send", {"text": message, "channel": "websocket", "peer_id": "python"})
        print(answer["reply"])


asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "status"))
