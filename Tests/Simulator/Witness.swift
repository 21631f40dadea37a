// Looks at the sources after every step of a run and remembers what they have committed. What was once
// committed must be there for as long as its history is; and whatever a decision node knows must be a state
// that its source once had, whole commands and nothing else. A source that is restored begins another
// history, which has its first part in common with the one before.

import DecisionService
import DirectoryService
import EntenteProtocol
import PartnershipService
import Replica
import SQLiteStore
import Source
import TestSupport

/// The history of one source, as committed.
struct WitnessedHistory {
    /// By revision, the first at 0.
    private(set) var changes: [WitnessedChange] = []
    var epoch: UInt64 = 0
    /// When it could first be heard of, on the monotonic clock in nanoseconds.
    var begunAt: UInt64 = 0
    /// Everything that was carried out under a key in it, in order.
    var journal: [JournalEntry] = []
    /// How much of it is that of the history before.
    private(set) var shared = WitnessedPlace(revision: 0, entryCount: 0)

    var head: UInt64 { UInt64(changes.count) }

    /// What was carried out in this history and in none before.
    var ownJournal: ArraySlice<JournalEntry> { journal[shared.entryCount...] }

    mutating func append(_ change: SQLiteStore.Change, at moment: UInt64) {
        changes.append(WitnessedChange(change: change, committedAt: moment))
    }

    /// What becomes of it when its source is put back where it once was.
    func goingOn(from place: WitnessedPlace, as epoch: UInt64) -> WitnessedHistory {
        var other = self
        other.changes.removeSubrange(Int(place.revision)...)
        other.journal.removeSubrange(place.entryCount...)
        other.epoch = epoch
        other.begunAt = .max
        other.shared = place
        return other
    }

    /// Whether a source was once exactly there.
    func isState(_ revision: UInt64) -> Bool {
        revision == 0 || revision <= head && changes[Int(revision) - 1].change.isLast
    }

    /// Where the source was before what it did together with a change.
    func begin(ofCommit revision: UInt64) -> UInt64 {
        var before = max(revision, 1) - 1
        while !isState(before) { before -= 1 }
        return before
    }

    /// Where the source was after what it did together with a change.
    func end(ofCommit revision: UInt64) -> UInt64 {
        var end = revision
        while !isState(end), end < head { end += 1 }
        return end
    }

    /// The newest revision that was committed at a moment.
    func head(at moment: UInt64) -> UInt64 {
        var count = changes.count
        while count > 0, changes[count - 1].committedAt > moment { count -= 1 }
        return UInt64(count)
    }
}

/// A change that a source has committed.
struct WitnessedChange {
    let change: SQLiteStore.Change
    /// When it was seen, on the monotonic clock in nanoseconds.
    let committedAt: UInt64
}

/// Where a history once stood.
struct WitnessedPlace {
    let revision: UInt64
    let entryCount: Int
}

/// A command that a source has carried out, as its journal has it.
struct JournalEntry {
    let key: String
    let actor: String
    let method: UInt16
    /// When it was carried out, in milliseconds since 1970.
    let at: Int64
    let response: [UInt8]
}

/// Watches one source.
final class SourceWitness {
    let name: ServiceName
    /// All its histories, the one that counts at the end.
    private(set) var histories = [WitnessedHistory()]
    /// The keys in the journal of the history that counts.
    private var journaled: Set<String> = []
    /// What is wrong, found since last asked.
    var problems: [String] = []
    /// The running source; nil while it is down.
    private(set) var source: Source?

    init(of name: ServiceName) { self.name = name }

    /// The history that counts.
    private(set) var history: WitnessedHistory {
        _read { yield histories[histories.count - 1] }
        _modify { yield &histories[histories.count - 1] }
    }

    /// The history with this number; nil where there never was one.
    func history(_ epoch: UInt64) -> WitnessedHistory? { histories.last { $0.epoch == epoch } }

    /// When the history that took the place of this one could first be heard of, on the monotonic clock in
    /// nanoseconds; the end of time for none.
    func replacedAt(_ epoch: UInt64) -> UInt64 {
        let next = (histories.firstIndex { $0.epoch == epoch } ?? 0) + 1
        return next < histories.count ? histories[next].begunAt : .max
    }

