// One connection to one service: frames in, frames out, and who waits for which answer.
import net from "node:net";
import { EntenteError } from "./failures.js";
import { calls } from "./messages.js";
import { decode, encode } from "./wire.js";

const VERSION = 1;
const [REQUEST, RESPONSE, ERROR, ITEM, END, CANCEL, PING, PONG, GOING_AWAY] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const HEADER = 16;
const SHORTEST = HEADER - 4;
/** The longest answer, and the longest request where `Welcome` names no limit. */
const FRAME_LIMIT = 4 << 20;
/** A service takes 1,024 unanswered requests of a connection; what is asked beyond this waits here. */
const REQUEST_LIMIT = 512;
const STREAM_BACKLOG = 4_096;
const HEARTBEATS_MISSED = 3;

/** From the greeting to the end; when it has ended, or the service goes away, the node makes another. */
export class Connection {
  accepts = true;
  welcome = undefined;
  #waiting = new Map();
  #line = [];
  #lastID = 0;
  #input = Buffer.alloc(0);
  #end = undefined;
  #socket;
  #streams = 0;
  #heart;

  constructor(endpoint, service, hello, lost) {
    Object.assign(this, { endpoint, service, hello, lost });
  }

  get load() {
    return this.#waiting.size + this.#line.length;
  }

