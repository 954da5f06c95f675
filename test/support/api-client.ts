/** Asks the API of a server as any program does. */

import { request as httpRequest } from "node:http";

/** What came back. */
export interface ApiReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined where it is no JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- what it should be is what tests say of it
  readonly json: any;
}

/** What is asked with. */
export interface ApiAsk {
  readonly json?: unknown;
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for `METHOD /path`, the path being behind `/api/v1`. */
export type AskApi = (what: string, ask?: ApiAsk) => Promise<ApiReply>;

/** Asks the server at `url`, of `ws:` or `http:`. The path is sent as it is given, unlike by `fetch`. */
export function apiOf(url: string): AskApi {
  const { hostname, port, pathname } = new URL(url);
  const base = pathname.replace(/\/$/, "");
  return (what, { json, body = JSON.stringify(json), type, token, headers = {} } = {}) => {
    const [method = "", path = ""] = what.split(/ (.*)/s);
    return new Promise((resolve, reject) => {
      const asked = httpRequest({
        host: hostname,
        port,
        method,
        path: `${base}/api/v1${path}`,
        headers: {
          ...(body !== undefined && {
            "Content-Type": type ?? "application/json",
            "Content-Length": Buffer.byteLength(body),
          }),
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          ...headers,
        },
      });
      asked.on("error", reject);
      asked.on("response", (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(pieces).toString();
          const isJson = /json/.test(response.headers["content-type"] ?? "");
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(response.headers as Record<string, string>),
            text,
            json: isJson && text !== "" ? JSON.parse(text) : undefined,
          });
        });
      });
      asked.end(body);
    });
  };
}
