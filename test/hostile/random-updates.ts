/**
 * Random updates from a grammar: every kind of struct, with client IDs and clocks from so small a
 * range that structs meet: the same origins, parents that are no types, lists in maps, cycles,
 * gaps, repetitions.
 *
 * Updates that break a rule are refused, and lead nowhere; so most structs keep the rules, as far as
 * the model here knows them, and build up documents in which the others can do harm.
 */

import type { Random } from "../support/random.ts";
import {
  anyValues,
  contents,
  gc,
  item,
  nestedJson,
  skip,
  update,
  type Content,
  type Deletes,
  type Id,
  type Place,
  type Structs,
} from "./bytes.ts";

const clients = [1, 2, 3, 4, 0xffff_ffff];
const roots = ["text", "embeds", "map", "array", "prosemirror", "__proto__", ""];
const keys = ["key0", "key1", "bold", "__proto__", ""];
const words = ["a", "word", "naïve", "🙂", "日本", "\u0000", "ab🙂cd"];
const jsons = ["null", "1", '"x"', "{}", '{"__proto__":{"a":1}}', "[[]]", nestedJson(900), "true"];

/** Where something lives: under which key of what, or in its list; undefined for nowhere. */
type Where = { readonly parent: string; readonly key: string | undefined } | undefined;

/** Writes one random update after the other, each knowing what the ones before it hold. */
export class RandomUpdates {
  readonly #random: Random;
  /** How many structs of 1,000 may break any rule. */
  readonly #sinsPerThousand: number;
  /** Client ID → the clock after its last struct. */
  readonly #ends = new Map<number, number>();
  /** Where each clock of each client lives. */
  readonly #whereabouts = new Map<string, Where>();
  /** Where types stand, so that parents are often real. */
  readonly #types: Id[] = [];

  constructor(random: Random) {
    this.#random = random;
    this.#sinsPerThousand = random.pick([0, 10, 100, 1_000]);
  }

  /** The next update for a document that has `known` clocks of each client. */
  next(known: ReadonlyMap<number, number>): Uint8Array {
    const random = this.#random;
    this.#ends.clear();
    for (const [client, clock] of known) this.#ends.set(client, clock);
    const count = 1 + random.below(3);
    const authors = clients.filter(() => random.chance(0.5)).slice(0, count);
    // Each author's clocks are given out before any struct is made, so that structs of one update
    // refer to one another in both directions.
    const runs = authors.map((client) => this.#run(client));
    const deletes = random.chance(0.4) ? [this.#deletes()] : [];
    return update(runs, deletes);
  }

  #run(client: number): Structs {
    const random = this.#random;
    const end = this.#ends.get(client) ?? 0;
    const start = random.chance(0.95) ? end : Math.max(0, end + random.below(5) - 3);
    const structs: Uint8Array[] = [];
    let clock = start;
    for (let left = 1 + random.below(6); left > 0; left--) {
      const { bytes, length } = this.#struct({ client, clock });
      structs.push(bytes);
      clock += length;
    }
    this.#ends.set(client, Math.max(end, clock));
    return { client, clock: start, structs };
  }

  #struct(id: Id): { readonly bytes: Uint8Array; readonly length: number } {
    const random = this.#random;
    if (random.chance(0.005)) return { bytes: skip(2), length: 2 };
    const isSin = random.below(1_000) < this.#sinsPerThousand;
    for (let tries = 0; tries < 20; tries++) {
      const { content, length } = this.#content();
      const place = this.#place(id);
      const where = this.#whereIs(place);
      if (!isSin && !this.#isProper(place, where, content, length)) continue;
      this.#note(id, length, where);
      if (content.kind === 7 && where !== undefined) this.#types.push(id);
      return { bytes: item(content, place), length };
    }
    this.#note(id, 2, undefined);
    return { bytes: gc(2), length: 2 };
  }

  #note({ client, clock }: Id, length: number, where: Where): void {
    for (let offset = 0; offset < length; offset++) {
      this.#whereabouts.set(`${client} ${clock + offset}`, where);
    }
  }

