/** Values that Yjs itself copes with, however odd: nobody is refused for them. */

import { expect, it } from "vitest";
import { startServer } from "../support/server-process.ts";
import { syncedClient, textOf } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { untilSaved } from "../support/until-saved.ts";
import { until } from "../support/until.ts";

/** Deeper than any data of people, and far from where a reader's stack ends. */
const depth = 200;

const odd: readonly [string, unknown][] = [
  [`JSON nested ${depth} deep`, nested(depth)],
  ["an object with a key __proto__ of its own", JSON.parse('{ "__proto__": { "a": 1 }, "b": 2 }')],
  ["such an object inside another value", [{ c: JSON.parse('{ "__proto__": null }') as unknown }]],
];

for (const [what, value] of odd) {
  it(`P115 ${what} is taken in, and what is typed afterwards arrives`, async () => {
    const data = temporaryFolder();
    const server = await startServer(data);
    const ada = await syncedClient(server.url, "odd");
    const ben = await syncedClient(server.url, "odd");
    const refusals: unknown[] = [];
    ada.provider.on("closed", (refusal) => refusals.push(refusal));
    ada.doc.getMap("map").set("odd", value);
    ada.doc.getText("text").insert(0, "afterwards");
    await until("both edits, or a refusal", () => {
      return refusals.length > 0 || (ben.doc.getMap("map").has("odd") && textOf(ben) !== "");
    });
    expect(refusals).toEqual([]);
    ben.doc.getText("text").insert(0, "and ");
    await until("the answer", () => textOf(ada) === "and afterwards");
    await untilSaved(server.url, "odd");
    await server.stop("SIGKILL");
    const late = await syncedClient((await startServer(data)).url, "odd");
    expect(textOf(late)).toBe("and afterwards");
    expect(late.doc.getMap("map").get("odd")).toEqual(ben.doc.getMap("map").get("odd"));
  });
}

/** An object in an array in an object …, `levels` deep. */
function nested(levels: number): unknown {
  let value: unknown = "inside";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}
