/** The product's sign and name. */

import type { JSX } from "preact";
import logo from "../brand/logo.svg";

/** The sign alone; the name stands beside it or is given to assistive technology. */
export function Logo(): JSX.Element {
  return <img class="logo" src={logo} width="32" height="32" alt="" />;
}
