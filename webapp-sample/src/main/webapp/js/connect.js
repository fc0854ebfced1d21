import { io } from "../socket.io/socket.io.esm.min.js";
import { tap } from "./wire.js";

// Socket.IO listens below the context root of the WAR, wherever that is: hence the path.
const path = new URL("../socket.io/", import.meta.url).pathname;

/** io() of the official client; what it sends and receives is shown in the panel at the side. */
export function connect(namespace, options) {
  const socket = io(namespace, { path, ...options });
  tap(socket.io);
  return socket;
}
