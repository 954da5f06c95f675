/** The part of y-leveldb that tests use. It comes with types that its `exports` do not name. */

declare module "y-leveldb" {
  export class LeveldbPersistence {
    constructor(directory: string);
    storeUpdate(name: string, update: Uint8Array): Promise<number>;
    flushDocument(name: string): Promise<void>;
    setMeta(name: string, key: string, value: unknown): Promise<void>;
    destroy(): Promise<void>;
  }
}
