/** Documents of other editors: from their trees to a flow, and back. */

export {
  conversionOf,
  convertDocument,
  type Conversion,
  type ConversionOptions,
} from "./convert-document.ts";
export type { KnownNames } from "./fit-tree.ts";
export { fromFragment } from "./from-fragment.ts";
export { findConvertible, knownRoots, type Convertible } from "./roots.ts";
export { toFragment, type FragmentOptions } from "./to-fragment.ts";
