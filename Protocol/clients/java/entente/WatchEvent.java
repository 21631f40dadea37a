package entente;

import entente.Messages.WatchedAnswer;
import java.util.List;

/** What a watch tells. */
public sealed interface WatchEvent {
    /** Answers that changed; all of them where {@code isComplete}. */
    record Answers(List<WatchedAnswer> answers, boolean isComplete) implements WatchEvent {}

    /** Until complete answers come, do not rely on an {@code ALLOW} told before. */
    record Interrupted(EntenteException failure) implements WatchEvent {}
}
