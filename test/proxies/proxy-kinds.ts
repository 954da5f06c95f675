/**
 * The proxies of the chapter "Behind a proxy": their configurations as they stand there, and what a
 * whole installation has around them. What differs in a test is replaced: ports, addresses, the place
 * of the certificate.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/source-files.ts";

/** What a test has in place of what the chapter names. */
export interface Setting {
  /** A folder of the test's own, with the certificate. */
  readonly folder: string;
  /** In place of 443. */
  readonly port: number;
  /** In place of 1234. */
  readonly coscribePort: number;
  /** In place of 6081, or for whatever else the proxy wants to listen on. */
  readonly sparePort: number;
  /** Only what is below `/docs/` is passed on, as the chapter's table says. */
  readonly isBelow: boolean;
}

/** A program to run. */
export interface Program {
  readonly command: string;
  /** Where it listens. */
  readonly port: number;
  readonly args: readonly string[];
  /** Files that it needs, by name; they are written into the folder. */
  readonly files: Readonly<Record<string, string>>;
  /** What has it read its configuration again: a signal, or the same program with other arguments. */
  readonly reload?: NodeJS.Signals | readonly string[];
}

/** A proxy, or two in a row. */
export interface ProxyKind {
  readonly name: string;
  /** The programs and other files that it needs, and the packages of Debian that have them. */
  readonly needs: readonly string[];
  readonly packages: readonly string[];
  /** It tells the server who asks and by what name. */
  readonly tellsWhoAsks: boolean;
  /** What it takes by HTTP/2 with the configuration of the chapter. */
  readonly http2: "nothing" | "requests" | "WebSockets";
  readonly programs: (setting: Setting) => readonly Program[];
}

const modules = "/usr/lib/apache2/modules";
const apacheModules = "mpm_event authz_core authz_host ssl proxy proxy_http headers socache_shmcb";

/** It refuses to be root. */
const hitchUser = process.getuid?.() === 0 ? 'user = "nobody"\ngroup = "nogroup"\n' : "";

