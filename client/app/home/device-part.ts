/** The part of the start page that is about this device's copies; loaded once the rest stands. */

export { forgetCopies, readDeviceCopies } from "./device-copies.ts";
export { RemovalDialog } from "./removal-dialog.tsx";
export { SetAsideSection } from "./set-aside-section.tsx";
