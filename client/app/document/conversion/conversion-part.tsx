/** Offers to convert an empty document, if another editor has left something in it. */

import { useObserved } from "@coscribe/client/ui";
import { findConvertible } from "@coscribe/shared/convert";
import type { JSX } from "preact";
import { ConversionOffer, type ConversionOfferProps } from "./conversion-offer.tsx";

/** See the head of this file. */
export function ConversionIfAny(props: ConversionOfferProps): JSX.Element | null {
  const isConvertible = useObserved(
    props.connection.doc,
    (doc, listener) => {
      doc.on("update", listener);
      return () => doc.off("update", listener);
    },
    (doc) => findConvertible(doc) !== undefined,
  );
  return isConvertible ? <ConversionOffer {...props} /> : null;
}
