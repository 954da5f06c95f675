"""Python's websockets; see README.md. It offers permessage-deflate and takes 1 MiB per message."""

import asyncio
import sys

import websockets


async def send_input(socket):
    while line := await asyncio.to_thread(sys.stdin.readline):
        await socket.send(bytes.fromhex(line))


async def main():
    async with websockets.connect(sys.argv[1]) as socket:
        sending = asyncio.create_task(send_input(socket))
        try:
            async for message in socket:
                print(message.hex(), flush=True)
        except websockets.ConnectionClosedError:
            pass  # The code is told below.
        sending.cancel()
        print("closed", socket.close_code, flush=True)


asyncio.run(main())