/** See the head of this file. */
export const proxyKinds: readonly ProxyKind[] = [
  {
    name: "nginx",
    needs: ["nginx"],
    packages: ["nginx"],
    tellsWhoAsks: true,
    http2: "requests",
    programs: (setting) => {
      const { folder } = setting;
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
        .join("\n");
      const file = `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
        events {} http { access_log off; ${temporary}\n${configuration("nginx", setting)} }`;
      const args = ["-p", folder, "-c", `${folder}/nginx.conf`, "-e", `${folder}/error.log`];
      const files = { "nginx.conf": file };
      return [{ command: "nginx", port: setting.port, args, files, reload: "SIGHUP" }];
    },
  },
  {
    name: "HAProxy",
    needs: ["haproxy"],
    packages: ["haproxy"],
    tellsWhoAsks: true,
    http2: "WebSockets",
    programs: (setting) => [
      {
        command: "haproxy",
        port: setting.port,
        args: ["-W", "-f", `${setting.folder}/haproxy.cfg`],
        files: { "haproxy.cfg": `${configuration("haproxy", setting)}\n` },
        reload: "SIGUSR2",
      },
    ],
  },
  {
    name: "Apache",
    needs: ["apache2"],
    packages: ["apache2"],
    tellsWhoAsks: true,
    http2: "nothing",
    programs: (setting) => {
      const { folder, port } = setting;
      const load = apacheModules
        .split(" ")
        .map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
        .join("\n");
      const file = `ServerRoot ${folder}\nServerName notes.example\nPidFile ${folder}/apache.pid
        DefaultRuntimeDir ${folder}\nErrorLog ${folder}/error.log\nUser www-data\nGroup www-data
        ${load}\nListen 127.0.0.1:${port}\n${configuration("apache", setting)}\n`;
      const args = ["-DFOREGROUND", "-f", `${folder}/apache.conf`];
      const files = { "apache.conf": file };
      return [{ command: "apache2", port, args, files, reload: "SIGUSR1" }];
    },
  },
  {
    name: "Caddy",
    needs: ["caddy"],
    packages: ["caddy"],
    tellsWhoAsks: true,
    http2: "requests",
    programs: (setting) => {
      const { folder, port, sparePort } = setting;
      const site = configuration("caddy", setting).replace(
        "notes.example {",
        `https://notes.example:${port} {
          bind 127.0.0.1
          tls ${folder}/notes.example.pem ${folder}/notes.example.key`,
      );
      const admin = `127.0.0.1:${sparePort}`;
      const file = `{\n admin ${admin}\n auto_https disable_redirects\n}\n${site}\n`;
      const settings = ["--adapter", "caddyfile", "--config", `${folder}/Caddyfile`];
      const reload = ["reload", "--force", "--address", admin, ...settings];
      const files = { Caddyfile: file };
      return [{ command: "caddy", port, args: ["run", ...settings], files, reload }];
    },
  },
  {
    name: "lighttpd",
    needs: ["lighttpd", "/usr/lib/lighttpd/mod_openssl.so"],
    packages: ["lighttpd", "lighttpd-mod-openssl"],
    tellsWhoAsks: true,
    http2: "WebSockets",
    programs: (setting) => {
      const { folder, sparePort } = setting;
      const file = `server.document-root = "${folder}"\nserver.bind = "127.0.0.1"
        server.port = ${sparePort}\nserver.errorlog = "${folder}/error.log"
        ${configuration("lighttpd", setting)}\n`;
      const args = ["-D", "-f", `${folder}/lighttpd.conf`];
      const files = { "lighttpd.conf": file };
      return [{ command: "lighttpd", port: setting.port, args, files, reload: "SIGUSR1" }];
    },
  },
  {
    name: "Varnish behind hitch",
    needs: ["varnishd", "hitch"],
    packages: ["varnish", "hitch"],
    tellsWhoAsks: true,
    http2: "nothing",
    programs: (setting) => {
      const { folder, sparePort } = setting;
      return [
        {
          command: "varnishd",
          port: sparePort,
          args: `-F -n ${folder}/varnish -a 127.0.0.1:${sparePort},PROXY -f ${folder}/notes.vcl`.split(
            " ",
          ),
          files: { "notes.vcl": `${configuration("vcl", setting)}\n` },
        },
        {
          command: "hitch",
          port: setting.port,
          args: ["--config", `${folder}/hitch.conf`],
          files: { "hitch.conf": `${configuration("hitch", setting)}\ndaemon = off\n${hitchUser}` },
          reload: "SIGHUP",
        },
      ];
    },
  },
  {
    name: "stunnel",
    needs: ["stunnel4"],
    packages: ["stunnel4"],
    tellsWhoAsks: false,
    http2: "nothing",
    programs: (setting) => [
      {
        command: "stunnel4",
        port: setting.port,
        args: [`${setting.folder}/stunnel.conf`],
        files: {
          "stunnel.conf": `foreground = yes\npid =\n${configuration("stunnel", setting)}\n`,
        },
        reload: "SIGHUP",
      },
    ],
  },
];

/** The configuration that the chapter has for `language`, on this machine only. */
function configuration(
  language: string,
  { folder, port, coscribePort, sparePort, isBelow }: Setting,
): string {
  const chapter = readFileSync(join(root, "server/OPERATING.md"), "utf8");
  const [, block] = new RegExp(`\`\`\`${language}\\n(.*?)\\n\`\`\``, "s").exec(chapter) ?? [];
  if (block === undefined) throw new Error(`the chapter has no configuration of ${language}`);
  return (isBelow ? belowPath(language, block, chapter) : block)
    .replaceAll("/etc/ssl/notes.example", `${folder}/notes.example`)
    .replaceAll(/\b1234\b/g, String(coscribePort))
    .replaceAll(/\b6081\b/g, String(sparePort))
    .replaceAll('host = "*"', 'host = "127.0.0.1"')
    .replaceAll(/(listen |bind |accept = |"):?443\b/g, `$1127.0.0.1:443`)
    .replace('port = "127.0.0.1:443"', 'port = "443"')
    .replaceAll(/\b443\b/g, String(port));
}

/** The same for what is below `/docs/`, with what the chapter's table says for that. */
function belowPath(language: string, block: string, chapter: string): string {
  const row = new RegExp(`^\\| ${language} +\\|(.*)\\|$`, "im").exec(chapter)?.[1];
  const [before, after] = row?.split("|").map((cell) => cell.trim().replaceAll("`", "")) ?? [];
  if (before === undefined || after === undefined) return block;
  if (!block.includes(before)) throw new Error(`${language}: there is no ${before}`);
  return block.replace(before, () => after);
}
