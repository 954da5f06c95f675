/** A real server that is killed while documents are moved, on a real disk. */

import { expect, it } from "vitest";
import { apiOf } from "../../support/api-client.ts";
import { startServer } from "../../support/server-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const kills = Number(process.env["KILLS"] ?? 3);

it(
  "A30 killed again and again while a document gets one name after the other, it is whole, under one of them",
  { retry: 0, timeout: 60_000 + kills * 5_000 },
  async () => {
    const data = temporaryFolder();
    const text = `# Moved\n\n${"words and more words ".repeat(2_000).trim()}\n`;
    let count = 0;
    for (let kill = 0; kill <= kills; kill++) {
      const server = await startServer(data);
      const ask = apiOf(server.url);
      if (kill === 0) await ask("PUT /content/name0", { body: text, type: "text/markdown" });
      const listed = (await ask("GET /documents")).json.documents as { readonly name: string }[];
      expect(listed).toHaveLength(1);
      const [{ name } = { name: "" }] = listed;
      // The one that was being given when it was killed may count, or not.
      expect([`name${count}`, `name${count + 1}`]).toContain(name);
      count = Number(name.slice("name".length));
      for (const each of new Set(["name0", name])) {
        expect((await ask(`GET /content.md/${each}`)).text).toBe(text);
      }
      if (kill === kills) {
        await server.stop("SIGTERM");
        return;
      }
      setTimeout(() => void server.stop("SIGKILL"), 20 + Math.random() * 150);
      for (let isUp = true; isUp;) {
        const next = { json: { name: `name${count + 1}` } };
        const reply = await ask(`POST /rename/name${count}`, next).catch(() => undefined);
        isUp = reply?.status === 200;
        if (isUp) count++;
      }
    }
  },
);
