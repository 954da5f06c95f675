/** The WebSocket class used outside Node: the platform's own. */

const platformWebSocket: typeof WebSocket = globalThis.WebSocket;
export default platformWebSocket;
