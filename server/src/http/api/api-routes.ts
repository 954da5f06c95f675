/** The operations of the API as routes of hono. */

import { Hono, type Context, type Handler } from "hono";
import type { HttpBindings } from "@hono/node-server";
import type { Api, AskedOperation, HttpAnswer } from "./api.ts";
import type { Method, Operation } from "./operation.ts";

interface Environment {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    /** What the request is called. */
    readonly requestId: string;
  };
}

/** Routes below `/api/v1`, for whatever is asked there. */
export function apiRoutes(api: Pick<Api, "answer" | "operations" | "refuse">): Hono<Environment> {
  const routes = new Hono<Environment>();
  const byPath = new Map<string, Operation[]>();
  for (const operation of api.operations) {
    byPath.set(operation.path, [...(byPath.get(operation.path) ?? []), operation]);
  }
  const refusing =
    (methods: readonly Method[]): Handler<Environment> =>
    async (context) =>
      responseOf(await api.refuse(methods, askedIn(context)));
  for (const [path, operations] of byPath) {
    const pattern = patternOf(path);
    for (const operation of operations) {
      if (operation.handle === undefined) continue;
      routes.on(operation.method.toUpperCase(), pattern, async (context) => {
        return responseOf(await api.answer(operation, askedIn(context)));
      });
    }
    routes.all(pattern, refusing(operations.map(({ method }) => method)));
  }
  routes.all("*", refusing([]));
  return routes;
}

/** `{name}` is all that is left of the path, other places are one part of it. */
function patternOf(path: string): string {
  return path.replace("{name}", ":name{.+}").replace(/\{(\w+)\}$/, ":$1");
}

function askedIn(context: Context<Environment>): AskedOperation {
  const { incoming: request, outgoing: response } = context.env;
  return { request, response, id: context.get("requestId") };
}

function responseOf({ status, headers, body }: HttpAnswer): Response {
  return new Response(body as string | Uint8Array<ArrayBuffer> | null, { status, headers });
}
