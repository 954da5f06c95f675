/** What tests of the embedded editor run in a page: the element, and the React component. */

import { defineEditorElement, type CoscribeEditorElement } from "@coscribe/client/element";
import { CoscribeEditor, type CoscribeEditorProps } from "@coscribe/client/react";
import { createElement, StrictMode, version as reactVersion } from "react";
import { createRoot } from "react-dom/client";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import "@coscribe/client/embed.css";

/** What a page has been told by elements: the events' names in order. */
const told: string[] = [];

/** An element with these attributes at the end of the page. */
function add(attributes: Readonly<Record<string, string>>): CoscribeEditorElement {
  const element = document.createElement("coscribe-editor") as CoscribeEditorElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.querySelector("#place")?.append(element);
  return element;
}

/** Mounts a React component under StrictMode, waits until `isEnough` of it, and unmounts it. */
async function mountOnce(
  props: CoscribeEditorProps,
  isEnough: (place: Element) => boolean,
): Promise<void> {
  const place = document.createElement("div");
  document.body.append(place);
  const root = createRoot(place);
  root.render(createElement(StrictMode, undefined, createElement(CoscribeEditor, props)));
  await frameUntil(() => isEnough(place));
  root.unmount();
  place.remove();
}

async function frameUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(requestAnimationFrame);
}

/** See {@link mountOnce}: every other time it is there until it can be edited. */
async function mountOften(props: CoscribeEditorProps, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await mountOnce(props, (place) => {
      const selector = time % 2 === 0 ? ".coscribe" : "[contenteditable=true]";
      return place.querySelector(selector) !== null;
    });
  }
}

/** Mounts it for good, with what it tells in {@link told}. */
function mount(props: CoscribeEditorProps): (more: Partial<CoscribeEditorProps>) => void {
  const root = createRoot(document.querySelector("#place")!);
  const show = (more: Partial<CoscribeEditorProps>): void => {
    const all: CoscribeEditorProps = {
      ...props,
      ...more,
      onSaved: () => told.push("saved"),
      onChange: ({ isOwn }) => told.push(isOwn ? "own change" : "change"),
    };
    root.render(createElement(StrictMode, undefined, createElement(CoscribeEditor, all)));
  };
  show({});
  return show;
}

for (const name of ["coscribe-status", "coscribe-saved", "coscribe-change"]) {
  document.addEventListener(name, () => told.push(name));
}
defineEditorElement();

/** What tests call. */
export interface EmbedPage {
  readonly add: typeof add;
  readonly mount: typeof mount;
  readonly mountOften: typeof mountOften;
  readonly told: readonly string[];
  readonly reactVersion: string;
}

declare global {
  var embedPage: EmbedPage;
}

globalThis.embedPage = { add, mount, mountOften, told, reactVersion };
