/** The proxies whose word is taken for who asks, and by what address. */

import { BlockList, isIP } from "node:net";

/** See the head of this file. */
export class TrustedProxies {
  // Node's name for a set of address ranges.
  readonly #ranges = new BlockList();

  /** Takes addresses and ranges as {@link isAddressRange} knows them. */
  constructor(ranges: readonly string[]) {
    for (const text of ranges) {
      const { address, bits, family } = parseRange(text);
      this.#ranges.addSubnet(address, bits, family);
    }
  }

  /** Whether `address` is one of theirs. */
  has(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#ranges.check(address, version === 4 ? "ipv4" : "ipv6");
  }
}

/** Whether `text` is an IP address, or a range of them such as `10.0.0.0/8` or `fd00::/8`. */
export function isAddressRange(text: string): boolean {
  const { address, bits } = parseRange(text);
  const version = isIP(address);
  return version !== 0 && bits <= (version === 4 ? 32 : 128);
}

/** The bits are NaN where they are none, which is larger and smaller than nothing. */
function parseRange(text: string): {
  readonly address: string;
  readonly bits: number;
  readonly family: "ipv4" | "ipv6";
} {
  const [, address = "", bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const isFour = isIP(address) === 4;
  return {
    address,
    bits: bits === undefined ? (isFour ? 32 : 128) : Number(bits),
    family: isFour ? "ipv4" : "ipv6",
  };
}
