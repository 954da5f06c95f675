/** The examples in `server/examples`, run as they stand there, with the real frameworks. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { connect } from "@coscribe/client";
import {
  expectToServe,
  freePort,
  placed,
  runProgram,
  untilServed,
  type Program,
} from "../support/readme-program.ts";
import { pngOf } from "../support/sample-files.ts";
import { root } from "../support/source-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const examples = join(root, "server/examples");

/** What each example answers where it has no route. */
const elsewhere: Readonly<Record<string, readonly [status: number, words: string]>> = {
  http: [200, "my program"],
  express: [404, "Cannot GET /nothing"],
  fastify: [404, "Route GET:/nothing not found"],
  hono: [404, "404 Not Found"],
  "own-web-sockets": [200, "my program"],
};

interface Example {
  readonly program: Program;
  readonly httpUrl: string;
  readonly wsUrl: string;
}

async function start(name: string): Promise<Example> {
  const port = await freePort();
  const code = readFileSync(join(examples, `${name}.ts`), "utf8");
  const program = runProgram(placed(code, port, temporaryFolder()));
  const httpUrl = `http://localhost:${port}`;
  await untilServed(`${httpUrl}/`);
  return { program, httpUrl, wsUrl: `ws://localhost:${port}` };
}

/** What comes of a WebSocket: its first message, or why there is none. */
async function firstWord(url: string): Promise<string> {
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  return new Promise((resolve) => {
    socket.on("message", (data: Buffer) => resolve(data.toString()));
    socket.on("error", ({ message }) => resolve(message));
  });
}

it("N10 every example is tried", () => {
  const names = readdirSync(examples).flatMap((file) => /^(.*)\.ts$/.exec(file)?.slice(1) ?? []);
  expect(names.toSorted()).toEqual(Object.keys(elsewhere).toSorted());
});

it.each(Object.entries(elsewhere))(
  "N10 a program on %s serves documents, their files and the page below a path, and what is its own as before",
  async (name, [status, words]) => {
    const { program, httpUrl, wsUrl } = await start(name);
    await expectToServe(`${wsUrl}/docs`);

    const author = connect(`${wsUrl}/docs`, "with/a picture");
    onTestFinished(() => author.close());
    const picture = pngOf(600, 400);
    const upload = await author.files.add(new Blob([new Uint8Array(picture)]));
    await upload.whenDone();
    const address = author.files.urlOf(upload.src) ?? "";
    expect(address).toContain(`${httpUrl}/docs/`);
    const shown = await fetch(address);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(picture);

    for (const path of ["", "d/notes", "d/100%", "d/with/a%20picture"]) {
      const page = await fetch(`${httpUrl}/docs/${path}`);
      expect([path, page.status, page.headers.get("content-type")]).toEqual([
        path,
        200,
        "text/html; charset=UTF-8",
      ]);
    }
    expect((await fetch(`${httpUrl}/docs/healthz`)).status).toBe(200);
    expect((await fetch(`${httpUrl}/docs/nothing`)).status).toBe(404);

    expect(await (await fetch(`${httpUrl}/`)).text()).toBe("my program");
    const other = await fetch(`${httpUrl}/nothing`);
    expect(other.status).toBe(status);
    expect(await other.text()).toContain(words);
    expect(await firstWord(`${wsUrl}/nothing`)).toBe("Unexpected server response: 404");

    expect(await program.stop()).toBe(0);
    expect(program.output()).toBe("");
  },
);

it("N11 WebSockets of the program's own are beside those of documents", async () => {
  const { wsUrl } = await start("own-web-sockets");
  expect(await firstWord(`${wsUrl}/live`)).toBe("hello from my program");
  await expectToServe(`${wsUrl}/docs`);
});
