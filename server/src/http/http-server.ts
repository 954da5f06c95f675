/** The HTTP server that `listen` makes, which speaks TLS where it is given a certificate. */

import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { Socket } from "node:net";
import type { Descriptors } from "../connection/descriptors.ts";
import type { Settings } from "../options.ts";
import type { Certificate } from "./certificate.ts";

/** An HTTP server, with TLS or without. */
export type HttpServer = Server | TlsServer;

/** What a server is made of. */
export interface HttpServerParts {
  readonly settings: Settings;
  readonly descriptors: Descriptors;
  /** Undefined for one without TLS. */
  readonly certificate: Certificate | undefined;
  readonly listener: RequestListener;
}

/** See the head of this file. */
export interface ServerWithConnections {
  /** It does not listen yet. */
  readonly server: HttpServer;
  /** When its certificate ends, in milliseconds since 1970; undefined without one. */
  readonly certificateExpiresAt: number | undefined;
  /** Cuts every connection, those that have not said anything yet included. */
  cut(): void;
}

/** Makes one. */
export function makeHttpServer(parts: HttpServerParts): ServerWithConnections {
  const { certificate, descriptors, listener, settings } = parts;
  const { handshakeTimeoutMs, uploadTimeoutMs } = settings;
  const options = {
    headersTimeout: handshakeTimeoutMs,
    // Files are the only requests that are read; they have an eye on their time themselves.
    requestTimeout: handshakeTimeoutMs + uploadTimeoutMs,
    connectionsCheckingInterval: Math.min(handshakeTimeoutMs, 1_000),
  };
  const made =
    certificate === undefined
      ? plainServer(createServer(options, listener))
      : tlsServer(
          createTlsServer(
            { ...options, ...certificate.pair, handshakeTimeout: handshakeTimeoutMs },
            listener,
          ),
          certificate,
        );
  made.server.on("connection", (connection: Socket) => {
    // Its client comes back, as after any connection that breaks off.
    if (descriptors.areGone(connection)) connection.destroy();
  });
  return made;
}

function plainServer(server: Server): ServerWithConnections {
  return { server, certificateExpiresAt: undefined, cut: () => server.closeAllConnections() };
}

/** Of connections whose handshake is not over Node's own list knows nothing. */
function tlsServer(server: TlsServer, certificate: Certificate): ServerWithConnections {
  const connections = new Set<Socket>();
  server.on("connection", (connection: Socket) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
  });
  server.once("listening", () => certificate.watch((pair) => server.setSecureContext(pair)));
  server.once("close", () => certificate.close());
  return {
    server,
    get certificateExpiresAt() {
      return certificate.expiresAt;
    },
    cut: () => {
      for (const connection of connections) connection.destroy();
    },
  };
}
