/** The address of a block. */

import {
  blockInFragment,
  fragmentOfBlock,
} from "@coscribe/client/internal/ui/block-handle/reveal-block";
import { describe, expect, it } from "vitest";

describe("the address of a block", () => {
  it.each(["k4m7x2p9a", "~1:2", "a b%&#=é"])("P213 leads to the block %s", (id) => {
    expect(blockInFragment(fragmentOfBlock(id))).toBe(id);
  });

  it.each(["", "#", "#text", "#block=", "#block=%", "#block=a&b=c"])(
    "P213 %j leads to none",
    (fragment) => {
      expect(blockInFragment(fragment)).toBeUndefined();
    },
  );
});
