// Why a call has no answer: one class, told apart by `kind`, because a `catch` has no types to choose by.

const CODES = {
  unreachable: "unavailable", "connection-lost": "unavailable", "deadline-exceeded": "deadline-exceeded",
  "too-long": "invalid-argument", "fell-behind": "resource-exhausted",
};

/** No answer. Treat it as a refusal: without an answer nobody may do anything. */
export class EntenteError extends Error {
  constructor(kind, message, failure) {
    super(message);
    this.name = "EntenteError";
    this.kind = kind;
    this.code = failure?.code ?? CODES[kind] ?? "internal";
    this.failure = failure;
  }

  static refused(failure) {
    return new EntenteError("refused", `${failure.code}: ${failure.message}`, failure);
  }

  /** Whether a position was refused because the history it was seen in no longer exists. */
  get saysHistoryWasReplaced() {
    return this.failure?.details?.state === "history-restored";
  }
}
