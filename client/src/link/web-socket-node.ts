/** The WebSocket class used under Node: the one of `ws`, since Node 20 has none of its own. */

import { WebSocket as NodeWebSocket } from "ws";

// `ws` has the part of the browser's class that y-websocket uses, but declares its own event types.
const platformWebSocket: typeof WebSocket = NodeWebSocket as unknown as typeof WebSocket;
export default platformWebSocket;
