/** The start page: make a document, open one by name, or return to a recent one. */

import { Icon, TooltipLayer } from "@coscribe/client/ui";
import type { JSX } from "preact";
import { sampleFragment } from "../document/sample/sample-fragment.ts";
import { homePath } from "../page-root.ts";
import type { Preferences } from "../preferences.ts";
import { randomDocumentName } from "../random-name.ts";
import { secureRandom } from "../random.ts";
import { documentPath } from "../route.ts";
import { Logo } from "../ui/brand.tsx";
import { ThemeSwitch } from "../ui/theme-switch.tsx";
import { Documents } from "./documents.tsx";
import { OpenForm } from "./open-form.tsx";

/** See the head of this file. */
export function HomeView({ preferences }: { readonly preferences: Preferences }): JSX.Element {
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <header class="home-bar">
        <ThemeSwitch preferences={preferences} />
      </header>
      <main id="main" class="home" tabIndex={-1}>
        <div class="home-intro">
          <Logo />
          <h1>Coscribe</h1>
          <p>Write together. Everyone with the link sees every word as it is typed.</p>
        </div>
        <section class="home-start" aria-label="Start">
          <div class="home-buttons">
            <button
              type="button"
              class="coscribe-button coscribe-button-primary coscribe-button-large"
              onClick={createDocument}
            >
              <Icon name="plus" />
              New document
            </button>
            <button
              type="button"
              class="coscribe-button coscribe-button-large"
              onClick={createExample}
            >
              <Icon name="lightbulb" />
              See an example
            </button>
          </div>
          <OpenForm />
        </section>
        <Documents preferences={preferences} />
      </main>
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
