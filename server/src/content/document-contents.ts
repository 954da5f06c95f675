/**
 * Documents as a program reads and writes them without being in them: in the formats of files, and as Yjs
 * updates. Everything that integrates a document is done in a worker thread, within limits; an edit is
 * submitted to the room like anybody's, and merges with whatever others write at the same time.
 *
 * Invariants: 1. reading writes nothing and makes no document. 2. What is said to be written is on disk.
 * 3. Edits of one document from here are done one after the other. 4. Where a version was named, nothing is
 * submitted to a document that is another one at that moment. 5. After `close` nothing is submitted.
 */

import { fileOfSource, ProtocolError, type DocumentName } from "@coscribe/shared";
import type { DocxPicture } from "@coscribe/shared/docx";
import { allows, openGrant, type Grant } from "../access/grant.ts";
import type { TextFormat as FileFormat } from "../exchange/file-formats.ts";
import { putPictures } from "../exchange/incoming-pictures.ts";
import { OutgoingPictures } from "../exchange/outgoing-pictures.ts";
import type { Settings } from "../options.ts";
import type { Moment, Room } from "../room/room.ts";
import type { Rooms } from "../room/rooms.ts";
import { Visits, type Visit } from "../room/visits.ts";
import { ContentError } from "../worker/content/content-error.ts";
import type { Edit, ReadRequest, Told } from "../worker/content/content-job.ts";
import { JobLimitError } from "../worker/job-thread.ts";
import {
  type Called,
  fileFormats,
  type Asked,
  type ContentFormat,
  type EditedContent,
  type EditOptions,
  type ReadContent,
  type ReplaceOptions,
  type TextFormat,
} from "./content-requests.ts";
import { Bases } from "./bases.ts";
import { EditClients } from "./edit-clients.ts";

/** How often a document is read again because others wrote in it meanwhile. */
const mostReadings = 5;

/** How often a large update is screened again because others brought parts of it meanwhile. */
const mostScreenings = 5;

/** So many may be asked for at once, those that wait for a thread included. */
const mostAtOnce = 64;

/** Pictures that a .docx has in it, in bytes together; further ones are only named. */
const mostPictureBytes = 64 * 1024 * 1024;

/** See the head of this file. */
export class DocumentContents {
  readonly #settings: Settings;
  readonly #visits: Visits;
  readonly #clients = new EditClients();
  readonly #bases = new Bases();

  constructor(settings: Settings, rooms: Rooms) {
    this.#settings = settings;
    this.#visits = new Visits(settings, rooms, mostAtOnce);
  }

