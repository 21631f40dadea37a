// What a backup says of itself: `manifest.json` beside the files. Everything a restore rests on is in it, so
// that a file that was damaged, swapped or cut is found before anything is touched.

import EntenteProtocol
import SystemCalls

/// A backup of one source, or of both.
package struct BackupManifest: Message {
    /// Says what this is: always `entente-backup`.
    package var format: String = ""
    /// The version of the format.
    package var formatVersion: Int32 = 0
    /// The release that took it.
    package var release: String = ""
    /// When, in milliseconds since 1970 UTC.
    package var takenAt: Int64 = 0
    /// The databases.
    package var files: [BackupFile] = []

    package init() {}

    enum CodingKeys: Int, CodingKey {
        case format = 1
        case formatVersion = 2
        case release = 3
        case takenAt = 4
        case files = 5
    }

    /// The file it is kept in.
    package static let name = "manifest.json"
    /// What ``format`` says.
    static let formatName = "entente-backup"
    /// The version that this release writes, and the newest it reads.
    static let formatVersion: Int32 = 1
}

/// One database of a backup.
package struct BackupFile: Message {
    /// Whose it is: `directory` or `partnership`.
    package var service: String = ""
    /// The file within the backup.
    package var file: String = ""
    /// The file within the data folder it was taken from.
    package var place: String = ""
    /// How long the file is.
    package var byteCount: Int64 = 0
    /// The SHA-256 of the file, in hexadecimal digits.
    package var sha256: String = ""
    /// How many steps the tables have seen.
    package var tableVersion: Int32 = 0
    /// The history it is a state of.
    package var epoch: UInt64 = 0
    /// The last revision it has seen.
    package var revision: UInt64 = 0
    /// The chain digest of the feed at that revision.
    package var digest: UInt64 = 0
    /// The number of its last event.
    package var eventSequence: Int64 = 0
    /// The SHA-256 of its last event, in hexadecimal digits.
    package var eventHash: String = ""
    /// The first of its events that does not follow, as `audit verify` tells; 0 where all do.
    package var brokenAt: Int64 = 0

    package init() {}

    enum CodingKeys: Int, CodingKey {
        case service = 1
        case file = 2
        case place = 3
        case byteCount = 4
        case sha256 = 5
        case tableVersion = 6
        case epoch = 7
        case revision = 8
        case digest = 9
        case eventSequence = 10
        case eventHash = 11
        case brokenAt = 12
    }

    /// The head of its chain of events, as it is noted.
    var head: String { "\(service)=\(eventSequence):\(eventHash)" }
}

/// What became of the history of a restored source.
package struct RenewedHistory: Sendable {
    /// The history the backup was a state of.
    package let oldEpoch: UInt64
    /// The history that begins with the restore.
    package let newEpoch: UInt64

    /// A history `newEpoch` in the place of `oldEpoch`.
    package init(oldEpoch: UInt64, newEpoch: UInt64) {
        self.oldEpoch = oldEpoch
        self.newEpoch = newEpoch
    }
}

extension BackupManifest {
    /// The manifest of the backup in `folder`.
    ///
    /// - Throws: where there is none, or none that this release understands.
    static func read(from folder: String) throws(Problem) -> BackupManifest {
        let path = "\(folder)/\(name)"
        let text: String
        do throws(Errno) {
            text = try File.readText(path)
        } catch {
            throw .usage(
                "cannot read `\(path)`: \(error)",
                advice: "`--from` names a folder that `entente backup --to` has made")
        }
        let manifest: BackupManifest
        do throws(JSONProblem) {
            manifest = try JSON.decode(BackupManifest.self, from: text, unknownFields: .skip)
        } catch {
            throw .usage("`\(path)` is not the manifest of a backup: \(error)")
        }
        try manifest.check(path)
        return manifest
    }

    private func check(_ path: String) throws(Problem) {
        guard format == Self.formatName, formatVersion > 0 else {
            throw .usage("`\(path)` is not the manifest of a backup of Entente")
        }
        guard formatVersion <= Self.formatVersion else {
            throw .usage(
                "`\(path)` has version \(formatVersion), this program knows versions up to \(Self.formatVersion)",
                advice: "restore it with release \(release) or a newer one")
        }
        let services = files.compactMap { ServiceName(rawValue: $0.service) }
        guard !files.isEmpty, services.count == files.count, Set(services).count == services.count else {
            throw .usage("`\(path)` names no databases, or one service twice")
        }
        // Names from a file must not lead anywhere else.
        for (file, service) in zip(files, services) {
            guard SourceDatabase.services.contains(service), file.file == "\(service.rawValue).sqlite",
                SourceDatabase.places(of: service).contains(file.place)
            else {
                throw .usage("`\(path)`: the database of `\(file.service)` has a place it cannot have")
            }
        }
    }
}
