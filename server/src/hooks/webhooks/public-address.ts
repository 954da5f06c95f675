/**
 * Which addresses are out in the world. Whoever may say where webhooks go must not reach this machine, its network
 * or the metadata service of its cloud with them.
 *
 * The ranges are those of IANA's special-purpose registries that are not globally reachable
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, iana-ipv6-special-registry), and multicast.
 */

import { BlockList, isIP, isIPv4 } from "node:net";

const notPublic = new BlockList();
for (const range of [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]) {
  const [network = "", bits] = range.split("/");
  notPublic.addSubnet(network, Number(bits), "ipv4");
}
for (const range of ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]) {
  const [network = "", bits] = range.split("/");
  notPublic.addSubnet(network, Number(bits), "ipv6");
}

/** All that is assigned of IPv6 so far. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/** Addresses in which the last 32 bits are one of IPv4: mapped ones, and those of NAT64. */
const embedding = new BlockList();
embedding.addSubnet("::ffff:0:0", 96, "ipv6");
embedding.addSubnet("64:ff9b::", 96, "ipv6");

/** Whether `address` is an IP address that everybody may send something to. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !notPublic.check(address, "ipv4");
    case 6: {
      // A zone is only ever needed on the local link.
      if (address.includes("%")) return false;
      if (embedding.check(address, "ipv6")) return isPublicAddress(embeddedIn(address));
      return globalUnicast.check(address, "ipv6") && !notPublic.check(address, "ipv6");
    }
    default:
      return false;
  }
}

/** The IPv4 address in the last 32 bits. */
function embeddedIn(address: string): string {
  const last = address.slice(address.lastIndexOf(":") + 1);
  if (isIPv4(last)) return last;
  // In the one way in which URLs write IPv6 addresses, the last two groups are those bits.
  const { hostname } = new URL(`http://[${address}]`);
  const groups = hostname.slice(1, -1).split("::");
  const [, tail = groups[0] ?? ""] = groups;
  const [high = "0", low = "0"] = ["0", "0", ...tail.split(":").filter(Boolean)].slice(-2);
  const bytes = [high, low].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
  return bytes.join(".");
}
