#!/usr/bin/env bash
# A LevelDB iterator hands out what lies behind a table that it cannot open, as if nothing were missing
# in between, and tells of it only at the end.
#
# Seen with leveldown 6.1.1: 3,000 records in several tables, a process that has no file descriptor left.
# The iterator goes on in the tables that are open already; its callback reports "Too many open files" after
# the last entry. Asked for by its key, a record of such a table is an error at once.
# One would have guessed that the iterator stops, with the error, where it cannot read on.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent leveldown@6.1.1

cat >try.cjs <<'JS'
const { closeSync, openSync } = require("node:fs");
const { randomBytes } = require("node:crypto");
const { promisify } = require("node:util");
const leveldown = require("leveldown");
const count = 3000;
const key = (n) => String(n).padStart(6, "0");

async function main() {
  let db = leveldown("data");
  await promisify(db.open.bind(db))();
  for (let n = 0; n < count; n++) {
    await promisify(db.put.bind(db))(key(n), randomBytes(4000), {});
  }
  await promisify(db.close.bind(db))();

  db = leveldown("data");
  await promisify(db.open.bind(db))();
  // Opens the table with the last record, and no other.
  await promisify(db.get.bind(db))(key(count - 1));
  const taken = [];
  try {
    for (;;) taken.push(openSync("/dev/null", "r"));
  } catch {}
  const seen = [];
  const iterator = db.iterator({ keyAsBuffer: false });
  const error = await new Promise((resolve) => {
    const next = () => {
      iterator.next((problem, found) => {
        if (problem) return resolve(problem);
        if (found === undefined) return resolve(undefined);
        seen.push(found);
        next();
      });
    };
    next();
  });
  const get = await promisify(db.get.bind(db))(key(0)).then(() => "found", (problem) => problem.message);
  for (const descriptor of taken) closeSync(descriptor);
  await promisify(iterator.end.bind(iterator))();
  console.log(`leveldown 6.1.1, node ${process.version}`);
  console.log(`written: ${key(0)} to ${key(count - 1)}`);
  console.log(`iterator: ${seen.length} entries, the first is ${seen[0]}, the last ${seen.at(-1)}; then: ${error?.message}`);
  console.log(`get ${key(0)}: ${get}`);
  const hasPassedOver = seen.length > 0 && seen.length < count && seen.at(-1) === key(count - 1);
  const isAsSeen = hasPassedOver && /too many open files/i.test(error?.message ?? "") && get !== "found";
  console.log(isAsSeen ? "as seen" : "this has changed");
  process.exit(isAsSeen ? 0 : 1);
}
main();
JS
bash -c 'ulimit -n 200; exec node try.cjs'
