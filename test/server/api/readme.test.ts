/** The commands of the README's section on HTTP, as they stand there. */

import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { levelStore } from "@coscribe/server";
import { apiOf } from "../../support/api-client.ts";
import { root } from "../../support/source-files.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

it.skipIf(!hasCurl)("A6 the commands of the server's README on HTTP do what they say", async () => {
  const { port, url } = await testServer({ store: levelStore(temporaryFolder()) });
  const readme = readFileSync(join(root, "server/README.md"), "utf8");
  const [, section = ""] = readme.split("## Documents through HTTP");
  const [, commands = ""] = /```sh\n(.*?)```/s.exec(section) ?? [];
  expect(commands.match(/curl --fail/g)!.length).toBeGreaterThan(5);
  const script = `set -e\n${commands.replaceAll("localhost:1234", `127.0.0.1:${port}`)}`;
  const { stdout } = await promisify(execFile)("sh", ["-c", script]);
  expect(stdout).toContain('"title":"The plan"');
  expect(stdout).toContain("<p>And do it.</p>");
  const ask = apiOf(url);
  expect((await ask("GET /documents/notes/done")).json).toMatchObject({
    title: "The plan",
    aliases: ["notes/plan"],
    deletedAt: null,
  });
  expect((await ask("GET /content.md/notes/plan")).text).toBe(
    "# Plan\n\n- [ ] write it down\n\nAnd do it.\n",
  );
});
