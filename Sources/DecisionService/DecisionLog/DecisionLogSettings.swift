import Flags
import Service

/// How decisions are written down.
package struct DecisionLogSettings: Sendable {
    /// Where the files are.
    package var folder: String
    /// One decision of so many is written down; 1 for all.
    package var sampleInterval: UInt64 = 1
    /// A file that has grown beyond this is followed by the next, in bytes.
    package var fileByteLimit = 64 << 20
    /// How many files are kept; the oldest go first.
    package var fileCountLimit = 8
    /// How many records wait for the writer in each reactor, a power of two, at 512 bytes each.
    package var ringRecordCount = 16_384

    /// Everything written into `folder`.
    package init(folder: String) { self.folder = folder }
}

/// The flags of a decision log.
struct DecisionLogFlags {
    private let folder: Flag<String?>
    private let sample: Flag<String>
    private let fileSize: Flag<Int>
    private let fileCount: Flag<Int>
    private let recordCount: Flag<Int>

    init(declaringIn flags: inout FlagSet) {
        folder = flags.optional(
            "decision-log", env: "ENTENTE_DECISION_LOG", placeholder: "FOLDER",
            help: "write decisions down in files of this folder, for `entente decisions`; off where not given"
        )
        sample = flags.string(
            "decision-log-sample", env: "ENTENTE_DECISION_LOG_SAMPLE", default: "full",
            placeholder: "full|1/N", help: "write down every decision, or one of N")
        let settings = DecisionLogSettings(folder: "")
        fileSize = flags.int(
            "decision-log-file-mib", env: "ENTENTE_DECISION_LOG_FILE_MIB",
            default: settings.fileByteLimit >> 20, in: 1...16_384,
            help: "MiB after which a file of the decision log is followed by the next")
        fileCount = flags.int(
            "decision-log-files", env: "ENTENTE_DECISION_LOG_FILES", default: settings.fileCountLimit,
            in: 1...100_000, help: "files of the decision log that are kept; the oldest go first")
        recordCount = flags.int(
            "decision-log-records", env: "ENTENTE_DECISION_LOG_RECORDS", default: settings.ringRecordCount,
            in: 16...(1 << 22),
            help:
                "decisions of each reactor that may wait to be written, 512 bytes each, a power of two; what "
                + "comes beyond is lost, and its numbers are missing in the log")
    }

    /// What was asked for; nil where the log is off.
    func settings() throws(StartProblem) -> DecisionLogSettings? {
        guard let folder = folder.value else { return nil }
        var settings = DecisionLogSettings(folder: folder)
        guard let interval = Self.interval(sample.value) else {
            throw StartProblem(
                "--decision-log-sample: `\(sample.value)`: expected `full`, or `1/N` such as `1/100`")
        }
        settings.sampleInterval = interval
        settings.fileByteLimit = fileSize.value << 20
        settings.fileCountLimit = fileCount.value
        settings.ringRecordCount = recordCount.value
        guard recordCount.value & (recordCount.value - 1) == 0 else {
            throw StartProblem("--decision-log-records: \(recordCount.value) is not a power of two")
        }
        return settings
    }

    /// One of how many `text` asks for.
    static func interval(_ text: String) -> UInt64? {
        if text == "full" { return 1 }
        guard text.hasPrefix("1/"), let number = UInt64(text.dropFirst(2)), number > 0 else { return nil }
        return number
    }
}
