// What is done to the files of the sources as files: looked over, copied, put back. No service is put
// together for it, and none has to stop: everything is read on connections that only read, each at one
// moment.

import CommandLine
import DirectoryService
import EntenteProtocol
import PartnershipService
import SQLiteStore
import Source
import SystemCalls

/// The files of the sources.
package enum SourceFiles: DatabaseKeeper {
    /// What a database is known by.
    private struct Mark {
        let application: Int32
        /// How many steps this program's tables have seen.
        let known: Int
        /// How many the first tables had seen whose events vouch for one another.
        let chained: Int
    }

    private static func mark(of service: ServiceName) -> Mark {
        switch service {
        case .directory:
            Mark(
                application: DirectoryService.application, known: DirectoryService.tableVersion, chained: 3)
        case .partnership:
            Mark(
                application: PartnershipService.application, known: PartnershipService.tableVersion,
                chained: 5)
        case .decision: preconditionFailure("a decision node keeps no database")
        }
    }

    /// Opens the database of `service` at `path` as it lies there.
    ///
    /// - Returns: the connection, at one moment, and how many steps the tables have seen.
    static func open(
        _ service: ServiceName, _ path: String
    ) throws(DatabaseProblem) -> (database: Database, tableVersion: Int) {
        let database = try Database(path: path, mode: .readOnly)
        let mark = mark(of: service)
        let version = try database.requireTables(of: mark.application, known: mark.known)
        guard version >= mark.chained else {
            throw .other(
                code: 0,
                message: "`\(path)` is of an earlier release, whose events do not vouch for one another: "
                    + "start its service of this release once")
        }
        try database.beginRead()
        return (database, version)
    }

    /// Runs `body` and says of what goes wrong what it means at a command line.
    static func telling<Value>(_ body: () throws(DatabaseProblem) -> Value) throws(Problem) -> Value {
        do throws(DatabaseProblem) {
            return try body()
        } catch {
            throw problem(error)
        }
    }

    /// What a problem of a file means at a command line.
    static func problem(_ problem: DatabaseProblem) -> Problem {
        switch problem {
        case .full, .inputOutput, .busy, .corrupt: .fault("\(problem)")
        case .other(0, let message): .usage(message)
        case .other: .fault("\(problem)")
        default: .usage("\(problem)")
        }
    }

    /// The name of the file of `service` in a folder, which the command line knows too.
    static func name(of service: ServiceName) -> String {
        service == .directory ? DirectoryService.fileName : PartnershipService.fileName
    }

    package static func fold(_ path: String) throws(Problem) -> Bool {
        try telling { () throws(DatabaseProblem) in try Database.fold(path) }
    }

    package static func markPath(_ path: String) -> String { RestoreMark.path(of: path) }

    package static func hold(_ path: String) throws(Problem) -> AnyObject {
        try telling { () throws(DatabaseProblem) in try DatabaseHold(path) }
    }
}
