// A cluster to call: which node is asked, what is asked again, and what the caller has seen so far.
import { randomBytes } from "node:crypto";
import { Connection } from "./connection.js";
import { EntenteError } from "./failures.js";
import { calls, tables } from "./messages.js";
import { decode, encode } from "./wire.js";

const PORTS = { directory: 7101, partnership: 7102, decision: 7103 };
const ATTEMPTS = 6;
/** How long one node may take to answer a question before another is asked: longer than the two seconds for which a
 * service may hold it back until it has seen what the caller has seen. */
const ATTEMPT_TIMEOUT = 3_000;
const CONNECT_TIMEOUT = 3_000;
const LATE = 1_000;
const RESERVE = 2_048;

/** The newest position seen: answers are never older than that. `token` hands it to another process. */
export class Session {
  constructor(token = "") {
    this.position = decode("Position", Buffer.from(token, "hex"));
  }

  get token() {
    return encode("Position", this.position).toString("hex");
  }

  get isEmpty() {
    return this.token === "";
  }

  note(newer) {
    for (const source of ["directory", "partnership"]) {
      const epoch = `${source}Epoch`;
      if (newer[epoch] === 0n) continue;
      if (newer[epoch] !== this.position[epoch] || newer[source] > this.position[source]) {
        this.position[epoch] = newer[epoch];
        this.position[source] = newer[source];
      }
    }
  }

  forget() {
    this.position = decode("Position", Buffer.alloc(0));
  }
}

function isOlder(answer, asked) {
  return ["directory", "partnership"].some((source) => {
    const isSameHistory = answer[`${source}Epoch`] === BigInt(asked[`${source}Epoch`] ?? 0);
    return isSameHistory && answer[source] < BigInt(asked[source] ?? 0);
  });
}

const pauseAfter = (failures, first, most) =>
  Math.min(most, first * 2 ** Math.min(failures - 1, 24)) * (0.5 + Math.random() / 2);
const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** One process of a service: a connection made when it is needed, and whether to leave it alone. */
class Node {
  #connection;
  #opening;
  #failures = 0;
  #restsUntil = 0;
  #isClosed = false;

  constructor(endpoint, service, hello) {
    Object.assign(this, { endpoint, service, hello });
  }

  get isHealthy() {
    return Date.now() >= this.#restsUntil;
  }

  get load() {
    return this.#connection?.load ?? 0;
  }

