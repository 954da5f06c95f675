/**
 * One story for every library: two people write one document, one after the other, at the same time
 * and away from each other, while the server is stopped, started, compacts and is killed; whoever
 * comes later finds what they have. All have the same content and the same encoded document.
 */

import { inspect, isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import * as Y from "yjs";
import { startServer, type ServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { untilCompacted } from "../support/until-compacted.ts";
import { untilSaved } from "../support/until-saved.ts";
import { until } from "../support/until.ts";
import type { Library, Member } from "./library.ts";

const document = "story";

type Author = Pick<Member, "write" | "change" | "connect" | "disconnect">;

/** Plays the story with the first person on `library` and the second on `other`. */
export async function playStory(library: Library, other: Library = library): Promise<void> {
  const story = new Story(temporaryFolder());
  await story.start();
  const ada = await story.join(library);
  ada.write("alpha");
  const ben = await story.join(other);
  await story.converge("the first word");

  // One after the other.
  for (const [turn, author] of [ada, ben, ada, ben].entries()) {
    author.write(`turn${turn}`);
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    await story.converge(`word ${turn}`);
    author.change(turn);
    // oxlint-disable-next-line no-await-in-loop -- see above
    await story.converge(`change ${turn}`);
  }

  // At the same time, and then for longer without hearing of each other.
  ada.write("together");
  ben.write("jointly");
  ada.change(4);
  ben.change(5);
  await story.converge("edits made at the same time");
  ben.disconnect();
  ada.write("online");
  ben.write("offline");
  ada.change(6);
  ben.change(7);
  ben.connect();
  await story.converge("edits made offline");

  // The server is stopped, and comes back while one of them is away.
  await story.stop("SIGTERM");
  ada.write("stopped");
  ben.write("meanwhile");
  ben.disconnect();
  await story.start();
  ada.change(8);
  await story.compact();
  ben.change(9);
  ben.connect();
  await story.converge("edits made across a restart and a compaction");

  // It is killed, with everything on disk, and comes back to edits that it does not know.
  await story.stop("SIGKILL");
  ada.write("killed");
  ben.write("alone");
  ben.change(10);
  await story.start();
  await story.converge("edits made across a kill");

  await story.join(library);
  await story.join(other);
  await story.converge("those who come later to have everything");
  await story.stop("SIGKILL");
  await story.start();
  await story.converge("everybody to be back");
  ada.change(11);
  await story.converge("a change after everything");
  story.end();
}

/** The server, everybody who has joined, and every word that was written. */
class Story {
  readonly #data: string;
  readonly #members: { readonly library: Library; readonly member: Member }[] = [];
  readonly #words: string[] = [];
  #server: ServerProcess | undefined;
  #port = "0";

  constructor(data: string) {
    this.#data = data;
  }

  /** Starts the server, on the port that it had before. */
  async start(): Promise<void> {
    this.#server = await startServer(this.#data, "--port", this.#port, "--log-level", "debug");
    this.#port = new URL(this.#server.url).port;
  }

  /** Stops it when everything that it was sent is on disk. */
  async stop(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const server = this.#running;
    await untilSaved(server.url, document);
    const code = await server.stop(signal);
    if (signal === "SIGTERM") expect(code).toBe(0);
  }

  /** Adds somebody. Each of their edits must change the document. */
  async join(library: Library): Promise<Author> {
    const member = await library.join(this.#running.url, document);
    this.#members.push({ library, member });
    const edit = (change: () => void): void => {
      const before = member.state;
      change();
      expect(Buffer.compare(before, member.state), `${library.title} changed nothing`).not.toBe(0);
    };
    return {
      write: (word) => {
        this.#words.push(word);
        edit(() => member.write(word));
      },
      change: (turn) => edit(() => member.change(turn)),
      disconnect: () => member.disconnect(),
      connect: () => member.connect(),
    };
  }

  /** Has the server compact the document. */
  async compact(): Promise<void> {
    await untilCompacted(this.#running, document);
  }

  /** Resolves when all have every word, the same content and the same document. */
  async converge(what: string): Promise<void> {
    try {
      await until(what, () => this.#hasConverged, 15_000);
    } catch (cause) {
      const found = this.#members.map(({ library, member }) => ({
        library: library.title,
        content: member.content,
        refusals: member.refusals,
        structs: inspect(structsOf(member), { depth: 4 }),
      }));
      throw new Error(`${what}: ${JSON.stringify(found, undefined, 2)}`, { cause });
    }
  }

  /** Nobody was refused for good. */
  end(): void {
    expect(this.#members.flatMap(({ member }) => member.refusals)).toEqual([]);
  }

  get #hasConverged(): boolean {
    const contents = new Map<Library, unknown>();
    for (const { library, member } of this.#members) {
      const { content } = member;
      const text = JSON.stringify(content);
      if (!this.#words.every((word) => text.includes(word))) return false;
      // Not as text: the keys of a map have no order.
      if (!isDeepStrictEqual(contents.get(library) ?? content, content)) return false;
      contents.set(library, content);
    }
    const [first, ...others] = this.#members.map(({ member }) => structsOf(member));
    return others.every((other) => isDeepStrictEqual(other, first));
  }

  get #running(): ServerProcess {
    if (this.#server === undefined) throw new Error("the server was not started");
    return this.#server;
  }
}

/**
 * A member's document as structs and deletions, as Yjs 13 has them after reading it: one document may
 * be cut into structs in different ways, and the keys of an object have no order (ywasm writes them
 * in another one each time).
 */
function structsOf(member: Member): unknown {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, member.state);
  const structs = Y.decodeUpdate(Y.encodeStateAsUpdate(doc));
  doc.destroy();
  return structs;
}
