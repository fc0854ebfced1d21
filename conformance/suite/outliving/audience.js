"use strict";
// To whom the events of the numbered traffic go, so that a sender and a receiver need not tell each other.
const ROOMS = 20;

const roomOf = (client) => "room" + (client % ROOMS);
/** The room of an event, or null if it is for the whole namespace. */
const audience = (n) => (n % 2 === 0 ? null : "room" + ((n >> 1) % ROOMS));

module.exports = { ROOMS, audience, roomOf };
