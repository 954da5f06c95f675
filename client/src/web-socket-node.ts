/** The WebSocket class used under Node: the one of `ws`, since Node 20 has none of its own. */

export { WebSocket as default } from "ws";
