/**
 * Somebody else's project, with the packages installed from what `npm pack` makes of them, beside another Yjs
 * 13.6 than ours.
 *
 * What they depend on comes in the versions of our lock file, so that npm finds it in its cache and a release
 * of tomorrow fails no test of today.
 */

import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "../support/source-files.ts";

const run = promisify(execFile);

/** The folders of the packages, by which they are also called behind `@coscribe/`. */
export const packageNames = ["shared", "server", "client"] as const;

/** One of {@link packageNames}. */
export type PackageName = (typeof packageNames)[number];

/** What a package says of itself, as far as tests ask. */
export interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** A command that came to its end. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** The project. */
export interface Consumer {
  readonly folder: string;
  /** The version of Yjs that it asks for. */
  readonly yjsVersion: string;
  /** The packed package. */
  readonly tarball: (name: PackageName) => string;
  /** The folder in which the package is installed. */
  readonly installed: (name: PackageName) => string;
  readonly manifest: (name: PackageName) => Manifest;
  /** Writes a file of the project, and the folders on the way. */
  readonly write: (path: string, text: string) => void;
  readonly npm: (...args: readonly string[]) => Promise<Outcome>;
  readonly remove: () => Promise<void>;
}

/** Packs what is built, and installs it. */
export async function installPackages(): Promise<Consumer> {
  const place = mkdtempSync(join(tmpdir(), "coscribe-packages-"));
  const folder = join(place, "project");
  mkdirSync(folder);
  const workspaces = packageNames.flatMap((name) => ["--workspace", name]);
  await npm(root, "pack", "--ignore-scripts", "--pack-destination", place, ...workspaces);

  const tarball: Consumer["tarball"] = (name) =>
    join(place, `coscribe-${name}-${versionIn(join(root, name))}.tgz`);
  const installed: Consumer["installed"] = (name) => join(folder, "node_modules/@coscribe", name);
  const write: Consumer["write"] = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const yjsVersion = versionIn(join(root, "node_modules/yjs-other"));
  const versions = lockedVersions();
  const own = ["react", "@types/node", "@types/react"].map((name) => [name, versions[name]]);
  const project = {
    name: "project",
    private: true,
    type: "module",
    dependencies: {
      ...Object.fromEntries(packageNames.map((name) => [`@coscribe/${name}`, tarball(name)])),
      ...Object.fromEntries(own),
      yjs: yjsVersion,
    },
    overrides: versions,
  };
  write("package.json", JSON.stringify(project));
  await npm(folder, "install", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock");
  return {
    folder,
    yjsVersion,
    tarball,
    installed,
    manifest: (name) => manifestIn(installed(name)),
    write,
    npm: (...args) => outcomeOf("npm", args, folder),
    remove: () => rm(place, { recursive: true, force: true }),
  };
}

/** Compiles a folder of the project by our TypeScript. */
export async function compile(
  { folder, write }: Consumer,
  path: string,
  compilerOptions: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const strict = {
    target: "ES2023",
    lib: ["ES2023", "DOM", "DOM.Iterable"],
    types: ["node"],
    jsx: "react-jsx",
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    rootDir: ".",
  };
  const options = { ...strict, ...compilerOptions };
  write(join(path, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["."] }));
  const manifest = createRequire(import.meta.url).resolve("typescript/package.json");
  const compiler = join(dirname(manifest), "bin/tsc");
  return outcomeOf(process.execPath, [compiler, "-p", path], folder);
}

/** By name, the version of each package of which our lock file has only one; Yjs is the project's own. */
function lockedVersions(): Readonly<Record<string, string>> {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly version?: string; link?: boolean }>>;
  };
  const found = new Map<string, Set<string>>();
  for (const [path, { version, link }] of Object.entries(packages)) {
    const [, name] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    if (name === undefined || version === undefined || link === true || name === "yjs") continue;
    found.set(name, (found.get(name) ?? new Set()).add(version));
  }
  return Object.fromEntries(
    [...found].flatMap(([name, [version, ...others]]) =>
      others.length === 0 ? [[name, version ?? ""]] : [],
    ),
  );
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

function versionIn(folder: string): string {
  return manifestIn(folder).version;
}

async function npm(folder: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await outcomeOf("npm", args, folder);
  if (code !== 0) throw new Error(`npm ${args.join(" ")}: ${output}`);
}

/** What a run of npm around this one has said of its own project. */
const ofAnotherRun = /^npm_config_(local_prefix|prefix|workspaces?|include_workspace_root)$/i;

async function outcomeOf(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ofAnotherRun.test(name)),
  );
  try {
    const { stdout, stderr } = await run(command, args, { cwd, env });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    if (typeof code !== "number") throw error;
    return { code, output: stdout + stderr };
  }
}