    /// Where the source stands, for coming back to.
    func place() -> WitnessedPlace {
        readJournal()
        return WitnessedPlace(revision: history.head, entryCount: history.journal.count)
    }

    /// The source, which is down, was put back to `place`.
    func restored(to place: WitnessedPlace, as epoch: UInt64) {
        histories.append(history.goingOn(from: place, as: epoch))
        journaled = Set(history.journal.map(\.key))
    }

    /// The source runs again: all of its history must be there.
    func began(_ service: Any) {
        let source =
            (service as? DirectoryService)?.source ?? (service as? PartnershipService)?.source
        guard let source else { preconditionFailure("a source that is none") }
        self.source = source
        if history.epoch == 0 { history.epoch = source.changes.epoch }
        history.begunAt = min(history.begunAt, source.server.loop.host.clock.monotonic)
        if source.changes.epoch != history.epoch {
            problems.append("the \(name.rawValue) began another history")
        }
        if source.changes.head < history.head {
            problems.append(
                "the \(name.rawValue) lost what it had committed: it was at \(history.head), "
                    + "now it is at \(source.changes.head)")
        } else if history.head > 0,
            let digest = try? source.changes.digest(at: history.head),
            digest != history.changes.last?.change.digest
        {
            problems.append("the \(name.rawValue) has another history than it had")
        }
        look(at: source.server.loop.host.clock.monotonic)
    }

    /// The source is down.
    func ended() { source = nil }

    /// Takes note of what was committed.
    func look(at moment: UInt64) {
        guard let source, source.changes.head > history.head else { return }
        let fresh = try? source.changes.read(after: history.head, limitChanges: 10_000, limitBytes: 1 << 24)
        for change in fresh ?? [] {
            guard change.revision == history.head + 1 else {
                return problems.append("the \(name.rawValue)'s log has a gap before \(change.revision)")
            }
            history.append(change, at: moment)
        }
    }

    /// Reads what was carried out since the last time, before the journal forgets it.
    func readJournal() {
        guard let source else { return }
        do throws(DatabaseProblem) {
            let sql = "SELECT request_key, actor, method, at, response FROM requests ORDER BY rowid"
            let entries = try source.database.rows(sql) { row in
                JournalEntry(
                    key: row.string(0), actor: row.string(1), method: UInt16(row.int(2)), at: row.int64(3),
                    response: row.bytes(4))
            }
            for entry in entries where journaled.insert(entry.key).inserted {
                history.journal.append(entry)
            }
        } catch {
            problems.append("the journal of the \(name.rawValue) cannot be read: \(error)")
        }
    }
}

/// Watches what one decision node knows.
final class NodeWitness {
    let machine: SimulatedMachine
    private var replica: Replica?
    private var last: [Progress] = [.none, .none]
    var problems: [String] = []

    init(of machine: SimulatedMachine) { self.machine = machine }

    func began(_ service: Any) {
        replica = (service as? DecisionService)?.replica
        last = [.none, .none]
    }

    func ended() { replica = nil }

    /// Compares what the node knows with what its sources have committed.
    func look(_ directory: SourceWitness, _ partnership: SourceWitness) {
        guard let replica else { return }
        look(replica.progress(.directory), 0, directory, "directory")
        look(replica.progress(.partnership), 1, partnership, "partnership service")
    }

    private func look(_ progress: Progress, _ place: Int, _ witness: SourceWitness, _ name: String) {
        guard progress != last[place] else { return }
        last[place] = progress
        guard progress != .none, progress.revision > 0 else { return }
        let revision = progress.revision
        let words = "the \(machine) is at revision \(revision) of the \(name), "
        guard let history = witness.history(progress.epoch) else {
            return problems.append(words + "of another history")
        }
        guard revision <= history.head else { return problems.append(words + "which was never committed") }
        guard history.isState(revision) else {
            return problems.append(words + "in the middle of a command")
        }
        if progress.digest != history.changes[Int(revision) - 1].change.digest {
            problems.append(words + "but its digest is of another history")
        }
    }
}
