/** What the tabs of one browser tell each other about the offline copies in one database. */

/** What has happened to a copy. */
export interface CopyNews {
  readonly copy: number;
  /** `written`: there are new records with edits. `gone`: it was set aside or removed. */
  readonly change: "written" | "gone";
}

/** One tab's end. */
export class CopyChannel {
  readonly #channel: BroadcastChannel;

  /** `onNews` hears what others post, and never what this end does. */
  constructor(databaseName: string, onNews: (news: CopyNews) => void) {
    this.#channel = new BroadcastChannel(databaseName);
    this.#channel.addEventListener("message", ({ data }: MessageEvent<CopyNews>) => onNews(data));
  }

  /** Tells the others. */
  post(news: CopyNews): void {
    this.#channel.postMessage(news);
  }

  /** Hears and tells nothing any more. */
  close(): void {
    this.#channel.close();
  }
}