  async connection() {
    if (this.#isClosed) throw new EntenteError("unreachable", "the client was closed");
    if (!this.#opening || (this.#connection && !this.#connection.accepts)) {
      const fresh = new Connection(this.endpoint, this.service, this.hello, () => this.rest());
      this.#connection = fresh;
      const opening = fresh.open(CONNECT_TIMEOUT);
      this.#opening = opening;
      opening.catch(() => this.#opening === opening && (this.#opening = undefined));
    }
    return this.#opening;
  }

  async ask(call, payload, timeout) {
    const began = Date.now();
    const connection = await within(timeout, this.connection(), () =>
      new EntenteError("deadline-exceeded", `no connection to ${this.endpoint} within ${timeout} ms`));
    const left = timeout === undefined ? undefined : Math.max(1, timeout - (Date.now() - began));
    const answer = await connection.ask(call, payload, left);
    this.#failures = 0;
    return answer;
  }

  /** A node that cannot answer now, or not in time, is left alone for a while. */
  learn(failure, patience = LATE) {
    const isLate = failure.kind === "deadline-exceeded" && patience >= LATE;
    const isUnready = ["unreachable", "refused", "undecided"].includes(failure.kind) && failure.code === "unavailable";
    if ((isLate || isUnready) && this.isHealthy) this.rest();
  }

  rest() {
    this.#failures += 1;
    this.#restsUntil = Date.now() + pauseAfter(this.#failures, 50, 5_000);
  }

  close() {
    this.#isClosed = true;
    this.#connection?.close();
  }
}

async function within(timeout, promise, failure) {
  if (timeout === undefined) return promise;
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(failure()), timeout)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The nodes of one service, and how many retries there may be: a share of the calls, and a reserve. */
class NodeGroup {
  isClosed = false;
  #turn = 0;
  #retries = RESERVE;

  constructor(nodes) {
    this.nodes = nodes;
  }

  /** Not tried first, then healthy, then the fewest unanswered, then in turn. */
  choose(tried = []) {
    this.#turn += 1;
    const rank = (node) => [tried.includes(node), !node.isHealthy, node.load].map(Number);
    return this.nodes
      .map((_, step) => this.nodes[(this.#turn + step) % this.nodes.length])
      .map((node) => ({ node, rank: rank(node) }))
      .reduce((best, one) => (isLess(one.rank, best.rank) ? one : best)).node;
  }

  hasOther(tried, isHarmless) {
    return this.nodes.some((node) => (isHarmless || node.isHealthy) && !tried.includes(node));
  }

  close() {
    this.isClosed = true;
    for (const node of this.nodes) node.close();
  }

  deposit() {
    this.#retries = Math.min(RESERVE, this.#retries + 0.2);
  }

  withdraw() {
    if (this.#retries < 1) return false;
    this.#retries -= 1;
    return true;
  }
}

function isLess(one, other) {
  const place = one.findIndex((value, at) => value !== other[at]);
  return place >= 0 && one[place] < other[place];
}

/** A question always; a command where nothing was sent, or where the service knows it by its key. */
function mayRepeat(call, failure) {
  if (["unreachable", "connection-lost", "undecided"].includes(failure.kind)) return true;
  const isUnready = failure.kind === "refused" && failure.code === "unavailable";
  return call.kind !== "command" && (failure.kind === "deadline-exceeded" || isUnready);
}

/** A line to a cluster; share it, requests are pipelined. */
export class Client {
  #groups = {};
  #timeout;

  constructor({ decision = "127.0.0.1:7103", directory = "127.0.0.1:7101", partnership = "127.0.0.1:7102", token,
    session = new Session(), timeout = 10_000, name = "entente-node" }) {
    this.session = session;
    this.#timeout = timeout;
    const hello = { protocolVersions: [1], client: name, token };
    const places = { directory: [directory], partnership: [partnership], decision: [decision].flat() };
    for (const service of Object.keys(PORTS)) {
      for (const endpoint of places[service]) {
        if (!/:\d+$/.test(endpoint)) throw new TypeError(`\`${endpoint}\` is no endpoint: write HOST:PORT`);
      }
      this.#groups[service] = new NodeGroup(places[service].map((endpoint) => new Node(endpoint, service, hello)));
    }
  }

  /** Hangs up; what is unanswered fails. The client is of no use afterwards. */
  close() {
    for (const group of Object.values(this.#groups)) group.close();
  }

  /** Connects, where it is not done yet, and tells how the service greeted. */
  async hello(service = "decision") {
    return (await this.#groups[service].choose().connection()).welcome;
  }

  // Questions.

  check(actor, action, target, { callContext, ...options } = {}) {
    return this.call("check", { actor, action, target, callContext }, options);
  }

  checkBatch(checks, options) {
    return this.call("checkBatch", { checks: checks.map(item) }, options);
  }

  explain(actor, action, target, { audience, ...options } = {}) {
    return this.call("explain", { actor, action, target, audience }, options);
  }

  effective(actor, target, options) {
    return this.call("effective", { actor, target }, options);
  }

  checkContent(viewer, content, options) {
    return this.call("checkContent", { viewer, item: content }, options);
  }

  discover(viewer, prefix, { limit = 20, ...options } = {}) {
    return this.call("discover", { viewer, prefix, limit }, options);
  }

  // Any call.

  /** Asks the service the call belongs to, and waits for the answer. */
  async call(name, request = {}, { timeout = this.#timeout, service } = {}) {
    const call = calls[name];
    if (!call || call.kind === "stream") throw new TypeError(`\`${name}\` is no call with one answer`);
    const sent = this.#prepared(call, request);
    const deadline = timeout === null ? undefined : Date.now() + timeout;
    const { answer, node } = await this.#attempts(call, sent, service, deadline);
    return this.#understood(call, sent, answer, node);
  }

  #understood(call, sent, answer, node) {
    const response = read(call.response, answer, node, "the answer");
    if (response.position) {
      if (sent.atLeast && call.kind === "query" && isOlder(response.position, sent.atLeast)) {
        const reason = "its answer is older than what the caller has seen";
        throw new EntenteError("protocol-broken", `${node.endpoint}: ${reason}`);
      }
      this.session.note(response.position);
    }
    return response;
  }

  /** As it is sent: a command with a key by which it is known again, and where it may, after what was seen. */
  #prepared(call, request) {
    const sent = { ...request };
    if (call.kind === "command" && !sent.requestKey) sent.requestKey = `auto-${randomBytes(16).toString("hex")}`;
    const canWait = tables[call.request].some((entry) => entry.includes(" atLeast "));
    if (canWait && !sent.atLeast && !this.session.isEmpty) sent.atLeast = { ...this.session.position };
    return sent;
  }

  async #attempts(call, sent, service, deadline) {
    const payload = encode(call.request, sent);
    const group = this.#groups[service ?? call.services[0]];
    group.deposit();
    let tried = [];
    let loss;
    let pauses = 0;
    for (let attempt = 1; ; attempt++) {
      const node = group.choose(tried);
      tried.push(node);
      let left = deadline === undefined ? undefined : Math.max(1, deadline - Date.now());
      if (call.kind === "query") left = Math.min(left ?? ATTEMPT_TIMEOUT, ATTEMPT_TIMEOUT);
      try {
        return { answer: await node.ask(call, payload, left), node };
      } catch (failure) {
        if (!(failure instanceof EntenteError)) throw failure;
        node.learn(failure, left);
        if (failure.saysHistoryWasReplaced) this.session.forget();
        let told = failure;
        if (call.kind === "command") {
          // Whoever is told that nothing was sent, or of a refusal, gives the command again under another key; so the
          // first loss is told, unless the end tells for sure what became of it.
          if (failure.leavesOpen) loss ??= failure;
          told = (loss && !failure.settlesLostCommand ? loss : failure).of(sent.requestKey);
        }
        const isOver = group.isClosed || (deadline !== undefined && deadline <= Date.now());
        if (isOver || !mayRepeat(call, failure)) throw told;
        const isHarmless = failure.kind === "unreachable";
        const hasOther = group.hasOther(tried, isHarmless);
        if (!(isHarmless && hasOther) && (attempt >= ATTEMPTS || !group.withdraw())) throw told;
        if (hasOther) continue;
        const pause = pauseAfter(++pauses, 25, 1_000);
        if (deadline !== undefined && deadline <= Date.now() + pause) throw told;
        await sleep(pause);
        tried = [];
      }
    }
  }

  // Streams.

  /** The items of a streaming call from one node; ends when the node goes. */
  async *stream(name, request = {}, { service } = {}) {
    const call = calls[name];
    if (call?.kind !== "stream") throw new TypeError(`\`${name}\` is no stream`);
    yield* this.#stream(call, request, this.#groups[service ?? call.services[0]].choose());
  }

  async *#stream(call, request, node) {
    const connection = await node.connection();
    for await (const item of connection.stream(call, encode(call.request, this.#prepared(call, request)))) {
      yield read(call.response, item, node, "an item");
    }
  }

  /** The answers to `checks` and every change of them; goes on at another node when one is lost. */
  async *watch(checks) {
    const request = { checks: checks.map(item) };
    const group = this.#groups.decision;
    let failures = 0;
    let lost = [];
    while (true) {
      if (failures > 1) await sleep(pauseAfter(failures - 1, 25, 5_000));
      const node = group.choose(lost);
      let isComplete = true;
      try {
        for await (const { answers, position } of this.#stream(calls.watch, request, node)) {
          this.session.note(position);
          failures = 0;
          lost = [];
          yield { type: "answers", answers, isComplete };
          isComplete = false;
        }
        throw new EntenteError("connection-lost", `${node.endpoint} goes away`);
      } catch (failure) {
        if (!(failure instanceof EntenteError)) throw failure;
        node.learn(failure);
        if (failure.saysHistoryWasReplaced) this.session.forget();
        const canGoOn = ["unreachable", "connection-lost", "fell-behind"].includes(failure.kind);
        const isMendable = canGoOn || failure.saysHistoryWasReplaced || failure.code === "unavailable";
        if (group.isClosed || !isMendable) throw failure;
        failures += 1;
        lost = [node];
        if (failures === 1) yield { type: "interrupted", failure };
      }
    }
  }
}

function item(check) {
  return Array.isArray(check) ? { actor: check[0], action: check[1], target: check[2] } : check;
}

function read(name, bytes, node, what) {
  try {
    return decode(name, bytes);
  } catch (problem) {
    throw new EntenteError("protocol-broken", `${node.endpoint}: ${what} cannot be read (${problem.message})`);
  }
}
