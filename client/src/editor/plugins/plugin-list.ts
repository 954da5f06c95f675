/** The plugins of an editor, each of which is made once: those that keep something would lose it otherwise. */

import type { Plugin } from "prosemirror-state";
import type { EditorFeature } from "../feature.ts";

/** See the head of this file. */
export class PluginList {
  readonly #before: readonly Plugin[];
  readonly #after: readonly Plugin[];
  readonly #ofFeatures = new Map<EditorFeature, readonly Plugin[]>();
  #late: readonly Plugin[] = [];

  /** What stands `before` those of the features, and `after` them. */
  constructor(before: readonly Plugin[], after: readonly Plugin[]) {
    this.#before = before;
    this.#after = after;
  }

  /** Takes in plugins that are no feature's and have come late, in place of others. */
  takeLate(plugins: readonly Plugin[]): void {
    this.#late = plugins;
  }

  /** All of them, with those of `features`. */
  withFeatures(features: readonly EditorFeature[]): Plugin[] {
    const ofFeatures = features.flatMap((feature) => {
      const plugins = this.#ofFeatures.get(feature) ?? feature.plugins?.() ?? [];
      this.#ofFeatures.set(feature, plugins);
      return plugins;
    });
    return [...this.#before, ...ofFeatures, ...this.#late, ...this.#after];
  }
}
