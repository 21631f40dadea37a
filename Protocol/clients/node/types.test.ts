// What must pass the type checker, and what must not: compiled by `tsc`, never run.
import { Client, EntenteError, words, type Level, type WatchEvent } from "./index.js";

const client = new Client({ token: "secret", decision: ["10.0.0.1:7103", "10.0.0.2:7103"] });

async function right(): Promise<boolean> {
  const { verdict, reason, ask, position } = await client.check("ada", "chat.start", "grace", { timeout: 50 });
  const asked: string | undefined = ask;
  const revision: bigint = position.directory;
  const { user } = await client.call("createUser", { id: "ada", role: "admin", email: "ada@acme.test" });
  await client.call("updateUser", { id: "ada", expectedVersion: 3, vip: false });
  await client.checkBatch([["ada", "chat.start", "grace"], { actor: "ada", callContext: "forwarder" }]);
  const level: Level | undefined = words.Level[3];
  for await (const event of client.watch([["ada", "chat.start", "grace"]])) told(event);
  try {
    await client.checkContent("ada", { contentType: "note", users: ["grace"] });
  } catch (error) {
    if (error instanceof EntenteError && error.kind === "refused") console_log(error.failure?.details?.state);
    else if (error instanceof EntenteError && error.kind === "undecided") console_log(error.requestKey);
  }
  return verdict === "allow" && reason !== "blocked" && user.version > 1n && revision > 0n && asked !== level;
}

function told(event: WatchEvent): void {
  if (event.type === "interrupted") console_log(event.failure.code);
  else console_log(event.answers[0]?.answer.verdict);
}

declare function console_log(text: string | undefined): void;

async function wrong(): Promise<void> {
  const answer = await client.check("ada", "chat.start", "grace");
  // @ts-expect-error: no such word
  answer.verdict === "maybe";
  // @ts-expect-error: no such field
  answer.permitted;
  // @ts-expect-error: no such member
  await client.call("createUser", { name: "Ada" });
  // @ts-expect-error: no such call
  await client.call("createPerson", {});
  // @ts-expect-error: a stream has no single answer
  await client.call("watch", {});
  // @ts-expect-error: a client needs a token
  new Client({});
}

export { right, wrong };
