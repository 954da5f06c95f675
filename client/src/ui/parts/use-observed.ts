/** Lets a component show something that lives outside of it and tells when it changes. */

import { useLayoutEffect, useState } from "preact/hooks";

/**
 * What `read` makes of `source`, kept up to date. `subscribe` returns the function that stops it;
 * `isSame` decides what counts as no change. The three functions are those of the first call.
 */
export function useObserved<Source, Value>(
  source: Source,
  subscribe: (source: Source, listener: () => void) => () => void,
  read: (source: Source) => Value,
  isSame: (a: Value, b: Value) => boolean = Object.is,
): Value {
  const [value, setValue] = useState<Value>(() => read(source));
  useLayoutEffect(() => {
    const update = (): void => {
      setValue((shown) => {
        const next = read(source);
        return isSame(shown, next) ? shown : next;
      });
    };
    // It may have changed between the first drawing and now.
    update();
    return subscribe(source, update);
  }, [source]);
  return value;
}
