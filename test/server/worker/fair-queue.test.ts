import { FairQueue } from "@coscribe/server/internal/worker/fair-queue";
import { describe, expect, it } from "vitest";

const ada = {};
const bob = {};
const eve = {};

function all(queue: FairQueue<string>): string[] {
  const order: string[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) order.push(next);
  return order;
}

describe("what waits for a worker thread", () => {
  it("R63 is done least first, and in order for each author", () => {
    const queue = new FairQueue<string>();
    queue.push("Eve's 30 MB", eve, 30);
    queue.push("Ada's page", ada, 2);
    queue.push("Ada's next page", ada, 2);
    queue.push("Bob's line", bob, 1);
    expect(all(queue)).toEqual(["Bob's line", "Ada's page", "Ada's next page", "Eve's 30 MB"]);
  });

  it("R63 is shared by size: whoever sends much does not come before whoever sends little", () => {
    const queue = new FairQueue<string>();
    for (let round = 0; round < 5; round++) queue.push(`Eve ${round}`, eve, 10);
    expect([queue.shift(), queue.shift()]).toEqual(["Eve 0", "Eve 1"]);
    queue.push("Ada", ada, 10);
    expect(queue.shift()).toBe("Eve 2");
    expect(queue.shift()).toBe("Ada");
    expect(all(queue)).toEqual(["Eve 3", "Eve 4"]);
  });

  it("R63 has its turn in the end, however much little comes meanwhile", () => {
    const queue = new FairQueue<string>();
    queue.push("Eve's 30 MB", eve, 30);
    const before: unknown[] = [];
    for (let round = 0; round < 100; round++) {
      queue.push("small", {}, 1);
      before.push(queue.shift());
      queue.push("small", ada, 1);
    }
    expect(before).toContain("Eve's 30 MB");
  });

  it("R62 can be taken back", () => {
    const queue = new FairQueue<string>();
    queue.push("a", ada, 1);
    queue.push("b", bob, 2);
    expect(queue.remove("a")).toBe(true);
    expect(queue.remove("a")).toBe(false);
    expect(all(queue)).toEqual(["b"]);
  });
});
