/** The code in the READMEs runs as it stands there. */

import { randomBytes } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { connect } from "@coscribe/client";
import {
  expectToServe,
  freePort,
  placed,
  readmeBlock,
  runProgram,
  untilServed,
} from "./support/readme-program.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { testServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

/** The TypeScript in a README that mentions `word`, for a port and a data directory of our own. */
function snippet(readme: string, word: string, port: number, data: string): string {
  return placed(readmeBlock(readme, word), port, data);
}

it("A6 the server's README embeds a server that listens", async () => {
  const port = await freePort();
  const program = runProgram(snippet("server/README.md", "listen({", port, temporaryFolder()));
  await until("it to listen", () => program.output().includes(`ws://localhost:${port}/NAME`));
  await expectToServe(`ws://localhost:${port}`);
  expect(await program.stop()).toBe(0);
});

it("A6 the server's README opens a document for code of its own, which clients see", async () => {
  const port = await freePort();
  const program = runProgram(snippet("server/README.md", "server.open(", port, temporaryFolder()));
  await until("its output", () => program.output().includes("Opened at nine. \n"));
  expect(program.output()).toContain("clerk has written");
  const client = connect(`ws://localhost:${port}`, "minutes");
  onTestFinished(() => client.close());
  await client.synced();
  expect(client.doc.getText("text").toString()).toBe("Opened at nine. ");
  client.doc.getText("text").insert(0, "x");
  await until("the change", () => program.output().includes("somebody has written"));
  // The handle keeps nothing alive.
  expect(await program.stop()).toBe(0);
});

it("A6 the server's README reads and edits a document as Markdown, and then ends", async () => {
  const port = await freePort();
  const program = runProgram(
    snippet("server/README.md", "server.contents", port, temporaryFolder()),
  );
  expect(await program.ended()).toBe(0);
  expect(program.output()).toContain("Plan Plan\n- [x] buy milk");
});

it("A6 the server's README refuses what a hook refuses, and tells what is saved", async () => {
  const port = await freePort();
  const program = runProgram(snippet("server/README.md", "beforeUpdate", port, temporaryFolder()));
  await untilServed(`http://localhost:${port}/healthz`);
  const [archive, notes] = ["archive/1999", "notes"].map((name) => {
    const client = connect(`ws://localhost:${port}`, name);
    onTestFinished(() => client.close());
    client.doc.getText("text").insert(0, "words");
    return client;
  });
  await until("the refusal", () => archive?.access?.refused === "the archive is closed");
  expect(archive?.saveStatus.state).toBe("notSaved");
  await notes?.whenSaved();
  await until("the hook", () => program.output().includes("notes is saved, by somebody"));
  expect(await program.stop()).toBe(0);
});

it("A6 the server's README receives webhooks", async () => {
  const port = await freePort();
  const secret = randomBytes(32).toString("base64");
  const code = snippet("server/README.md", "standardwebhooks", port, "");
  const program = runProgram(code.replace('process.env["COSCRIBE_WEBHOOK_SECRET"]', `"${secret}"`));
  await until("it to listen", async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST" }).catch(() => null);
    return answer?.status === 400;
  });
  const { server } = await testServer({
    webhooks: [{ url: `http://127.0.0.1:${port}/hook`, secret }],
    allowPrivateWebhooks: true,
  });
  await server.open("minutes").read(() => undefined);
  await until("the event", () => program.output().includes("document: 'minutes'"));
  expect(program.output()).toContain("type: 'documentOpened'");
});

it("A6 the server's README attaches a server to another one", async () => {
  const port = await freePort();
  const program = runProgram(snippet("server/README.md", "attach(", port, temporaryFolder()));
  await untilServed(`http://localhost:${port}/`);
  await expectToServe(`ws://localhost:${port}/sync`);
  expect(await program.stop()).toBe(0);
});

it("A6 the client's README joins a document without a browser", async () => {
  const { url, port } = await testServer();
  const program = runProgram(snippet("client/README.md", "synced()", port, ""));
  const reader = connect(url, "notes/today");
  onTestFinished(() => reader.close());
  await until("the text", () => reader.doc.getText("text").length > 0);
  expect(reader.doc.getText("text").toString()).toBe("Hello from a program. ");
  await until("its output", () => program.output().includes("1 here"));
  expect(program.output()).toContain("connected");
});

it("A6 the client's README brings a file to the server", async () => {
  const { port } = await testServer();
  const program = runProgram(snippet("client/README.md", "files.add(", port, ""));
  await until("its output", () => program.output().includes("octet-stream"));
  const [, hash = ""] = /files\/([\da-f]{64}) /.exec(program.output()) ?? [];
  const url = `http://localhost:${port}/api/v1/files/${hash}`;
  await until("the file", async () => (await fetch(url)).ok);
  expect(await (await fetch(url)).text()).toBe("an image, or any other file");
});

it("A6 the schema's README writes a document by hand, and converts one", async () => {
  const byHand = runProgram(snippet("shared/src/schema/README.md", "insertEmbed", 0, ""));
  await until("its output", () => byHand.output().includes("\n"));
  expect(byHand.output()).toBe("- [x] buy milk\n");
  const converting = runProgram(snippet("shared/src/schema/README.md", "documentJson(", 0, ""));
  await until("its output", () => converting.output().includes('"doc"'));
  const [one, two, html, json] = converting.output().split("\n");
  expect([one, two]).toEqual(["- one", "- two"]);
  expect(html).toBe("<ul><li>one</li><li><strong>two</strong></li></ul>");
  expect(JSON.parse(json!)).toMatchObject({ type: "doc", content: [{ type: "textblock" }, {}] });
});
