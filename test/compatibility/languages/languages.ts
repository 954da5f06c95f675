/** The libraries whose programs are in this folder, and what they need. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Part } from "../../support/part.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** What runs a program of `languages/`: a command and its arguments, before the URL. */
export type Runner = () => readonly string[];

/** One library. */
export interface Language {
  readonly title: string;
  /** What Debian calls it. */
  readonly packages: readonly string[];
  /** The code that it reports when the server closes with 1012; 1012 when left out. */
  readonly closesWith?: number;
  /** How to run it, or undefined where something is missing. */
  find(): Runner | undefined;
}

/** All of them. */
export const languages: readonly Language[] = [
  {
    title: "Python websockets",
    packages: ["python3-websockets"],
    find: () => pythonWith("websockets", "python_websockets.py"),
  },
  {
    title: "Python aiohttp",
    packages: ["python3-aiohttp"],
    find: () => pythonWith("aiohttp", "python_aiohttp.py"),
  },
  {
    title: "Go gorilla/websocket",
    packages: ["golang-go", "golang-github-gorilla-websocket-dev"],
    find: () => goWith("github.com/gorilla/websocket", "go_gorilla.go"),
  },
  {
    title: "Go nhooyr.io/websocket",
    packages: ["golang-go", "golang-nhooyr-websocket-dev"],
    find: () => goWith("nhooyr.io/websocket", "go_nhooyr.go"),
  },
  {
    title: "Java java.net.http",
    packages: ["default-jdk-headless"],
    find: () => runs("javac", "-version") && (() => ["java", program("JavaNet.java")]),
  },
  {
    title: "Ruby faye-websocket",
    // It takes 1012, which RFC 6455 does not name but IANA does, for a mistake of the server.
    closesWith: 1002,
    packages: ["ruby", "ruby-faye-websocket"],
    find: () => {
      return (
        runs("ruby", "-e", "require 'faye/websocket'") && (() => ["ruby", program("ruby_faye.rb")])
      );
    },
  },
  {
    title: "Perl Mojolicious",
    packages: ["libmojolicious-perl"],
    find: () => {
      const perl = "/usr/bin/perl";
      return runs(perl, "-MMojolicious", "-e1") && (() => [perl, program("perl_mojolicious.pl")]);
    },
  },
];

/** How to run a library's program, or what to install. */
export function partOf(language: Language): Part<Runner> {
  const value = language.find();
  if (value !== undefined) return { isHere: true, value };
  const packages = language.packages.join(" ");
  return {
    isHere: false,
    because: `${packages} is not installed`,
    getIt: `apt-get install ${packages}`,
  };
}

/** The first Python that has `module`: the system's packages belong to the system's one. */
function pythonWith(module: string, file: string): Runner | undefined {
  const python = ["python3", "/usr/bin/python3"].find((path) =>
    runs(path, "-c", `import ${module}`),
  );
  return python === undefined ? undefined : () => [python, program(file)];
}

/** Debian keeps the sources of Go's packages in one place; a program is built before it is run. */
function goWith(library: string, file: string): Runner | undefined {
  const sources = "/usr/share/gocode";
  if (!existsSync(join(sources, "src", library)) || runs("go", "version") === undefined)
    return undefined;
  return () => {
    const binary = join(temporaryFolder(), "client");
    const { status, stderr } = spawnSync("go", ["build", "-o", binary, program(file)], {
      env: { ...process.env, GO111MODULE: "off", GOPATH: sources },
    });
    if (status !== 0) throw new Error(`go build: ${stderr.toString()}`);
    return [binary];
  };
}

/** True when the command ends well, else undefined. */
function runs(command: string, ...args: string[]): true | undefined {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0 ? true : undefined;
}

function program(file: string): string {
  return join(folder, file);
}