  /** Connects and greets. */
  async open(timeout) {
    const colon = this.endpoint.lastIndexOf(":");
    const host = this.endpoint.slice(0, colon).replace(/^\[|\]$/g, "");
    const socket = net.connect({ host, port: +this.endpoint.slice(colon + 1), noDelay: true });
    this.#socket = socket;
    socket.on("data", (chunk) => this.#received(chunk));
    socket.on("error", (problem) => this.#lose("connection-lost", problem.message));
    socket.on("close", () => this.#lose("connection-lost", "it ended"));
    const late = setTimeout(() => this.close(this.#failure("unreachable", "it does not answer the greeting")), timeout);
    try {
      const answer = new Promise((resolve, reject) => {
        this.#waiting.set(++this.#lastID, { call: calls.hello, resolve, reject });
      });
      this.#write(REQUEST, calls.hello.number, this.#lastID, encode("Hello", this.hello));
      this.#greeted(this.#read("Welcome", await answer));
      return this;
    } catch (problem) {
      const failure = this.#beforeTheGreeting(problem);
      this.close(failure);
      throw failure;
    } finally {
      clearTimeout(late);
    }
  }

  #greeted(welcome) {
    if (!this.hello.protocolVersions.includes(welcome.protocolVersion)) {
      throw this.#failure("protocol-broken", `it wants to speak version ${welcome.protocolVersion}`);
    }
    if (welcome.service !== this.service) {
      throw this.#failure("unreachable", `\`${welcome.service}\` answers there, not \`${this.service}\``);
    }
    this.welcome = welcome;
  }

  /** Nothing of what waits was sent, and another node may have room for it. */
  #beforeTheGreeting(problem) {
    const isRefused = ["refused", "undecided"].includes(problem.kind);
    const isCrowded = isRefused && ["resource-exhausted", "unavailable"].includes(problem.code);
    if (problem.kind !== "connection-lost" && !isCrowded) return problem;
    return new EntenteError("unreachable", `cannot reach ${this.endpoint}: ${problem.message}`);
  }

  // Asking.

  /** Sends a request and waits for its answer. */
  ask(call, payload, timeout) {
    return new Promise((resolve, reject) => {
      const entry = { call, payload, resolve, reject };
      if (timeout !== undefined) {
        entry.deadline = Date.now() + timeout;
        entry.timer = setTimeout(() => this.#giveUp(entry, timeout), timeout);
      }
      this.#begin(entry);
    });
  }

  #giveUp(entry, timeout) {
    const place = this.#line.indexOf(entry);
    if (place >= 0) this.#line.splice(place, 1);
    entry.reject(new EntenteError("deadline-exceeded", `no answer to \`${entry.call.name}\` within ${timeout} ms`));
    this.#finish(entry);
  }

  /** Sends a request and tells the items of the stream that answers it. */
  async *stream(call, payload) {
    const entry = { call, payload, items: [], wake: () => {} };
    entry.resolve = () => entry.wake((entry.isOver = true));
    entry.reject = (failure) => entry.wake((entry.failure = failure));
    entry.item = (item) => {
      if (entry.items.length < STREAM_BACKLOG) return entry.wake(entry.items.push(item));
      entry.reject(new EntenteError("fell-behind", `the stream \`${call.name}\` was read too slowly`));
      this.#finish(entry);
    };
    this.#begin(entry);
    this.#streams += 1;
    this.#awaitHeartbeat();
    try {
      while (true) {
        if (entry.items.length > 0) yield entry.items.shift();
        else if (entry.failure) throw entry.failure;
        else if (entry.isOver) return;
        else await new Promise((resolve) => (entry.wake = resolve));
      }
    } finally {
      this.#streams -= 1;
      this.#finish(entry);
    }
  }

  #begin(entry) {
    const limit = this.welcome?.maximumFrame || FRAME_LIMIT;
    if (this.#end || !this.accepts) {
      entry.reject(this.#failure("unreachable", "the connection has ended"));
    } else if (entry.payload.length + SHORTEST > limit) {
      const size = `${entry.payload.length} bytes, ${this.endpoint} takes ${limit}`;
      entry.reject(new EntenteError("too-long", `\`${entry.call.name}\` has ${size}: split it`));
    } else {
      this.#line.push(entry);
      return this.#sendWaiting();
    }
    clearTimeout(entry.timer);
  }

  #sendWaiting() {
    while (this.#waiting.size < REQUEST_LIMIT && this.#line.length > 0 && !this.#end) {
      const entry = this.#line.shift();
      do this.#lastID = this.#lastID < 0xffff_ffff ? this.#lastID + 1 : 2;
      while (this.#waiting.has(this.#lastID));
      entry.id = this.#lastID;
      this.#waiting.set(entry.id, entry);
      const left = entry.deadline === undefined ? 0 : Math.min(Math.max(1, entry.deadline - Date.now()), 0xffff_ffff);
      this.#write(REQUEST, entry.call.number, entry.id, entry.payload, left);
    }
  }

  /** Nobody waits any more: a request without an answer is given up, a leaving connection hung up. */
  #finish(entry) {
    clearTimeout(entry.timer);
    if (this.#waiting.get(entry.id) === entry) {
      this.#waiting.delete(entry.id);
      this.#write(CANCEL, entry.call.number, entry.id);
    }
    this.#afterAnAnswer();
  }

  #afterAnAnswer() {
    this.#sendWaiting();
    if (!this.accepts && this.load === 0) this.close();
  }

  #write(kind, method, id, payload = Buffer.alloc(0), millis = 0) {
    if (this.#end) return;
    const frame = Buffer.allocUnsafe(HEADER + payload.length);
    frame.writeUInt32BE(SHORTEST + payload.length, 0);
    frame.writeUInt8(VERSION, 4);
    frame.writeUInt8(kind, 5);
    frame.writeUInt16BE(method, 6);
    frame.writeUInt32BE(id, 8);
    frame.writeUInt32BE(millis, 12);
    payload.copy(frame, HEADER);
    this.#socket.write(frame);
  }

  // Listening.

  #received(chunk) {
    if (this.#end) return;
    if (this.#streams > 0) this.#awaitHeartbeat();
    this.#input = this.#input.length > 0 ? Buffer.concat([this.#input, chunk]) : chunk;
    try {
      while (!this.#end && this.#input.length >= 4) {
        const length = this.#input.readUInt32BE(0);
        if (length < SHORTEST || length > FRAME_LIMIT) {
          throw this.#failure("protocol-broken", `it sent a frame of length ${length}`);
        }
        if (this.#input.length < 4 + length) break;
        const frame = this.#input.subarray(0, 4 + length);
        this.#input = this.#input.subarray(4 + length);
        const [version, kind] = [frame[4], frame[5]];
        if (version !== VERSION || kind > GOING_AWAY) {
          throw this.#failure("protocol-broken", `it sent a frame of version ${version}, kind ${kind}`);
        }
        this.#frame(kind, frame.readUInt32BE(8), frame.subarray(HEADER));
      }
    } catch (problem) {
      this.#loseTo(problem);
    }
  }

  #frame(kind, id, payload) {
    if (kind === PING) {
      this.#write(PONG, 0, id, payload);
    } else if (kind === GOING_AWAY) {
      this.accepts = false;
      this.#afterAnAnswer();
    } else if (kind === ERROR && id === 0) {
      const failure = this.#refusal(payload);
      throw this.welcome ? this.#failure("connection-lost", `it ended it: ${failure.message}`) : failure;
    } else if ([RESPONSE, ERROR, ITEM, END].includes(kind)) {
      const entry = this.#waiting.get(id);
      // Anything else answers what was given up meanwhile.
      if (entry) this.#answered(entry, kind, payload);
    }
  }

  #answered(entry, kind, payload) {
    if (kind !== ERROR && (kind === ITEM || kind === END) !== Boolean(entry.items)) {
      throw this.#failure("protocol-broken", `it answered \`${entry.call.name}\` by the wrong kind of frame`);
    }
    // The reader of a frame moves on: what is kept must be a copy.
    if (kind === ITEM) return entry.item(Buffer.from(payload));
    clearTimeout(entry.timer);
    this.#waiting.delete(entry.id);
    if (kind === ERROR) entry.reject(this.#refusal(payload));
    else entry.resolve(Buffer.from(payload));
    this.#afterAnAnswer();
  }

  #refusal(payload) {
    try {
      return EntenteError.refused(decode("Failure", payload));
    } catch (problem) {
      return this.#failure("protocol-broken", `its refusal cannot be read (${problem.message})`);
    }
  }

  #read(name, payload) {
    try {
      return decode(name, payload);
    } catch (problem) {
      throw this.#failure("protocol-broken", `its greeting cannot be read (${problem.message})`);
    }
  }

