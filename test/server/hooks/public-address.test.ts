/** Which addresses webhooks may go to, however they are written and whoever says where a name leads. */

import type { lookup, LookupAddress } from "node:dns";
import { isPublicAddress } from "@coscribe/server/internal/hooks/webhooks/public-address";
import { sendWebhook } from "@coscribe/server/internal/hooks/webhooks/send-webhook";
import { expect, it } from "vitest";
import { systemClock } from "@coscribe/server";
import { webhookReceiver } from "../../support/webhook-receiver.ts";

it.each(
  `
  0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 169.254.169.254
  172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
  198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
  :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:7f00:1 0:0:0:0:0:ffff:10.0.0.1 ::ffff:a9fe:a9fe ::ffff:0:127.0.0.1
  64:ff9b::127.0.0.1 64:ff9b::a00:1 64:ff9b:: 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1
  fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 2001:4860:4860::8888%eth0
  localhost 127.1 1
`
    .split(/\s+/)
    .filter(Boolean),
)("T45 %s is no public address", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(
  `
  1.1.1.1 8.8.8.8 11.0.0.1 100.63.255.255 100.128.0.1 128.0.0.1 172.15.0.1 172.32.0.1 192.0.1.1 192.167.0.1
  198.17.0.1 223.255.255.255 2001:4860:4860::8888 2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 ::ffff:808:808
  64:ff9b::8.8.8.8 64:ff9b::808:808
`
    .split(/\s+/)
    .filter(Boolean),
)("T45 %s is a public address", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

/** Names that lead where a test says. */
function names(...answers: LookupAddress[][]): typeof lookup {
  const answer = (_name: string, _options: object, callback: (...all: unknown[]) => void): void => {
    callback(null, answers.shift() ?? []);
  };
  return answer as unknown as typeof lookup;
}

it("T45 what a name leads to is looked at for each delivery, and of several addresses each", async () => {
  const { port, received } = await webhookReceiver();
  const request = { url: `http://notes.example:${port}/hook`, headers: {}, body: "{}" };
  const { signal } = new AbortController();
  const local = { address: "127.0.0.1", family: 4 };
  const send = (allowPrivate: boolean, ...answers: LookupAddress[][]): Promise<unknown> => {
    const lookUp = names(...answers);
    return sendWebhook(request, { clock: systemClock, allowPrivate, signal, lookUp });
  };
  const refused = { name: "PrivateAddressError" };
  // Whoever answers the first question with a public address is not asked a second one.
  await expect(send(false, [local], [{ address: "8.8.8.8", family: 4 }])).rejects.toMatchObject(
    refused,
  );
  const mixed = [{ address: "8.8.8.8", family: 4 }, local];
  await expect(send(false, mixed)).rejects.toMatchObject(refused);
  const mapped = [{ address: "::ffff:127.0.0.1", family: 6 }];
  await expect(send(false, mapped)).rejects.toMatchObject(refused);
  expect(received).toEqual([]);
  expect(await send(true, [local])).toMatchObject({ status: 204 });
  expect(received).toHaveLength(1);
});
