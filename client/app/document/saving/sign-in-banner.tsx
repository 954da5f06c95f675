/** Says that one has been signed out by something in front of the server, and leads to where to sign in. */

import type { Connection } from "@coscribe/client";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Banner, useObserved } from "@coscribe/client/ui";
import { useAccessWords } from "../../access/access-words.ts";
import { isSignInAsked } from "./sign-in.ts";

/** How long there must be no connection before it is asked why, and how often then, in milliseconds. */
const askEveryMs = 5_000;

/** See the head of this file. Nothing while there is a connection, or another reason for there being none. */
export function SignInBanner({
  connection,
}: {
  readonly connection: Connection;
}): JSX.Element | null {
  const isLost = useObserved(
    connection,
    (source, listener) => source.on("status", listener),
    ({ status: { state } }) => state === "connecting" || state === "disconnected",
  );
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => {
    if (!isLost) {
      setIsAsked(false);
      return undefined;
    }
    let isOver = false;
    const timer = setInterval(() => {
      void isSignInAsked().then((asked) => {
        if (!isOver) setIsAsked(asked);
      });
    }, askEveryMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isLost]);

  const words = useAccessWords(isAsked);
  if (!isAsked || words === undefined) return null;
  const signIn = (
    <a
      class="coscribe-button coscribe-button-primary"
      href={location.href}
      target="_blank"
      rel="noopener"
    >
      {words.say("signIn.open")}
    </a>
  );
  return (
    <Banner title={words.say("signIn.title")} actions={signIn}>
      <p>
        {words.say("signIn.text")}{" "}
        {words.say(connection.isSafeToLeave ? "signIn.kept" : "signIn.onlyHere")}
      </p>
    </Banner>
  );
}
