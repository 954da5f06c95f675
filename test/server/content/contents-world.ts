/** A server whose documents tests read and edit, with real threads, rooms and sessions. */

import {
  createSyncServer,
  openGrant,
  systemClock,
  type Background,
  type DocumentContents,
  type SyncServer,
  type SyncServerOptions,
} from "@coscribe/server";
import { threadBackground } from "@coscribe/server/internal/worker/background";
import { parseDocumentName, type DocumentName } from "@coscribe/shared";
import { plainText } from "@coscribe/shared/exchange";
import { flowText, insertText, readFlow } from "@coscribe/shared/flow";
import { afterAll, beforeAll } from "vitest";
import type { StockClient } from "../../support/stock-client.ts";

/** Whoever may do everything. */
export const anybody = { grant: openGrant };

/** A worker whose edits a test can hold up between their making and their submission. */
export class HeldEdits implements Background {
  readonly #real = threadBackground(systemClock);
  readonly compact = this.#real.compact;
  readonly screen = this.#real.screen;
  readonly convert = this.#real.convert;
  readonly read = this.#real.read;
  /** Does something with the next edit that has been made, before it is submitted. */
  meanwhile: (() => Promise<void>) | undefined;

  async edit(...args: Parameters<Background["edit"]>): ReturnType<Background["edit"]> {
    const made = await this.#real.edit(...args);
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    return made;
  }
}

/** One server for all tests of a file, whose threads need not start again for each. */
export class ContentsWorld {
  readonly background = new HeldEdits();
  #server: SyncServer | undefined;
  #url = "";
  #names = 0;

  constructor(options: () => SyncServerOptions) {
    beforeAll(async () => {
      this.#server = createSyncServer({ background: this.background, ...options() });
      const { url } = await this.#server.listen({ port: 0 });
      this.#url = url.replace("http:", "ws:");
    });
    afterAll(() => this.#server?.close());
  }

  get contents(): DocumentContents {
    return this.#server!.contents;
  }

  /** `ws://localhost:…` */
  get url(): string {
    return this.#url;
  }

  /** The name of a document that no other test has. */
  name(): DocumentName {
    return parseDocumentName(`document ${++this.#names}`);
  }
}

/** What somebody sees of a document. */
export function seen({ doc }: StockClient): string {
  return plainText(readFlow(flowText(doc)).blocks);
}

/** Has somebody type, in the block that says `line`, behind `before`. */
export function type({ doc }: StockClient, line: string, before: string, letters: string): void {
  const flow = readFlow(flowText(doc));
  const block = flow.blocks.find((one) => plainText([one]).includes(line));
  if (block === undefined) throw new Error(`nothing says ${line}: ${plainText(flow.blocks)}`);
  const offset = plainText([block]).indexOf(before) + before.length;
  insertText(flow, { block: block.id, offset }, letters);
}
