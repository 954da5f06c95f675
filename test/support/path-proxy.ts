/** A reverse proxy that serves several servers below paths of one origin, and takes the paths away. */

import { once } from "node:events";
import { createServer, request as ask, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Which server is behind which path: `/docs/` to a port of this machine. */
export type Places = Readonly<Record<string, number>>;

/**
 * Listens on a free port; it ends with the test. Resolves to its port. Like some proxies it can tell
 * the server its own name for it, in place of the one by which the client has asked.
 */
export async function pathProxy(places: Places, changesHost = false): Promise<number> {
  const behind = ({ url = "/" }: IncomingMessage): { port: number; path: string } | undefined => {
    const place = Object.keys(places).find((path) => url.startsWith(path));
    return place === undefined
      ? undefined
      : { port: places[place] ?? 0, path: url.slice(place.length - 1) };
  };
  const server = createServer((request, response) => {
    const target = behind(request);
    if (target === undefined) {
      response.writeHead(404).end("the proxy knows no such place");
      return;
    }
    const { method } = request;
    const headers = { ...request.headers };
    if (changesHost) headers.host = `127.0.0.1:${target.port}`;
    const forwarded = ask({ host: "127.0.0.1", ...target, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  });
  server.on("upgrade", (request, near, head) => {
    const target = behind(request);
    if (target === undefined) {
      near.end("HTTP/1.1 404 Not Found\r\n\r\n");
      return;
    }
    const far = connect(target.port, "127.0.0.1");
    const { rawHeaders } = request;
    const lines = rawHeaders.flatMap((name, at) =>
      at % 2 === 0 && !(changesHost && name.toLowerCase() === "host")
        ? [`${name}: ${rawHeaders[at + 1]}`]
        : [],
    );
    if (changesHost) lines.push(`Host: 127.0.0.1:${target.port}`);
    far.write(`GET ${target.path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    far.write(head);
    near.pipe(far).pipe(near);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on("error", () => undefined).on("close", () => other.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
