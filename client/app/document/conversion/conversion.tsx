/**
 * The place of the offer to convert a document. What looks for something to convert, and offers it, is
 * loaded where a document has nothing else to show.
 */

import { useLate } from "@coscribe/client/ui";
import type { JSX } from "preact";
import type { ConversionOfferProps } from "./conversion-offer.tsx";
import { useSettled } from "./use-settled.ts";

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
  const isSettled = useSettled(offer.connection);
  const isWanted = isEmpty && isSettled;
  const late = useLate(() => import("./conversion-part.tsx"), isWanted, onFailure);
  return isWanted && late !== undefined ? <late.ConversionIfAny {...offer} /> : null;
}
