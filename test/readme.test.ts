/** The code in the READMEs runs as it stands there. */

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { connect } from "@coscribe/client";
import { root } from "./support/source-files.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { testServer } from "./support/test-server.ts";
import { until } from "./support/until.ts";

/** The TypeScript in a README that mentions `word`, for a port and a data directory of our own. */
function snippet(readme: string, word: string, port: number, data: string): string {
  const blocks = readFileSync(join(root, readme), "utf8").matchAll(/```ts\n(.*?)```/gs);
  const found = [...blocks].map(([, block]) => block ?? "").find((block) => block.includes(word));
  if (found === undefined) throw new Error(`no code with ${word} in ${readme}`);
  return found.replaceAll("1234", String(port)).replaceAll('"./data"', JSON.stringify(data));
}

/** Runs code as a program beside the packages; its output grows as it runs. */
function runProgram(code: string): { output: () => string; stop: () => Promise<number | null> } {
  const folder = mkdtempSync(join(root, "test", ".snippet-"));
  writeFileSync(join(folder, "program.ts"), code);
  const child = spawn(
    process.execPath,
    ["--conditions=@coscribe/source", "--import", "tsx", join(folder, "program.ts")],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = once(child, "exit") as Promise<[number | null]>;
  const stop = async (): Promise<number | null> => {
    child.kill("SIGTERM");
    const [exitCode] = await exited;
    return exitCode;
  };
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
    rmSync(folder, { recursive: true });
  });
  return { output: () => output, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Writes through one client and reads through another. */
async function expectToServe(url: string): Promise<void> {
  const writer = connect(url, "doc");
  const reader = connect(url, "doc");
  onTestFinished(() => {
    writer.close();
    reader.close();
  });
  await Promise.all([writer.synced(), reader.synced()]);
  writer.doc.getText("text").insert(0, "served");
  await until("the edit", () => reader.doc.getText("text").length === 6);
}

it("A6 the server's README embeds a server that listens", async () => {
  const port = await freePort();
  const program = runProgram(snippet("server/README.md", "listen({", port, temporaryFolder()));
  await until("it to listen", () => program.output().includes(`ws://localhost:${port}/NAME`));
  await expectToServe(`ws://localhost:${port}`);
  expect(await program.stop()).toBe(0);
});

it("A6 the server's README attaches a server to another one", async () => {
  const port = await freePort();
  const program = runProgram(snippet("server/README.md", "attach(", port, temporaryFolder()));
  await until("it to listen", async () => {
    return (await fetch(`http://localhost:${port}/`).catch(() => undefined))?.ok === true;
  });
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
