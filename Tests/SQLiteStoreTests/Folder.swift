// A folder for the files of one test, gone with it.

import Foundation
import SQLiteStore

/// A temporary folder that is removed when its test lets go of it.
final class Folder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of `name` in the folder.
    func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file called `name` and answers its path.
    func write(_ name: String, _ contents: [UInt8]) throws -> String {
        try Data(contents).write(to: URL(filePath: file(name)))
        return file(name)
    }

    /// Copies a database with its log as they lie on the disk now, as a crash now would leave them.
    func copy(database name: String, to other: String) throws -> String {
        try FileManager.default.copyItem(atPath: file(name), toPath: file(other))
        let log = file(name) + "-wal"
        if FileManager.default.fileExists(atPath: log) {
            try FileManager.default.copyItem(atPath: log, toPath: file(other) + "-wal")
        }
        return file(other)
    }
}

/// Random bits that are the same in every run.
struct FixedRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

extension Database {
    /// The integers of the first column of a query.
    func integers(_ sql: String) throws(DatabaseProblem) -> [Int] { try rows(sql) { $0.int(0) } }
}

/// The problem that `body` throws; nil when it throws none.
func problem<Value>(of body: () throws(DatabaseProblem) -> Value) -> DatabaseProblem? {
    do throws(DatabaseProblem) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
