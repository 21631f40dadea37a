// The types of the client; those of the messages are made from `entente.proto`.
import type {
  CallContext, Calls, CheckBatchResponse, CheckContentResponse, CheckItem, CheckResponse, ContentItem, DiscoverResponse,
  EffectiveResponse, ExplainResponse, Failure, FailureCode, Messages, Position, Streams, WatchedAnswer, Welcome,
} from "./messages.js";
export * from "./messages.js";

/** A message as a caller may give it: what is left out is at its default, 64-bit numbers may be ordinary ones. */
export type Given<T> = T extends bigint
  ? bigint | number
  : T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
  ? { [Name in keyof T]?: Given<T[Name]> }
  : T;

export type Service = "directory" | "partnership" | "decision";
export type Check = Given<CheckItem> | readonly [actor: string, action: string, target: string];

export interface ClientOptions {
  /** The access token. */
  token: string;
  /** `HOST:PORT` of the decision service, or of each of its nodes. */
  decision?: string | readonly string[];
  directory?: string;
  partnership?: string;
  /** What was seen before; a new one by default. */
  session?: Session;
  /** How long an answer may take, in milliseconds, retries included: 10,000 by default; null for no limit. */
  timeout?: number | null;
  /** Who calls, for the services' logs. */
  name?: string;
}

export interface CallOptions {
  /** How long the answer may take, in milliseconds; null for no limit. */
  timeout?: number | null;
  /** Which service to ask, where several answer the call. */
  service?: Service;
}

/** What a watch tells: after `interrupted`, do not rely on an `allow` told before until complete answers come. */
export type WatchEvent =
  | { type: "answers"; answers: WatchedAnswer[]; isComplete: boolean }
  | { type: "interrupted"; failure: EntenteError };

/** A line to a cluster; share it, requests are pipelined. Every call may throw an `EntenteError`. */
export class Client {
  constructor(options: ClientOptions);
  readonly session: Session;
  /** Hangs up; what is unanswered fails. The client is of no use afterwards. */
  close(): void;
  /** Connects, where it is not done yet, and tells how the service greeted. */
  hello(service?: Service): Promise<Welcome>;
  /** May `actor` do `action` to `target`? */
  check(actor: string, action: string, target: string, options?: CallOptions & { callContext?: CallContext }): Promise<CheckResponse>;
  /** Many checks from one state of the facts. */
  checkBatch(checks: readonly Check[], options?: CallOptions): Promise<CheckBatchResponse>;
  /** A check and its reasons, for people. */
  explain(actor: string, action: string, target: string, options?: CallOptions & { audience?: string }): Promise<ExplainResponse>;
  /** Every interaction and right of a pair. */
  effective(actor: string, target: string, options?: CallOptions): Promise<EffectiveResponse>;
  /** How much of `item` may `viewer` see? */
  checkContent(viewer: string, item: Given<ContentItem>, options?: CallOptions): Promise<CheckContentResponse>;
  /** People `viewer` may find whose name begins so. */
  discover(viewer: string, prefix: string, options?: CallOptions & { limit?: number }): Promise<DiscoverResponse>;
  /** Asks the service the call belongs to, and waits for the answer. */
  call<Name extends keyof Calls>(name: Name, request?: Given<Calls[Name]["request"]>, options?: CallOptions): Promise<Calls[Name]["response"]>;
  /** The items of a streaming call from one node; ends when the node goes. */
  stream<Name extends keyof Streams>(name: Name, request?: Given<Streams[Name]["request"]>, options?: { service?: Service }): AsyncGenerator<Streams[Name]["response"], void>;
  /** The answers to `checks` and every change of them; goes on at another node when one is lost. */
  watch(checks: readonly Check[]): AsyncGenerator<WatchEvent, never>;
}

/** The newest position seen: answers are never older than that. */
export class Session {
  constructor(token?: string);
  /** What was seen as a short text, to be handed to another process. */
  readonly token: string;
  readonly position: Position;
  forget(): void;
}

export type FailureKind =
  | "refused" | "unreachable" | "connection-lost" | "deadline-exceeded" | "too-long" | "protocol-broken" | "fell-behind"
  /** The service itself does not know whether the command took effect: its disk failed. */
  | "undecided";

/** No answer. Treat it as a refusal: without an answer nobody may do anything. */
export class EntenteError extends Error {
  readonly kind: FailureKind;
  readonly code: FailureCode;
  /** What the service said, where it refused. */
  readonly failure?: Failure;
  /** The key under which a command was sent of which it is not known what became: repeated with it, it is carried out
   * once at most. Undefined for questions, and where nothing is in doubt. */
  readonly requestKey?: string;
}

/** Bytes or an object that are no such message. */
export class WireProblem extends Error {}

export function encode<Name extends keyof Messages>(name: Name, value?: Given<Messages[Name]>): Uint8Array;
export function decode<Name extends keyof Messages>(name: Name, data: Uint8Array): Messages[Name];
/** The message as JSON text: 64-bit numbers beyond 2^53 become strings. */
export function toJSON(message: object): string;
