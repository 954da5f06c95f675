/** What Prometheus is given, and the dashboard on it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { levelStore } from "@coscribe/server";
import { describe, expect, it } from "vitest";
import { RawPeer } from "../../support/raw-peer.ts";
import { root } from "../../support/source-files.ts";
import { syncedClient, textOf } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { testServer } from "../../support/test-server.ts";
import { until } from "../../support/until.ts";

/** The samples of a scrape: `name{labels}` and its value. */
async function scrape(url: string): Promise<Map<string, number>> {
  const response = await fetch(`${url.replace("ws", "http")}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split("\n").filter((line) => /^[a-z]/.test(line));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

/** The names of figures, without labels. */
function namesIn(samples: Iterable<string>): Set<string> {
  return new Set([...samples].map((sample) => sample.replace(/\{.*/, "")));
}

/** The names that an expression of PromQL asks for. */
function namesAskedFor(expression: string): readonly string[] {
  return [...expression.matchAll(/(?<![$\w])(?:coscribe|process)_[a-z0-9_]+/g)].map(
    ([name]) => name,
  );
}

describe("figures for Prometheus", () => {
  it("O10 count sessions, documents, updates, deliveries, bytes and commits", async () => {
    const { url, server } = await testServer({ store: levelStore(temporaryFolder()) });
    const before = await scrape(url);
    expect(before.get("coscribe_sessions")).toBe(0);
    const writer = await syncedClient(url, "doc");
    const reader = await syncedClient(url, "doc");
    writer.doc.getText("text").insert(0, "hello");
    await until("the edit", () => textOf(reader) === "hello");
    await until("it to be saved", () => server.unsavedDocuments().length === 0);
    const samples = await scrape(url);
    expect(Object.fromEntries(samples)).toMatchObject({
      coscribe_sessions: 2,
      coscribe_sessions_opened_total: 2,
      coscribe_documents_open: 1,
      coscribe_documents_opened_total: 1,
      coscribe_updates_total: 1,
      coscribe_save_seconds_count: 1,
      coscribe_ready: 1,
      coscribe_unsaved_bytes: 0,
      'coscribe_save_seconds_bucket{le="+Inf"}': 1,
      'coscribe_failures_total{kind="write"}': 0,
      'coscribe_queued_bytes{queue="clients"}': 0,
    });
    expect(samples.get("coscribe_deliveries_total")).toBeGreaterThanOrEqual(1);
    expect(samples.get("coscribe_commit_seconds_count")).toBeGreaterThanOrEqual(1);
    expect(samples.get("coscribe_received_bytes_total")).toBeGreaterThan(100);
    expect(samples.get("coscribe_sent_bytes_total")).toBeGreaterThan(100);
    expect(samples.get('coscribe_memory_bytes{kind="resident"}')).toBeGreaterThan(1e7);
    expect(samples.get('coscribe_memory_bytes{kind="documents"}')).toBeGreaterThan(0);
    for (const client of [writer, reader]) client.provider.destroy();
    await until("them to leave", () => server.health().sessions === 0);
    const after = await scrape(url);
    const moved = (of: Map<string, number>): number => of.get("coscribe_received_bytes_total")!;
    expect(moved(after)).toBeGreaterThanOrEqual(moved(samples));
    const closed = [...after].filter(([name]) => name.startsWith("coscribe_sessions_closed_total"));
    expect(closed.reduce((sum, [, count]) => sum + count, 0)).toBe(2);
  });

  it("O10 count refusals and ends by code, however many codes clients make up", async () => {
    const { url, port } = await testServer();
    const foreign = new RawPeer(port, "/doc", { Origin: "https://foreign.example" });
    await foreign.ended();
    const odd = new RawPeer(port, "/doc");
    await odd.message(0);
    // A close frame with the code 4999, masked with zeros.
    odd.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 4999 >> 8, 4999 & 0xff]));
    await odd.ended();
    const samples = await scrape(url);
    expect(samples.get('coscribe_connections_refused_total{code="4403"}')).toBe(1);
    expect(samples.get('coscribe_sessions_closed_total{code="other"}')).toBe(1);
  });

  it("O11 tell of no document, and nobody elsewhere unless that is meant", async () => {
    const closed = await testServer();
    await syncedClient(closed.url, "secret");
    const proxied = { headers: { "X-Forwarded-For": "192.0.2.1" } };
    const metrics = (url: string): string => `${url.replace("ws", "http")}/metrics`;
    const text = await (await fetch(metrics(closed.url))).text();
    expect(text).not.toContain("secret");
    const refused = await fetch(metrics(closed.url), proxied);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain("--metrics");
    const open = await testServer({ metrics: true });
    expect((await fetch(metrics(open.url), proxied)).status).toBe(200);
  });

  it("O12 the dashboard asks for figures that there are, and every figure is described", async () => {
    const { url, port } = await testServer();
    await new RawPeer(port, "/doc", { Origin: "https://foreign.example" }).ended();
    const ended = await syncedClient(url, "doc");
    ended.provider.destroy();
    await until("its end", async () => {
      return [...(await scrape(url)).keys()].some((name) => name.includes("sessions_closed"));
    });
    const there = namesIn((await scrape(url)).keys());
    const dashboard = readFileSync(join(root, "server/deploy/grafana.json"), "utf8");
    const expressions = [...dashboard.matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)].map(
      ([, text = ""]) => text,
    );
    expect(expressions.length).toBeGreaterThan(15);
    const asked = expressions.flatMap(namesAskedFor);
    expect(expressions.filter((expression) => namesAskedFor(expression).length === 0)).toEqual([]);
    expect(asked.filter((name) => !there.has(name))).toEqual([]);
    const guide = readFileSync(join(root, "server/OPERATING.md"), "utf8");
    const plain = [...there].map((name) =>
      name.replace(/_seconds_(bucket|sum|count)$/, "_seconds"),
    );
    expect([...new Set(plain)].filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
    expect(
      namesAskedFor(guide).filter((name) => !there.has(name) && !plain.includes(name)),
    ).toEqual([]);
  });
});
