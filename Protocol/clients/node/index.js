// A client of Entente: may this person do this to that person?
export { Client, Session } from "./client.js";
export { EntenteError } from "./failures.js";
export { words } from "./messages.js";
export { decode, encode, toJSON, WireProblem } from "./wire.js";
