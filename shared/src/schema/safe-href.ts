/**
 * Which links are followed.
 *
 * A link's target comes from other people's clients and from pasted pages, so it is judged wherever
 * it leaves the document: on screen, on paste, in an export, and when somebody types one. Allowed
 * are pages (http, https, ftp), ways to reach people (mailto, tel, sms), places (geo) and references
 * without a scheme: all of them leave it to the reader what to do, and none runs or opens anything of
 * the reader's own computer. Everything else is refused, and so is whatever a browser might read
 * differently from what is read here.
 */

const allowedSchemes: ReadonlySet<string> = new Set("http https ftp mailto tel sms geo".split(" "));

/**
 * The target to put into `href`, without surrounding white space, or undefined when it must not be
 * followed. Total: any value may be given, and only a string can be safe.
 *
 * References without a scheme (`page`, `/page`, `?query`, `#part`) are safe, and so is `//host/page`:
 * it leads nowhere that `https://host/page` could not.
 */
export function safeHref(href: unknown): string | undefined {
  if (typeof href !== "string") return undefined;
  const target = href.trim();
  // Browsers drop tabs and newlines inside a URL and control characters before it, and so find a
  // scheme in "java\nscript:". No honest link has any, nor an invisible direction mark.
  if (target === "" || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(target)) return undefined;
  const scheme = /^([^/?#:]*):/.exec(target)?.[1];
  return scheme === undefined || allowedSchemes.has(scheme.toLowerCase()) ? target : undefined;
}
