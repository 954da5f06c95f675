/** The start page: make a document, open one by name, or return to a recent one. */

import { Icon, TooltipLayer } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { sampleFragment } from "../document/sample/sample-fragment.ts";
import { usePageWords } from "../messages/use-page-words.ts";
import { homePath } from "../page-root.ts";
import type { Preferences } from "../preferences.ts";
import { randomDocumentName } from "../random-name.ts";
import { secureRandom } from "../random.ts";
import { documentPath } from "../route.ts";
import { Logo } from "../ui/brand.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { ThemeSwitch } from "../ui/theme-switch.tsx";
import { Documents } from "./documents.tsx";
import { OpenForm } from "./open-form.tsx";

/** See the head of this file. */
export function HomeView({ preferences }: { readonly preferences: Preferences }): JSX.Element {
  const words = usePageWords();
  const [library, setLibrary] = useState<typeof import("./library/library-part.ts")>();
  const offerTemplates = (): void => {
    import("./library/library-part.ts").then(setLibrary).catch(reportError);
  };
  return (
    <>
      <a class="skip-link" href="#main">
        {words.say("home.skip")}
      </a>
      <header class="home-bar">
        <LanguageSwitch preferences={preferences} />
        <ThemeSwitch preferences={preferences} />
      </header>
      <main id="main" class="home" tabIndex={-1}>
        <div class="home-intro">
          <Logo />
          <h1>Coscribe</h1>
          <p>{words.say("home.promise")}</p>
        </div>
        <section class="home-start" aria-label={words.say("home.start")}>
          <div class="home-buttons">
            <button
              type="button"
              class="coscribe-button coscribe-button-primary coscribe-button-large"
              onClick={createDocument}
            >
              <Icon name="plus" />
              {words.say("home.new")}
            </button>
            <button
              type="button"
              class="coscribe-button coscribe-button-large"
              onClick={createExample}
            >
              <Icon name="lightbulb" />
              {words.say("home.example")}
            </button>
            <button
              type="button"
              class="coscribe-button coscribe-button-large"
              onClick={offerTemplates}
            >
              <Icon name="copyPlus" />
              {words.say("home.template")}
            </button>
          </div>
          <OpenForm />
        </section>
        <Documents preferences={preferences} />
      </main>
      {library && <library.TemplateDialog onClose={() => setLibrary(undefined)} />}
      <TooltipLayer />
    </>
  );
}

function createDocument(): void {
  location.assign(newPath());
}

function createExample(): void {
  location.assign(newPath() + sampleFragment);
}

function newPath(): string {
  return documentPath(randomDocumentName(secureRandom), homePath);
}
