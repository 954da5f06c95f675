/** A program of this folder that runs, and y-websocket's protocol spoken through it. */

import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { onTestFinished } from "vitest";
import * as Y from "yjs";

/** A client in another language, and the document that its messages make. It ends with the test. */
export class Program {
  /** True when a SyncStep2 has come. */
  isSynced = false;
  /** The code with which the connection ended; undefined until then. */
  closed: number | undefined;
  readonly #doc: Y.Doc;
  readonly #child: ChildProcess;

  constructor([command = "", ...args]: readonly string[], url: string, doc: Y.Doc) {
    this.#doc = doc;
    const child = spawn(command, [...args, url], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    onTestFinished(() => void child.kill("SIGKILL"));
    child.stdin.on("error", () => undefined);
    createInterface({ input: child.stdout }).on("line", (line) => this.#receive(line));
    child.on("exit", () => (this.closed ??= 0));
    this.#send(0, Y.encodeStateVector(doc));
  }

  /** Edits the document's text, and sends what Yjs makes of it. */
  edit(change: (text: Y.Text) => void): void {
    const before = Y.encodeStateVector(this.#doc);
    change(this.#doc.getText("text"));
    this.#send(2, Y.encodeStateAsUpdate(this.#doc, before));
  }

  #receive(line: string): void {
    const [, code] = /^closed (-?\d+)$/.exec(line) ?? [];
    if (code !== undefined) {
      this.closed = Number(code);
      return;
    }
    const decoder = decoding.createDecoder(Buffer.from(line, "hex"));
    if (decoding.readVarUint(decoder) !== 0) return;
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === 0) this.#send(1, Y.encodeStateAsUpdate(this.#doc, body));
    else Y.applyUpdate(this.#doc, body);
    if (kind === 1) this.isSynced = true;
  }

  /** Sends SyncStep1 (0), SyncStep2 (1) or an Update (2). */
  #send(kind: 0 | 1 | 2, body: Uint8Array): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, body);
    this.#child.stdin?.write(`${Buffer.from(encoding.toUint8Array(encoder)).toString("hex")}\n`);
  }
}
