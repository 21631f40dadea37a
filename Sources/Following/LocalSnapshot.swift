// What a node knows of one source, kept on its own disk, so that it answers again a moment after a restart
// and takes from the source only what it has missed. The file serves the start and nothing else: no answer
// waits for it, and when it cannot be written the node goes on without.
//
// It grows with every change. When those outnumber the facts a new one is filled from a snapshot that is
// taken for this alone, beside the old one; changes go into both until the new one takes the old one's place.

import EntenteProtocol
import EventLoop
import PlantedBugs
import Replica
import Service
import SystemCalls

/// The local snapshot of one source.
///
/// Belongs to the loop's thread.
final class LocalSnapshot {
    private let folder: LocalFolder
    private let source: ServiceName
    private let facts: FactSource
    private let path: String
    /// The file that the facts in memory agree with; nil where there is none, or it cannot be written.
    private var live: SnapshotWriter?
    /// The file that is to take its place.
    private var coming: SnapshotWriter?
    /// Where what is coming is taken from, unless it is the snapshot that the replica itself takes.
    private var copy: SnapshotCopy?
    private var isInstalling = false
    /// Whether the file that is being installed is outdated already.
    private var isOutdated = false
    private var failureCount: UInt64 = 0
    private var retryAt: UInt64 = 0
    /// The last moment that was written down.
    private var moment: FreshMoment?

    private var loop: EventLoop { folder.loop }
    private var disk: any Disk { folder.disk }
    private var comingPath: String { path + ".new" }

    init(of source: ServiceName, _ facts: FactSource, in folder: LocalFolder) {
        self.folder = folder
        self.source = source
        self.facts = facts
        path = folder.path(of: source)
    }

    // MARK: reading

    /// Fills `replica` with what is kept, if anything is; waits for the disk.
    ///
    /// - Returns: As of when these facts are known to have been the newest there were, on the loop's
    ///   monotonic clock in nanoseconds; nil where that is not known.
    func load(into replica: Replica) -> UInt64? {
        // What was still coming never will; the next one begins over it in any case.
        try? disk.remove(comingPath)
        do throws(Errno) {
            return read(try disk.read(path), into: replica)
        } catch {
            if error != .noSuchFile { warn("local snapshot cannot be opened", "\(error)") }
            return nil
        }
    }

    private func read(_ file: any ReadableFile, into replica: Replica) -> UInt64? {
        do throws(SnapshotFlaw) {
            let content = try SnapshotFileReader.read(file, of: facts, into: replica)
            goOn(behind: content)
            let age = content.moment?.age(wall: loop.wallNow, monotonic: loop.now)
            folder.log.info(
                "local snapshot read",
                [
                    "source": .string(source.rawValue), "facts": "\(content.factCount)",
                    "appended": "\(content.appendedCount)",
                    "revision": "\(replica.progress(facts).revision)",
                    "age": .string(age.map { "\($0 / 1_000_000) ms" } ?? "unknown"),
                ])
            if isPlanted("what is read from the disk counts as new") { return loop.now }
            // A time before this clock began has no place on it.
            return age.flatMap { $0 <= loop.now ? loop.now - $0 : nil }
        } catch {
            putAside(error)
            return nil
        }
    }

    private func goOn(behind content: SnapshotFileContent) {
        if let flaw = content.flaw {
            warn("local snapshot cut off where it is damaged", flaw)
        }
        do throws(Errno) {
            live = try SnapshotWriter(goingOnAt: path, behind: content, on: disk)
        } catch {
            failed("local snapshot cannot be written", "\(error)")
        }
    }

    /// Keeps a file that is of no use for whoever wants to know why.
    private func putAside(_ flaw: SnapshotFlaw) {
        let aside = path + ".damaged"
        warn("local snapshot cannot be used; it is put aside as `\(aside)`", flaw.words)
        do throws(Errno) {
            try disk.move(path, to: aside)
        } catch {
            warn("local snapshot cannot be put aside", "\(error)")
        }
    }

    // MARK: the replica's own snapshot

    /// The replica begins to take a snapshot: a file of it is begun, too.
    func begin() {
        abandon()
        if isInstalling {
            // One at a time; this one's file is taken from the source once more when that has ended.
            isOutdated = true
            return
        }
        beginFile()
    }

    /// A chunk of it has come.
    func take(chunk payload: RawSpan, factCount: Int, isLast: Bool) {
        guard copy == nil else { return }
        writeComing { file throws(Errno) in try file.append(chunk: payload, factCount: factCount) }
        if isLast {
            // Of the facts that were replaced.
            live = nil
            installComing()
        }
    }

    /// The snapshot broke off, the replica's own or the copy.
    func abandon() {
        copy?.cancel()
        copy = nil
        dropComing()
    }

    // MARK: changes

    /// Changes have come.
    func append(item payload: RawSpan, changeCount: Int) {
        write { file throws(Errno) in try file.append(item: payload, changeCount: changeCount) }
    }

