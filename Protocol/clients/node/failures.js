// Why a call has no answer: one class, told apart by `kind`, because a `catch` has no types to choose by.

const CODES = {
  unreachable: "unavailable", "connection-lost": "unavailable", "deadline-exceeded": "deadline-exceeded",
  "too-long": "invalid-argument", "fell-behind": "resource-exhausted", undecided: "unavailable",
};
const OPEN = ["connection-lost", "deadline-exceeded", "undecided"];
const SETTLING = ["invalid-argument", "not-found", "already-exists", "conflict", "failed-precondition"];

/** No answer. Treat it as a refusal: without an answer nobody may do anything. */
export class EntenteError extends Error {
  constructor(kind, message, failure) {
    super(message);
    this.name = "EntenteError";
    this.kind = kind;
    this.code = failure?.code ?? CODES[kind] ?? "internal";
    this.failure = failure;
  }

  /** What a caller is told of an error frame: a service whose disk failed may itself not know what it did. */
  static refused(failure) {
    const isUndecided = failure.details?.state === "undecided";
    if (isUndecided) return new EntenteError("undecided", `${failure.code}: ${failure.message}`);
    return new EntenteError("refused", `${failure.code}: ${failure.message}`, failure);
  }

  /** Whether a position was refused because the history it was seen in no longer exists. */
  get saysHistoryWasReplaced() {
    return this.failure?.details?.state === "history-restored";
  }

  /** Whether a command may have been carried out all the same. */
  get leavesOpen() {
    return OPEN.includes(this.kind);
  }

  /** Whether it tells what became of a command that was sent before under the same key, and lost: these refusals come
   * after the key was looked up, or would have come the first time; others may come from before. */
  get settlesLostCommand() {
    return this.kind === "refused" && SETTLING.includes(this.code) && !this.saysHistoryWasReplaced;
  }

  /** The same failure of a command that was sent under this key: another, since all who wait share one. */
  of(requestKey) {
    if (!this.leavesOpen) return this;
    const advice = `look before repeating it, or repeat it with the request key \`${requestKey}\``;
    const told = new EntenteError(this.kind, `${this.message}; it may have taken effect: ${advice}`);
    told.requestKey = requestKey;
    return told;
  }
}
