"""The Python client of the protocol's first users, word for word but for its address."""
import asyncio
import json
import sys

import websockets


async def connect_to_circle(uri: str):
    async with websockets.connect(uri) as websocket:
        # Send a message
        await websocket.send(json.dumps({
            "type": "user_message",
            "content": "Hello, agents!",
        }))

        # Receive messages
        async for message in websocket:
            data = json.loads(message)
            print(f"Received: {json.dumps(data)}")


# Run
asyncio.run(connect_to_circle(sys.argv[1]))
