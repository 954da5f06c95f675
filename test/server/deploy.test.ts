/** The files for whoever runs the server, as far as a machine without systemd and Docker can try them. */

import { execFile, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { writeCertificate } from "../support/certificate.ts";
import { describeWith, type Part } from "../support/part.ts";
import { startServer } from "../support/server-process.ts";
import { root } from "../support/source-files.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const healthCheck = join(root, "server/deploy/health-check.mjs");
const unit = readFileSync(join(root, "server/deploy/coscribe.service"), "utf8");

/** The exit code of the container's health check with these variables. */
async function checkHealth(variables: Record<string, string>): Promise<number> {
  const env = { ...process.env, ...variables };
  return promisify(execFile)(process.execPath, [healthCheck], { env }).then(
    () => 0,
    ({ code }: { code: number }) => code,
  );
}

describe("the container's health check", () => {
  it("O13 finds a server below its path that speaks TLS, and misses one that is not there", async () => {
    const { cert, key } = writeCertificate(temporaryFolder());
    const flags = ["--base", "/docs/", "--cert", cert, "--key", key];
    const server = await startServer(temporaryFolder(), ...flags);
    const { port } = new URL(server.httpUrl);
    const variables = { PORT: port, COSCRIBE_BASE: "/docs", COSCRIBE_CERT: cert };
    expect(await checkHealth(variables)).toBe(0);
    expect(await checkHealth({ ...variables, COSCRIBE_BASE: "/" })).toBe(1);
    await server.stop("SIGTERM");
    expect(await checkHealth(variables)).toBe(1);
  });

  it("O13 finds a server without any of that", async () => {
    const server = await startServer(temporaryFolder());
    expect(await checkHealth({ PORT: new URL(server.httpUrl).port })).toBe(0);
  });
});

const systemd: Part<true> =
  spawnSync("systemd-analyze", ["--version"]).status === 0
    ? { isHere: true, value: true }
    : { isHere: false, because: "there is no systemd-analyze", getIt: "apt-get install systemd" };

describeWith("the unit for systemd", systemd, () => {
  it("O13 is one that systemd understands, and leaves little open", () => {
    const file = join(temporaryFolder(), "coscribe.service");
    writeFileSync(file, unit.replace("/usr/bin/node", process.execPath));
    const verified = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" });
    expect(verified).toMatchObject({ status: 0, stderr: "" });
    const security = ["security", "--offline=yes", "--threshold=20", file];
    expect(spawnSync("systemd-analyze", security).status).toBe(0);
  });
});

describe("the unit for systemd", () => {
  it("O13 gives the server the time that it takes to stop", () => {
    const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(unit) ?? [];
    const serve = readFileSync(join(root, "server/src/command/commands/serve.ts"), "utf8");
    const [, ms = ""] = /stopTimeoutMs = ([\d_]+);/.exec(serve) ?? [];
    expect(Number(seconds) * 1_000).toBeGreaterThan(Number(ms.replaceAll("_", "")) + 1_000);
  });
});
