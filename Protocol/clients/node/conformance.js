// What `conformance/run` asks of a client, told to the Node one; see `conformance/README.md` for the lines.
import readline from "node:readline";
import { Client, decode, encode, EntenteError, Session, toJSON, WireProblem } from "./index.js";
import { calls } from "./messages.js";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const bytes = (text = "") => Buffer.from(text, "hex");
const asked = (method, text) => decode(calls[method].request, bytes(text));
const answered = (method, response) => hex(encode(calls[method].response, response));
const within = (millis) => (millis === "0" ? {} : { timeout: +millis });

let client;
let load;
let started;
let watch;

const asks = {
  check: (r, o) => client.check(r.actor, r.action, r.target, { ...o, callContext: r.callContext }),
  checkBatch: (r, o) => client.checkBatch(r.checks, o),
  explain: (r, o) => client.explain(r.actor, r.action, r.target, { ...o, audience: r.audience }),
  effective: (r, o) => client.effective(r.actor, r.target, o),
  checkContent: (r, o) => client.checkContent(r.viewer, r.item, o),
  discover: (r, o) => client.discover(r.viewer, r.prefix, { ...o, limit: r.limit }),
};

const verbs = {
  vector(name, text) {
    const message = decode(name, bytes(text));
    return `${hex(encode(name, message)) || "-"} ${toJSON(message)}`;
  },
  json: (name, ...text) => hex(encode(name, JSON.parse(text.join(" ")))),
  open(token, decision, directory, partnership, millis, session) {
    client?.close();
    client = new Client({
      token, decision: decision.split(","), directory, partnership, timeout: +millis, session: new Session(session) });
  },
  close: () => client?.close(),
  start(method, text) {
    started = client.call(method, asked(method, text)).then((answer) => answered(method, answer));
    // It is asked for later, and may have failed by then.
    started.catch(() => {});
  },
  outcome: () => started,
  hello: async (service) => hex(encode("Welcome", await client.hello(service))),
  session: () => client.session.token,
  async call(method, millis, text) {
    return answered(method, await client.call(method, asked(method, text), within(millis)));
  },
  async ask(method, millis, text) {
    return answered(method, await asks[method](asked(method, text), within(millis)));
  },
  async many(method, millis, ...texts) {
    const answers = await Promise.all(texts.map((text) => client.call(method, asked(method, text), within(millis))));
    return answers.map((answer) => answered(method, answer)).join(" ");
  },
  begin(method, text) {
    const request = asked(method, text);
    const state = (load = { answers: 0, failures: [], isOver: false });
    const run = async () => {
      while (!state.isOver) {
        await client.call(method, request).then(() => (state.answers += 1), (failure) => state.failures.push(failure));
      }
    };
    load.done = Promise.all([run(), run(), run(), run()]);
  },
  count: () => load.answers,
  async end() {
    load.isOver = true;
    await load.done;
    return `${load.answers} ${load.failures.length} ${load.failures[0] ?? ""}`;
  },
  watches(text) {
    watch = client.watch(decode("WatchRequest", bytes(text)).checks);
  },
  async next() {
    const { value } = await watch.next();
    if (value.type === "interrupted") return `interrupted ${failed(value.failure)}`;
    return `${value.isComplete ? "complete" : "changed"} ${hex(encode("WatchItem", { answers: value.answers }))}`;
  },
  async unwatch() {
    await watch.return();
  },
};

function failed(failure) {
  return `${failure.kind} ${failure.code} ${failure.failure?.details?.state || "-"} ${failure.message}`;
}

async function answer(line) {
  const [verb, ...words] = line.split(" ");
  try {
    return `ok ${(await verbs[verb](...words)) ?? ""}`;
  } catch (problem) {
    if (problem instanceof EntenteError) return `failed ${failed(problem)}`;
    if (problem instanceof WireProblem) return `problem ${problem.message}`;
    throw problem;
  }
}

for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  process.stdout.write(`${(await answer(line)).replaceAll("\n", " ").trimEnd()}\n`);
}
client?.close();
