"""aiohttp; see README.md. It offers no compression and takes 4 MiB per message."""

import asyncio
import sys

import aiohttp


async def send_input(socket):
    while line := await asyncio.to_thread(sys.stdin.readline):
        await socket.send_bytes(bytes.fromhex(line))


async def main():
    async with aiohttp.ClientSession() as session, session.ws_connect(sys.argv[1]) as socket:
        sending = asyncio.create_task(send_input(socket))
        # Too long a message ends the loop without an exception.
        async for message in socket:
            if message.type == aiohttp.WSMsgType.BINARY:
                print(message.data.hex(), flush=True)
        sending.cancel()
        print("closed", socket.close_code, flush=True)


asyncio.run(main())
