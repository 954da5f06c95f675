/**
 * The floor: a `ws` server that passes each message to the others of its path, at once. It knows no
 * documents and stores nothing, so nobody would want it, and nothing built on `ws` one write per
 * message can cost less. Arguments: the port.
 */

import { WebSocketServer } from "ws";

const rooms = new Map();
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]) });
server.on("connection", (socket, request) => {
  const members = rooms.get(request.url) ?? new Set();
  rooms.set(request.url, members.add(socket));
  socket.on("message", (data) => {
    for (const member of members) if (member !== socket) member.send(data, { binary: true });
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    members.delete(socket);
    if (members.size === 0) rooms.delete(request.url);
  });
});