  /**
   * Reads a document as it is now, with what is not on disk yet; undefined where nobody has ever written to
   * it. Who may do so is the caller's to find out. Rejects with ContentError `tooMuchWork`; with
   * ProtocolError `tryAgainLater` where too many are reading; with the reason of `signal`, and with the
   * store's error.
   */
  async read(
    name: DocumentName,
    format: ContentFormat,
    signal?: AbortSignal,
  ): Promise<ReadContent | undefined> {
    return this.#look(name, signal, async (visit) => {
      if (format !== "update") return this.#told(visit, fileFormats[format]);
      return visit.room.examine(async (replica, { version }) => {
        return { body: replica.shared(), version, title: undefined };
      });
    });
  }

  /**
   * What a document is called: the title that somebody gave it, or else its first heading or line, on one line
   * of at most 200 characters. Undefined where it has none, or there is no such document. Rejects as
   * {@link read} does.
   */
  async title(name: DocumentName, signal?: AbortSignal): Promise<string | undefined> {
    return (await this.called(name, signal))?.title;
  }

  /** The same, and whether somebody gave it; undefined where there is no such document. */
  async called(name: DocumentName, signal?: AbortSignal): Promise<Called | undefined> {
    return this.#look(name, signal, async (visit) => {
      const { told } = await this.#read(visit, { ...titleOnly, untitled: name });
      return { title: told.title, isTitleSet: told.isTitleSet };
    });
  }

  /** The version that {@link read} would tell, without reading; undefined where there is no document. */
  async version(name: DocumentName, signal?: AbortSignal): Promise<string | undefined> {
    return this.#look(name, signal, async ({ room }) => (await room.moment()).version);
  }

  /**
   * Makes a document say `content`, by the smallest change: people who are typing keep what they type, blocks
   * that stay keep their ids, comments and whatever the format has no place for. Who has read the document and
   * made something of that names the version that was read, as `base`; otherwise what was written since is not
   * in the content, and taken out. On disk when it resolves.
   *
   * Rejects with ContentError, and with ProtocolError as submitting an update does: `forbidden`,
   * `documentTooLarge`, `documentDamaged`, and `tryAgainLater` also where the disk does not take it; with what
   * the file store rejects a picture with, and with the store's error.
   */
  async replace(
    name: DocumentName,
    format: TextFormat,
    content: Uint8Array | string,
    options: ReplaceOptions,
  ): Promise<EditedContent> {
    return this.#edit(name, { how: "replace", format, content }, options);
  }

  /** Puts content behind what a document holds. Otherwise as {@link replace}. */
  async append(
    name: DocumentName,
    format: TextFormat,
    content: Uint8Array | string,
    options: EditOptions,
  ): Promise<EditedContent> {
    return this.#edit(name, { how: "append", format, content }, options);
  }

  /** Gives a document a title, or takes it back where that is undefined. Otherwise as {@link replace}. */
  async setTitle(
    name: DocumentName,
    title: string | undefined,
    options: EditOptions,
  ): Promise<EditedContent> {
    return this.#edit(name, { how: "title", format: "text", content: title ?? "" }, options);
  }

  /**
   * Takes in a Yjs update, which is screened as that of a session; its client IDs become those of the user, who
   * may not use another's. On disk when it resolves. Rejects as {@link replace} does, with `updateRefused`
   * for what is no sound update, and with `incompleteUpdate`, having taken in nothing or a part, for one that builds on
   * something that the document does not have.
   */
  async apply(
    name: DocumentName,
    update: Uint8Array,
    options: EditOptions,
  ): Promise<EditedContent> {
    const { maxFrameBytes } = this.#settings;
    checkMayWrite(options.grant);
    checkSize(update.length, maxFrameBytes);
    return this.#visits.visitInTurn(name, options, async (visit) => {
      const { room } = visit;
      const before = await room.moment();
      checkVersion(before, options);
      const isComplete = await this.#submit(visit, update, options, () => {
        if (options.ifMatch !== undefined) checkUnchanged(room, before);
        return true;
      });
      if (isComplete !== true) throw new ContentError("incompleteUpdate");
      const { version, changeCount } = await room.moment();
      await visit.saved();
      return { version, isChanged: changeCount !== before.changeCount, leftOut: [] };
    });
  }

  /** Gives up what is under way. Resolves when nobody is in a room any more. */
  async close(): Promise<void> {
    await this.#visits.close();
  }

  /** Does `work` where there is a document. */
  async #look<T>(
    name: DocumentName,
    signal: AbortSignal | undefined,
    work: (visit: Visit) => Promise<T>,
  ): Promise<T | undefined> {
    return this.#visits.visit(name, { grant: openGrant, signal }, async (visit) => {
      return visit.room.isWritten ? work(visit) : undefined;
    });
  }

  async #told(visit: Visit, format: FileFormat): Promise<ReadContent> {
    const request = { format, untitled: visit.room.name, pictures: noPictures };
    const { told, version } = await this.#read(visit, request);
    if (format !== "docx" || told.pictures.length === 0) return contentOf(told, version);
    const pictures = await this.#picturesOf(told.pictures, visit.signal);
    const again = await this.#read(visit, { ...request, pictures });
    return contentOf(again.told, again.version);
  }

  async #read(
    { room, signal }: Visit,
    request: ReadRequest,
  ): Promise<{ readonly told: Told; readonly version: string }> {
    const { background } = this.#settings;
    return this.#limited(room, signal, () =>
      room.examine(async (replica, { version }) => {
        const told = await background.read(replica.pieces(), request, signal);
        const { snapshot } = told;
        if (snapshot !== undefined) this.#bases.remember(room.name, version, snapshot);
        return { told, version };
      }),
    );
  }

  async #picturesOf(
    sources: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, DocxPicture>> {
    const outgoing = new OutgoingPictures(this.#settings.store.files);
    const pictures = new Map<string, DocxPicture>();
    let bytes = 0;
    for (const source of new Set(sources)) {
      signal.throwIfAborted();
      if (fileOfSource(source) === undefined || bytes > mostPictureBytes) continue;
      // oxlint-disable-next-line no-await-in-loop -- one after the other, and no more than are taken
      const picture = await outgoing.read(source);
      if (picture === undefined) continue;
      bytes += picture.bytes.length;
      pictures.set(source, picture);
    }
    return pictures;
  }

  async #edit(name: DocumentName, asked: Asked, options: ReplaceOptions): Promise<EditedContent> {
    checkMayWrite(options.grant);
    const { content } = asked;
    const length = typeof content === "string" ? Buffer.byteLength(content) : content.length;
    checkSize(length, this.#settings.maxContentBytes);
    return this.#visits.visitInTurn(name, options, async (visit) => {
      for (let reading = 0; reading < mostReadings; reading++) {
        // oxlint-disable-next-line no-await-in-loop -- again only where the document has changed
        const edited = await this.#tryEdit(visit, asked, options);
        if (edited !== undefined) return edited;
      }
      throw new ProtocolError("tryAgainLater", "others are writing in it; try again in a moment");
    });
  }

  /**
   * Undefined where it has to be made anew. What others write meanwhile is no reason for that: the edit is a
   * change of what was read, and merges with theirs as theirs with each other's.
   */
  async #tryEdit(
    visit: Visit,
    asked: Asked,
    options: ReplaceOptions,
  ): Promise<EditedContent | undefined> {
    const { room, visitor } = visit;
    const { files } = this.#settings.store;
    const { edit, moment } = await this.#make(visit, asked, options);
    const { update, client, leftOut } = edit;
    if (options.onlyIfEmpty === true && !edit.wasEmpty) throw new ContentError("notEmpty");
    if (update === undefined) {
      await visit.saved();
      return { version: moment.version, isChanged: false, leftOut };
    }
    if (files !== undefined) await putPictures(files, edit.pictures);
    const isDone = await this.#submit(visit, update, options, () => {
      if (options.ifMatch !== undefined) checkUnchanged(room, moment);
      const isStillEmpty = options.onlyIfEmpty !== true || room.changeCount === moment.changeCount;
      return isStillEmpty && (room.vector.get(client.id) ?? 0) === client.clock;
    });
    if (isDone === undefined) return undefined;
    this.#clients.used(room.name, visitor.grant, client, room.vector);
    const { version } = await room.moment();
    await visit.saved();
    return { version, isChanged: true, leftOut };
  }

  async #make(
    { room, visitor, signal }: Visit,
    { how, format, content }: Asked,
    options: ReplaceOptions,
  ): Promise<{ readonly edit: Edit; readonly moment: Moment }> {
    const { background, store, maxFileBytes } = this.#settings;
    return this.#limited(room, signal, () =>
      room.examine(async (replica, moment) => {
        checkVersion(moment, options);
        const request = {
          how,
          format: fileFormats[format],
          content,
          client: this.#clients.of(room.name, visitor.grant, replica.vector),
          spareId: this.#clients.spare(replica.vector),
          base: this.#baseOf(room, moment, options),
          onlyIfEmpty: options.onlyIfEmpty === true,
          maxPictureBytes: store.files === undefined ? 0 : maxFileBytes,
        };
        return { edit: await background.edit(replica.pieces(), request, signal), moment };
      }),
    );
  }

  /** The version of which something is a change; undefined where that is the document as it is. */
  #baseOf({ name }: Room, { version }: Moment, { base }: ReplaceOptions): Uint8Array | undefined {
    if (base === undefined || base === version) return undefined;
    const snapshot = this.#bases.find(name, base);
    if (snapshot === undefined) throw new ContentError("baseUnknown");
    return snapshot;
  }

  /**
   * Submits an update if `mayBe` says, at that moment, that it may be; undefined where it says no. Otherwise as
   * `Room.submit`.
   */
  async #submit(
    visit: Visit,
    update: Uint8Array,
    options: EditOptions,
    mayBe: () => boolean,
  ): Promise<boolean | undefined> {
    const { room, visitor } = visit;
    const isSmall = update.length <= this.#settings.maxInlineBytes;
    for (let attempt = 0; attempt < mostScreenings; attempt++) {
      // oxlint-disable-next-line no-await-in-loop -- again only where others brought parts of it
      const screened = isSmall ? undefined : await room.screen(update, visitor);
      // oxlint-disable-next-line no-await-in-loop
      if (attempt === 0) await this.#askHook(visit, update, options);
      // oxlint-disable-next-line no-await-in-loop
      await options.askAgain?.();
      let isDone: boolean | undefined | Promise<boolean | undefined>;
      let isRefused = false;
      // oxlint-disable-next-line no-await-in-loop
      await room.whenHere(() => {
        visit.checkIsWanted();
        // What is taken in in parts has begun, and is brought to its end.
        isRefused = attempt === 0 && !mayBe();
        if (isRefused) return;
        isDone =
          screened === undefined
            ? room.submit(update, visitor)
            : room.submitScreened(screened, visitor);
      });
      if (isRefused) return undefined;
      // oxlint-disable-next-line no-await-in-loop
      const isComplete = await isDone;
      if (isComplete !== undefined) return isComplete;
    }
    throw new ProtocolError("tryAgainLater");
  }

  /** Rejects where the program does not want an edit of a client's. */
  async #askHook(
    { room, visitor }: Visit,
    update: Uint8Array,
    { address }: EditOptions,
  ): Promise<void> {
    const { updateGate } = this.#settings;
    if (updateGate === undefined || address === undefined || !(await room.isNews(update))) return;
    const { user } = visitor.grant;
    await updateGate.check({ document: room.name, user, address, update, isWholeState: false });
  }

  /** Tells those who ask what is too much work, and the program what went wrong otherwise. */
  async #limited<T>(room: Room, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof ContentError || cause instanceof ProtocolError) throw cause;
      this.#settings.onEvent({ type: "contentFailed", name: room.name, cause });
      if (!(cause instanceof JobLimitError)) throw cause;
      throw new ContentError("tooMuchWork", `this is too much work: ${cause.message}`, { cause });
    }
  }
}

const noPictures: ReadonlyMap<string, DocxPicture> = new Map();
const titleOnly = { format: undefined, pictures: noPictures };

function contentOf({ body, title }: Told, version: string): ReadContent {
  if (body === undefined) throw new Error("the thread has told nothing");
  return { body, version, title };
}

function checkMayWrite(grant: Grant): void {
  if (allows(grant, "write")) return;
  throw new ProtocolError("forbidden", "you may not write in this document");
}

function checkSize(bytes: number, most: number): void {
  if (bytes <= most) return;
  const reason = `the content has ${bytes} bytes, of at most ${most}`;
  throw new ContentError("contentTooLarge", reason);
}

function checkVersion({ version }: Moment, { ifMatch }: EditOptions): void {
  if (ifMatch !== undefined && ifMatch !== version) throw new ContentError("versionMismatch");
}

function checkUnchanged(room: Room, { changeCount }: Moment): void {
  if (room.changeCount !== changeCount) throw new ContentError("versionMismatch");
}