  /** While there is a stream the service is heard at every heartbeat, or it is gone. */
  #awaitHeartbeat() {
    clearTimeout(this.#heart);
    const patience = HEARTBEATS_MISSED * (this.welcome.heartbeatMillis || 1_000);
    this.#heart = setTimeout(() => {
      if (this.#streams > 0) this.#lose("connection-lost", `nothing was heard for ${patience} ms`);
    }, patience);
  }

  // The end.

  #failure(kind, reason) {
    return new EntenteError(kind, `${this.endpoint}: ${reason}`);
  }

  #lose(kind, reason) {
    this.#loseTo(this.#failure(kind, reason));
  }

  #loseTo(failure) {
    if (this.#end) return;
    this.lost();
    this.close(failure);
  }

  /** Hangs up; tells everybody who waits why. */
  close(failure) {
    if (this.#end) return;
    this.#end = failure ?? this.#failure("connection-lost", "the connection was closed");
    this.accepts = false;
    clearTimeout(this.#heart);
    if (failure) this.#socket?.destroy();
    else this.#socket?.end();
    const isLost = this.#end.kind === "connection-lost";
    const unsent = isLost ? new EntenteError("unreachable", this.#end.message) : this.#end;
    for (const entry of this.#waiting.values()) this.#tell(entry, this.#end);
    for (const entry of this.#line) this.#tell(entry, unsent);
    this.#waiting.clear();
    this.#line = [];
  }

  #tell(entry, failure) {
    clearTimeout(entry.timer);
    entry.reject(failure);
  }
}
