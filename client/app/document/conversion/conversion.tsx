/** The place of the offer to convert a document, which few people ever see and is loaded late. */

import type { JSX } from "preact";
import { useLate } from "../../ui/use-late.ts";
import type { ConversionOfferProps } from "./conversion-offer.tsx";
import { useConvertible } from "./use-convertible.ts";

/** Attributes of {@link Conversion}. */
export interface ConversionProps extends ConversionOfferProps {
  /** The editor shows nothing, and would if there were something. */
  readonly isEmpty: boolean;
  /** The offer could not be loaded. */
  readonly onFailure: () => void;
}

/** See the head of this file. */
export function Conversion(props: ConversionProps): JSX.Element | null {
  const { isEmpty, onFailure, ...offer } = props;
  const isConvertible = useConvertible(offer.connection, isEmpty);
  const late = useLate(() => import("./conversion-offer.tsx"), isConvertible, onFailure);
  return isConvertible && late !== undefined ? <late.ConversionOffer {...offer} /> : null;
}
