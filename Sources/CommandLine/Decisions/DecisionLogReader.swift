// The files of decision logs, read in the order in which they were written, perhaps while they still are. A
// line that cannot be read is told and passed over: a node that was killed, or whose disk was full, leaves
// half a line. Half a line at the very end is no damage: there a node may be writing at this moment. Numbers
// that are missing are told, too, because a log that hides its losses proves nothing.
import EntenteProtocol
import SystemCalls

/// What stands in decision logs, one thing after the other.
enum DecisionLogItem: Equatable {
    case record(DecisionRecord)
    /// Records between two others of one reactor are missing: so many, before this one.
    case gap(count: UInt64, before: DecisionRecord)
    /// What stands there is no record.
    case unreadable(path: String, line: Int)
    /// The last line is not finished, or never will be: its node is writing, or was killed.
    case unfinished(path: String, line: Int)
}

/// Reads what files hold of decisions, and what is added to them later.
struct DecisionLogReader {
    /// A file and how far it was read.
    private struct Place {
        /// The path it was found by: itself, or its folder.
        let origin: String
        let path: String
        var offset = 0
        var lineCount = 0
        /// The beginning of a line whose end is not there yet.
        var rest: [UInt8] = []
    }

    private static let pieceByteCount = 1 << 20

    private let paths: [String]
    private var places: [Place] = []
    /// The last number seen of each reactor of each process.
    private var sequences: [String: UInt64] = [:]

    /// A reader of files, and of the logs in folders.
    ///
    /// - Throws: which of them is not there, or holds no log.
    init(_ paths: [String]) throws(Problem) {
        self.paths = paths
        try findFiles()
        for path in paths where !places.contains(where: { $0.origin == path }) {
            throw .usage(
                "there is no decision log in `\(path)`",
                advice: "`entente-decision --decision-log FOLDER` writes one")
        }
    }

    /// Hands on what has come since the last call.
    ///
    /// - Parameter isEnd: whether this was the last call, so that half a line at the very end is told.
    /// - Throws: what cannot be read.
    mutating func read(isEnd: Bool, _ each: (DecisionLogItem) -> Void) throws(Problem) {
        try findFiles()
        for index in places.indices {
            do throws(Errno) {
                try Self.readOn(&places[index], &sequences, each)
            } catch {
                // The oldest go while one reads.
                if error == .noSuchFile { continue }
                throw .usage("cannot read `\(places[index].path)`: \(error)")
            }
            tellRest(of: index, isEnd: isEnd, each)
        }
    }

    /// Tells of half a line that is at the end of a file.
    private mutating func tellRest(of index: Int, isEnd: Bool, _ each: (DecisionLogItem) -> Void) {
        let place = places[index]
        // A file that another one follows is not written any more.
        let isOver = places[(index + 1)...].contains { $0.origin == place.origin }
        guard isOver || isEnd, !place.rest.isEmpty else { return }
        let line = place.lineCount + 1
        each(isOver ? .unreadable(path: place.path, line: line) : .unfinished(path: place.path, line: line))
        guard isOver else { return }
        places[index].lineCount = line
        places[index].rest = []
    }

    private mutating func findFiles() throws(Problem) {
        for path in paths {
            let files: [String]
            do throws(Errno) {
                files = try Self.files(of: path)
            } catch {
                throw .usage("cannot read `\(path)`: \(error)")
            }
            for file in files where !places.contains(where: { $0.path == file }) {
                places.append(Place(origin: path, path: file))
            }
        }
    }

    /// The file itself, or the logs in a folder, the oldest first.
    private static func files(of path: String) throws(Errno) -> [String] {
        let names: [String]
        do throws(Errno) {
            names = try File.names(in: path)
        } catch {
            if error == .isNoFolder { return [path] }
            throw error
        }
        return names.filter { $0.wholeMatch(of: #/decisions-\d{8,19}\.jsonl/#) != nil }
            .sorted { ($0.count, $0) < ($1.count, $1) }.map { "\(path)/\($0)" }
    }

    private static func readOn(
        _ place: inout Place, _ sequences: inout [String: UInt64], _ each: (DecisionLogItem) -> Void
    ) throws(Errno) {
        let file = try File.opened(place.path)
        try file.seek(to: place.offset)
        var piece = [UInt8](repeating: 0, count: pieceByteCount)
        while true {
            let outcome = file.read(into: &piece, 0..<piece.count)
            guard case .bytes(let count) = outcome else {
                if case .failed(let reason) = outcome { throw reason }
                return
            }
            place.offset += count
            var lines = piece[..<count].split(separator: 0x0a, omittingEmptySubsequences: false)
            let last = lines.removeLast()
            for line in lines {
                place.lineCount += 1
                tell(place.rest + line, place, &sequences, each)
                place.rest = []
            }
            place.rest += last
        }
    }

    private static func tell(
        _ bytes: [UInt8], _ place: Place, _ sequences: inout [String: UInt64],
        _ each: (DecisionLogItem) -> Void
    ) {
        if bytes.isEmpty { return }
        guard let text = String(validating: bytes, as: UTF8.self),
            let record = try? JSON.decode(
                DecisionRecord.self, from: JSONValue(parsing: text), unknownFields: .skip),
            record.sequence > 0
        else { return each(.unreadable(path: place.path, line: place.lineCount)) }
        let key = "\(record.node) \(record.reactor)"
        if let last = sequences[key], record.sequence > last, record.sequence - last > 1 {
            each(.gap(count: record.sequence - last - 1, before: record))
        }
        sequences[key] = record.sequence
        each(.record(record))
    }
}
