import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../support/source-files.ts";

it("E150 the icons are those of the installed Lucide, and its licence lies beside them", () => {
  const check = spawnSync(process.execPath, [join(root, ".scripts/icon-drawings.mjs"), "--check"], {
    encoding: "utf8",
  });
  expect(check.stderr).toBe("");
  expect(check.status).toBe(0);
});
