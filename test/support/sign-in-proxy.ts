/** A proxy that lets nobody pass who has not signed in, as companies put in front of their servers. */

import { once } from "node:events";
import { createServer, request as ask, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** See {@link signInProxy}. */
export interface SignInProxy {
  /** `http://localhost:…` */
  readonly origin: string;
  /** Ends every session: whoever comes is sent to the page for signing in. */
  readonly expire: () => void;
}

/** In front of the server on `port`, until the test ends. To open `/sign-in` is to sign in. */
export async function signInProxy(port: number): Promise<SignInProxy> {
  let session = 1;
  const sockets = new Set<Socket>();
  const isSignedIn = ({ headers }: IncomingMessage): boolean =>
    headers.cookie?.includes(`session=${session}`) === true;
  const server = createServer((request, response) => {
    const { url = "/", method, headers } = request;
    if (url.startsWith("/sign-in") && headers["sec-fetch-mode"] !== "navigate") {
      // What a page loads by itself, such as its copy for later, is nobody who signs in.
      response.writeHead(200, { "Content-Type": "text/html" }).end("Please sign in.");
    } else if (url.startsWith("/sign-in")) {
      const cookie = `session=${session}; Path=/`;
      const to = new URL(url, "http://localhost").searchParams.get("to") ?? "/";
      response.writeHead(302, { "Set-Cookie": cookie, Location: to }).end();
    } else if (isSignedIn(request)) {
      const target = { host: "127.0.0.1", port, path: url, method, headers };
      const forwarded = ask(target, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      request.pipe(forwarded.on("error", () => response.destroy()));
    } else {
      const location = `/sign-in?to=${encodeURIComponent(url)}`;
      response.writeHead(302, { Location: location }).end();
    }
  });
  server.on("upgrade", (request: IncomingMessage, near: Socket, head) => {
    if (!isSignedIn(request)) {
      near.end("HTTP/1.1 302 Found\r\nLocation: /sign-in\r\n\r\n");
      return;
    }
    const far = connect(port, "127.0.0.1");
    const { rawHeaders, url = "/" } = request;
    const lines = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : [],
    );
    far.write(`GET ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    far.write(head);
    near.pipe(far).pipe(near);
    sockets.add(near);
    near.on("error", () => undefined).on("close", () => far.destroy());
    far.on("error", () => undefined).on("close", () => near.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    expire: () => {
      session++;
      for (const socket of sockets) socket.destroy();
    },
  };
}