  #whereIs({ origin, rightOrigin, parent, key }: Place): Where {
    const neighbour = origin ?? rightOrigin;
    if (neighbour !== undefined) return this.#whereabouts.get(idText(neighbour));
    if (typeof parent === "string") return { parent, key };
    const isType = this.#types.some(({ client, clock }) => {
      return client === parent?.client && clock === parent.clock;
    });
    return isType && parent !== undefined ? { parent: idText(parent), key } : undefined;
  }

  #isProper(place: Place, where: Where, content: Content, length: number): boolean {
    const { rightOrigin } = place;
    const right = rightOrigin && this.#whereabouts.get(idText(rightOrigin));
    if (
      rightOrigin !== undefined &&
      (right?.parent !== where?.parent || right?.key !== where?.key)
    ) {
      return false;
    }
    if (where?.key === undefined) return true;
    return rightOrigin === undefined && (length === 1 || content.kind === 1);
  }

  #content(): { readonly content: Content; readonly length: number } {
    const random = this.#random;
    const length = 1 + random.below(3);
    const values = Array.from({ length }, () => this.#any(0));
    switch (random.below(10)) {
      case 0:
        return { content: contents.deleted(length), length };
      case 1: {
        const texts = Array.from({ length }, () => random.pick([...jsons, "undefined"]));
        return { content: contents.json(texts), length };
      }
      case 2:
        return { content: contents.binary(Uint8Array.of(1, 2)), length: 1 };
      case 3:
      case 4: {
        const text = random.pick(words);
        return { content: contents.string(text), length: text.length };
      }
      case 5:
        return { content: contents.embed(this.#json()), length: 1 };
      case 6:
        return { content: contents.format(random.pick(keys), this.#json()), length: 1 };
      case 7: {
        const kind = random.below(7);
        const named = kind === 3 || kind === 5;
        return { content: contents.type(kind, named ? random.pick(words) : undefined), length: 1 };
      }
      case 8:
        return { content: contents.any(values), length };
      default:
        return {
          content: contents.document(random.pick(words), this.#documentOptions()),
          length: 1,
        };
    }
  }

  #json(): string {
    return this.#random.pick(this.#random.chance(0.005) ? ["undefined", "{", ""] : jsons);
  }

  #documentOptions(): Uint8Array {
    const random = this.#random;
    if (random.chance(0.02)) return this.#any(0);
    const names = [
      "meta",
      "gc",
      "autoLoad",
      "shouldLoad",
      "encoding",
      "collectionid",
      "guid",
      "gcFilter",
    ];
    const isSin = random.chance(0.02);
    const entries = names
      .slice(0, isSin ? names.length : 6)
      .filter(() => random.chance(0.3))
      .map((name) => [name, name === "meta" || isSin ? this.#any(0) : this.#scalar()] as const);
    return anyValues.object(entries);
  }

  #scalar(): Uint8Array {
    const random = this.#random;
    switch (random.below(5)) {
      case 0:
        return anyValues.null;
      case 1:
        return anyValues.undefined;
      case 2:
        return anyValues.true;
      case 3:
        return anyValues.integer(random.below(63));
      default:
        return anyValues.string(random.pick(words));
    }
  }

  #any(depth: number): Uint8Array {
    const random = this.#random;
    const limit = depth < 3 ? 9 : 6;
    switch (random.below(limit)) {
      case 0:
        return anyValues.bytes;
      case 1:
      case 2:
      case 3:
      case 4:
      case 5:
        return this.#scalar();
      case 6:
        return anyValues.array(Array.from({ length: random.below(3) }, () => this.#any(depth + 1)));
      case 7:
        return anyValues.nested(random.chance(0.02) ? 990 : 50);
      default:
        return anyValues.object(
          Array.from({ length: random.below(3) }, () => [
            random.pick(random.chance(0.1) ? keys : keys.slice(0, 3)),
            this.#any(depth + 1),
          ]),
        );
    }
  }

  #place(id: Id): Place {
    const random = this.#random;
    const key = random.chance(0.3) ? { key: random.pick(keys) } : {};
    const choice = random.below(10);
    if (choice < 5) {
      return {
        ...key,
        ...(choice !== 1 && { origin: this.#reference(id) }),
        ...(choice !== 0 && choice !== 2 && { rightOrigin: this.#reference(id) }),
      };
    }
    const types = this.#types.filter((type) => type.clock < this.#limitFor(id, type.client));
    if (choice < 8 && types.length > 0) {
      return { ...key, parent: random.chance(0.9) ? random.pick(types) : this.#reference(id) };
    }
    return { ...key, parent: random.pick(roots) };
  }

  /** The first clock of `client` that a struct at `id` may not refer to. */
  #limitFor(id: Id, client: number): number {
    return client === id.client ? id.clock : (this.#ends.get(client) ?? 0);
  }

  /** Something before `id`; rarely something that is not there. */
  #reference(id: Id): Id {
    const random = this.#random;
    if (random.chance(0.01)) return { client: random.pick(clients), clock: random.below(50) };
    const others = [...this.#ends.keys(), id.client].filter((client) => {
      return this.#limitFor(id, client) > 0;
    });
    const client = others.length > 0 ? random.pick(others) : id.client;
    return { client, clock: random.below(Math.max(1, this.#limitFor(id, client))) };
  }

  #deletes(): Deletes {
    const random = this.#random;
    const client = random.pick(clients);
    const ranges = Array.from({ length: 1 + random.below(3) }, () => {
      return [random.below((this.#ends.get(client) ?? 0) + 1), random.below(4)] as const;
    });
    return { client, ranges };
  }
}

function idText({ client, clock }: Id): string {
  return `${client} ${clock}`;
}