    /// The facts were the newest there were at this moment of the loop's monotonic clock.
    func note(_ currentAt: UInt64) {
        if let moment, currentAt < moment.monotonic &+ folder.limits.momentPause { return }
        let age = Int64((loop.now &- currentAt) / 1_000_000)
        let moment = FreshMoment(wall: loop.wallNow - age, monotonic: currentAt)
        self.moment = moment
        write { file throws(Errno) in try file.append(moment) }
    }

    private func write(_ body: (SnapshotWriter) throws(Errno) -> Void) {
        if let live {
            do throws(Errno) { try body(live) } catch {
                // It ends in the middle of a record now, so nothing may follow.
                self.live = nil
                failed("local snapshot cannot be written any more", "\(error)")
            }
        }
        writeComing(body)
    }

    // MARK: a new file

    /// Whether the file is to be written anew, from a snapshot taken for it.
    var isRewriteDue: Bool {
        guard coming == nil, !isInstalling, loop.now >= retryAt else { return false }
        guard let live else { return true }
        return live.appendedCount > max(live.factCount, folder.limits.appendedMinimum)
    }

    /// Writes the file anew from a snapshot of the service at `address`.
    ///
    /// - Parameter progress: how far the replica is.
    func rewrite(from address: SocketAddress, secret: String, after progress: Progress) {
        beginFile()
        guard coming != nil else { return }
        do throws(TransportFailure) {
            copy = try SnapshotCopy(
                of: source, at: address, secret: secret, loop: loop,
                { [weak self] payload throws(SnapshotFlaw) in
                    guard let self else { throw SnapshotFlaw("nobody wants it") }
                    return try takeCopied(payload, progress)
                }, ended: { [weak self] flaw in self?.copyEnded(flaw) })
        } catch {
            dropComing()
            failed("local snapshot cannot be written anew", "\(error)")
        }
    }

    private func takeCopied(_ payload: RawSpan, _ progress: Progress) throws(SnapshotFlaw) -> Bool {
        let chunk: SnapshotChunk
        do throws(WireProblem) { chunk = try HotCodec.readChunk(payload) } catch {
            throw SnapshotFlaw("a chunk cannot be read: \(error.message)")
        }
        guard chunk.epoch == progress.epoch, chunk.revision >= progress.revision else {
            throw SnapshotFlaw("it is of another history")
        }
        writeComing { file throws(Errno) in
            try file.append(chunk: payload, factCount: chunk.facts.count)
        }
        guard coming != nil else { throw SnapshotFlaw("it cannot be written") }
        return chunk.done
    }

    private func copyEnded(_ flaw: SnapshotFlaw?) {
        copy = nil
        guard let flaw else { return installComing() }
        if coming != nil { failed("local snapshot cannot be written anew", flaw.words) }
        dropComing()
    }

    private func beginFile() {
        do throws(Errno) {
            coming = try SnapshotWriter(
                making: comingPath, facts, number: loop.host.randomness.next(), on: disk)
        } catch {
            removeComing()
            failed("local snapshot cannot be written", "\(error)")
        }
    }

    private func writeComing(_ body: (SnapshotWriter) throws(Errno) -> Void) {
        guard let coming else { return }
        do throws(Errno) { try body(coming) } catch {
            dropComing()
            failed("local snapshot cannot be written", "\(error)")
        }
    }

    private func dropComing() {
        guard coming != nil else { return }
        coming = nil
        removeComing()
    }

    private func removeComing() {
        do throws(Errno) { try disk.remove(comingPath) } catch {
            warn("unfinished local snapshot cannot be removed", "\(error)")
        }
    }

    private func installComing() {
        guard let file = coming else { return }
        coming = nil
        let old = live
        live = file
        isOutdated = false
        // Its facts are newer than those of the old file, of which this is true.
        if let moment { write { file throws(Errno) in try file.append(moment) } }
        guard live != nil else { return removeComing() }
        isInstalling = true
        disk.install(file.file, comingPath, as: path, insteadOf: old?.file, on: loop) { [weak self] problem in
            self?.installed(problem)
        }
    }

    private func installed(_ problem: Errno?) {
        isInstalling = false
        if let problem {
            live = nil
            return failed("local snapshot cannot be written", "\(problem)")
        }
        failureCount = 0
        if isOutdated { live = nil }
        folder.log.info("local snapshot written", ["source": .string(source.rawValue)])
    }

    // MARK: trouble

    /// Leaves the disk alone for a while.
    private func failed(_ words: String, _ reason: String) {
        warn(words, reason)
        let limits = folder.limits
        let pause = min(limits.retryPause << min(failureCount, 16), limits.retryPauseMaximum)
        failureCount += 1
        retryAt = loop.now &+ pause
    }

    private func warn(_ words: String, _ reason: String) {
        folder.log.warning(
            words, ["source": .string(source.rawValue), "file": .string(path), "reason": .string(reason)])
    }
}
