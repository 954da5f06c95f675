/** What tests of the offline copy run in a tab. Bundled by offline-support.ts. */

import {
  connect,
  forgetOfflineCopies,
  offlineDocuments,
  setAsideCopies,
  type Connection,
  type ConnectionStatus,
  type OfflineDocument,
  type SaveStatus,
  type SetAsideCode,
  type UploadState,
} from "@coscribe/client";
import * as Y from "yjs";

declare global {
  /** Exposed by tests that want to know how many words are safe, as soon as that is said. */
  var wordsAreSafe: ((count: number) => void) | undefined;
}

let opened: Connection | undefined;
let typedWords = 0;
let unreadable = 0;
let url = "";

function connection(): Connection {
  if (opened === undefined) throw new Error("open comes first");
  return opened;
}

/** Joins the document `name` on the server at `serverUrl`, with an offline copy. */
function open(serverUrl: string, name: string): void {
  url = serverUrl;
  const joined = connect(url, name, { offline: true });
  opened = joined;
  joined.on("copyUnreadable", () => unreadable++);
  joined.on("saveStatus", () => {
    if (joined.isSafeToLeave) globalThis.wordsAreSafe?.(typedWords);
  });
}

function type(...words: string[]): void {
  for (const word of words) {
    typedWords++;
    text().insert(text().length, word);
  }
}

/** Types a word, and returns what was told before the end of that task. */
function toldWhileTyping(word: string): { isSafeToLeave: boolean; status: SaveStatus }[] {
  const told: { isSafeToLeave: boolean; status: SaveStatus }[] = [];
  const stop = connection().on("saveStatus", (status) => {
    told.push({ isSafeToLeave: connection().isSafeToLeave, status });
  });
  type(word);
  stop();
  return told;
}

function text(): Y.Text {
  return connection().doc.getText("text");
}

/** Everything that tests use in a tab. */
const offlinePage = {
  open,
  /** Each word is one edit. */
  type,
  toldWhileTyping,
  text: (): string => text().toString(),
  status: (): ConnectionStatus => connection().status,
  saveStatus: (): SaveStatus => connection().saveStatus,
  isSafeToLeave: (): boolean => connection().isSafeToLeave,
  loaded: (): Promise<string> => connection().loaded(),
  addFile,
  /** Where each file is that is not on the server, by the order in which they were added. */
  uploads: (): UploadState[] => connection().files.all.map(({ state }) => state),
  cancelUploads: (): void => {
    for (const upload of connection().files.all) upload.cancel();
  },
  imageSize,
  known: (): Promise<readonly OfflineDocument[]> => offlineDocuments(url),
  forget: (serverUrl: string, name: string): Promise<void> => forgetOfflineCopies(serverUrl, name),
  /** The texts and close codes of the copies that were set aside. */
  setAside: async (name: string): Promise<{ code: SetAsideCode; text: string }[]> =>
    (await setAsideCopies(url, name)).map(({ code, updates }) => {
      const doc = new Y.Doc();
      for (const update of updates) Y.applyUpdate(doc, update);
      return { code, text: doc.getText("text").toString() };
    }),
  /** How often a part of the copy could not be read. */
  unreadable: (): number => unreadable,
  damage,
  /** Joins and leaves so many times, each a little later than the last. */
  comeAndGo: async (serverUrl: string, times: number): Promise<void> => {
    const doc = new Y.Doc();
    for (let time = 0; time < times; time++) {
      const joined = connect(serverUrl, "doc", { doc, offline: true });
      doc.getText("text").insert(0, ".");
      await new Promise((resolve) => setTimeout(resolve, time % 20));
      joined.close();
    }
  },
  recordsOf,
  hold,
  /** Waits until the database could have been given to somebody else so many times. */
  turns: (count: number): Promise<void> =>
    new Promise((resolve) => {
      const end = turns + count;
      const check = (): void => (turns >= end ? resolve() : void setTimeout(check));
      check();
    }),
  release: (): void => {
    isHolding = false;
  },
};

let isHolding = false;
let turns = 0;

/** Keeps everybody else from writing, until `release`: what a disk does that is busy. */
async function hold(serverUrl: string): Promise<void> {
  const database = await openDatabase(serverUrl);
  const store = database.transaction("updates", "readwrite").objectStore("updates");
  isHolding = true;
  return new Promise((resolve) => {
    const turn = (): void => {
      turns++;
      resolve();
      if (isHolding) store.count().addEventListener("success", turn);
      else database.close();
    };
    store.count().addEventListener("success", turn);
  });
}

/** Adds a file of these bytes, or of so many, each with the value `fill`, and tells its `src`. */
async function addFile(
  content: readonly number[] | { size: number; fill: number },
): Promise<string> {
  const bytes =
    "size" in content ? new Uint8Array(content.size).fill(content.fill) : Uint8Array.from(content);
  const { src } = await connection().files.add(new File([bytes], "added.bin"));
  return src;
}

/** Width and height of an image as it is shown in the page, and from where. */
async function imageSize(src: string): Promise<{ from: string; width: number; height: number }> {
  const address = connection().files.urlOf(src) ?? "";
  const image = document.createElement("img");
  // The page is of another origin than the server.
  image.crossOrigin = "anonymous";
  image.src = address;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  return { from: new URL(address).protocol, width, height };
}

/** What a device may make of a record. */
export type Damage = "cut" | "no bytes" | "no update";

/** Puts something else in the place of a record, or adds a record of nonsense. */
async function damage(
  serverUrl: string,
  which: "first" | "last" | "new",
  as: Damage,
): Promise<void> {
  const database = await openDatabase(serverUrl);
  const store = database.transaction("updates", "readwrite").objectStore("updates");
  const found = store.openCursor(null, which === "first" ? "next" : "prev");
  return new Promise((resolve) => {
    found.addEventListener("success", () => {
      const { copy, update } = found.result!.value as { copy: number; update: Uint8Array };
      const damaged = { cut: update.slice(0, -3), "no bytes": "lost", "no update": damagedBytes };
      const row = { copy, update: damaged[as] };
      const put = which === "new" ? store.add(row) : store.put(row, found.result!.key);
      put.addEventListener("success", () => {
        database.close();
        resolve();
      });
    });
  });
}

const damagedBytes = Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);

/** How many records the browser has of all documents. */
async function recordsOf(serverUrl: string): Promise<number> {
  const database = await openDatabase(serverUrl);
  const count = database.transaction("updates").objectStore("updates").count();
  return new Promise((resolve) => {
    count.addEventListener("success", () => {
      database.close();
      resolve(count.result);
    });
  });
}

function openDatabase(serverUrl: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(`coscribe ${serverUrl}`);
  return new Promise((resolve, reject) => {
    opening.addEventListener("error", () => reject(opening.error));
    opening.addEventListener("success", () => resolve(opening.result));
  });
}

/** The type of the page's global `offlinePage`. */
export type OfflinePage = typeof offlinePage;

(globalThis as unknown as { offlinePage: OfflinePage }).offlinePage = offlinePage;
