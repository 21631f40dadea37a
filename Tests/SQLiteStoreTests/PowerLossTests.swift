// The machine under the database loses its power: what was committed is there, whatever of the rest is not.

import SQLiteStore
import TestSupport
import Testing

@Suite("A database on a machine that loses its power")
struct PowerLossTests {
    /// Commits turns until there are `count`, or one fails.
    ///
    /// - Returns: How many changes were committed.
    private static func fill(_ database: Database, _ count: Int) throws -> UInt64 {
        let log = try ChangeLog(in: database, random: { 1 })
        let turn = TurnTransaction(database)
        turn.add(log)
        for number in 0..<count {
            do throws(DatabaseProblem) {
                try turn.command { () throws(DatabaseProblem) in
                    try log.append(
                        [Array(repeating: UInt8(number & 0xFF), count: 900), [1], [2]], at: 0)
                }
                try turn.commit()
            } catch {
                turn.rollback()
                break
            }
        }
        return log.head
    }

    private static func open(_ tables: SimulatedTables) throws -> Database {
        let database = try Database(path: "/data/a.db", vfs: tables.vfsName)
        try database.migrate([Migration(sql: ChangeLog.schema)], application: 1)
        return database
    }

    @Test("has every turn that was committed, and whole commands only", arguments: 1...60 as ClosedRange<Int>)
    func powerLoss(writes: Int) throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: UInt64(writes)))
        var database: Database? = try Self.open(tables)
        let before = try Self.fill(#require(database), 3)
        tables.writesLeft = writes
        let committed = try Self.fill(#require(database), 100)
        #expect(tables.isDead && committed >= before)
        tables.losePower()
        database = nil
        let log = try ChangeLog(in: try Self.open(tables), random: { 1 })
        // The last turn may have reached the disk without its process having lived to know.
        #expect(log.head == committed || log.head == committed + 3)
        #expect(log.head.isMultiple(of: 3))
    }

    @Test("keeps what it wrote when only the process ends")
    func processEnd() throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: 1))
        var database: Database? = try Self.open(tables)
        let committed = try Self.fill(#require(database), 5)
        tables.endProcess()
        database = nil
        #expect(try ChangeLog(in: try Self.open(tables), random: { 1 }).head == committed)
    }

    @Test(
        "keeps what it was found with after a process had died, also beside who reads and folds it",
        arguments: 1...60 as ClosedRange<Int>, [false, true])
    func lossAfterDeath(writes: Int, isBusy: Bool) throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: UInt64(writes)))
        var database: Database? = try Self.open(tables)
        _ = try Self.fill(#require(database), 3)
        tables.writesLeft = writes
        _ = try Self.fill(#require(database), 100)
        tables.endProcess()
        database = nil
        var reader: Database?
        if isBusy {
            reader = try Database(path: "/data/a.db", vfs: tables.vfsName, mode: .readOnly)
            try reader?.beginRead()
            tables.beginForeignCheckpoint(of: "/data/a.db")
        }
        // Whoever reads it answers from it, and writes nothing.
        database = try Self.open(tables)
        let found = try ChangeLog(in: #require(database), random: { 1 }).head
        tables.losePower()
        database = nil
        reader = nil
        #expect(try ChangeLog(in: try Self.open(tables), random: { 1 }).head == found)
    }

    @Test("waits once a turn for whoever holds it locked")
    func lockedOut() throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: 1))
        let database = try Self.open(tables)
        let turn = TurnTransaction(database)
        let foreigner = try Database(path: "/data/a.db", vfs: tables.vfsName)
        try foreigner.run("BEGIN IMMEDIATE")
        func command() { #expect(throws: DatabaseProblem.busy) { try turn.command {} } }
        command()
        let waited = tables.sleptMicros
        #expect(waited > 0)
        for _ in 0..<20 { command() }
        #expect(tables.sleptMicros == waited)
        #expect(try !turn.commit())
        command()
        #expect(tables.sleptMicros == 2 * waited)
        try foreigner.run("ROLLBACK")
        #expect(try !turn.commit())
        #expect(try Self.fill(database, 1) == 3)
    }

    @Test("says that there is no room, and goes on when there is")
    func fullDisk() throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: 1))
        let database = try Self.open(tables)
        let committed = try Self.fill(database, 2)
        tables.isFull = true
        #expect(try Self.fill(database, 1) == committed)
        tables.isFull = false
        #expect(try Self.fill(database, 1) == committed + 3)
    }

    @Test("is opened, and read, where there is no room")
    func fullDiskAtStart() throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: 1))
        var database: Database? = try Self.open(tables)
        let committed = try Self.fill(#require(database), 5)
        tables.endProcess()
        database = nil
        tables.isFull = true
        database = try Self.open(tables)
        #expect(try Self.fill(#require(database), 1) == committed)
        tables.isFull = false
        #expect(try Self.fill(#require(database), 1) == committed + 3)
    }

    @Test("takes back what the disk could not be waited for, and goes on when it can")
    func failingSyncs() throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: 1))
        var database: Database? = try Self.open(tables)
        let committed = try Self.fill(#require(database), 2)
        tables.failsSyncs = true
        #expect(try Self.fill(#require(database), 1) == committed)
        tables.failsSyncs = false
        #expect(try Self.fill(#require(database), 1) == committed + 3)
        tables.losePower()
        database = nil
        #expect(try ChangeLog(in: try Self.open(tables), random: { 1 }).head == committed + 3)
    }

    @Test(
        "keeps what it committed behind a log whose shortening could not be waited for",
        arguments: 1...20 as ClosedRange<UInt64>)
    func failingShortening(seed: UInt64) throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: seed))
        var database: Database? = try Self.open(tables)
        let committed = try Self.fill(#require(database), 9)
        tables.endProcess()
        database = nil
        // A start folds the log into the file, and cuts it to nothing.
        database = try Self.open(tables)
        tables.failsSyncs = true
        #expect(try Self.fill(#require(database), 1) == committed)
        tables.failsSyncs = false
        #expect(try Self.fill(#require(database), 2) == committed + 6)
        tables.losePower()
        database = nil
        #expect(try ChangeLog(in: try Self.open(tables), random: { 1 }).head == committed + 6)
    }

    @Test("does not know what became of a turn while the disk fails, and says so")
    func failingDisk() throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: 1))
        let database = try Self.open(tables)
        let log = try ChangeLog(in: database, random: { 1 })
        let turn = TurnTransaction(database)
        turn.add(log)
        tables.failsSyncs = true
        try turn.command { () throws(DatabaseProblem) in try log.append([[1]], at: 0) }
        do throws(DatabaseProblem) {
            try turn.commit()
            Issue.record("a commit that could not wait for the disk")
        } catch {
            guard case .undecided = error else {
                Issue.record("\(error)")
                return
            }
        }
        #expect(log.head == 0)
    }

    /// The disk fails who waits for it once; whoever waits later is told that all is well.
    @Test(
        "keeps what was acknowledged behind a commit that the disk had failed", arguments: 1...60,
        [false, true])
    func lossAfterFailure(seed: Int, isRestarted: Bool) throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: UInt64(seed)))
        var database: Database? = try Self.open(tables)
        _ = try Self.fill(#require(database), 2)
        tables.failsSyncs = true
        _ = try Self.fill(#require(database), 1)
        tables.failsSyncs = false
        if isRestarted {
            tables.endProcess()
            database = nil
            database = try Self.open(tables)
        }
        let acknowledged = try Self.fill(#require(database), 2)
        tables.losePower()
        database = nil
        #expect(try ChangeLog(in: try Self.open(tables), random: { 1 }).head == acknowledged)
    }

    /// Pages that were put into the file while somebody read are not written again by whoever folds the rest.
    @Test("keeps what was acknowledged where the disk has failed who folded the log", arguments: 1...40)
    func lossAfterFolding(seed: Int) throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: UInt64(seed)))
        var database: Database? = try Self.open(tables)
        _ = try Self.fill(#require(database), 2)
        var reader: Database? = try Database(path: "/data/a.db", vfs: tables.vfsName, mode: .readOnly)
        try reader?.beginRead()
        _ = try Self.fill(#require(database), 900)
        reader = nil
        tables.failsSyncsOfFiles = true
        _ = try Self.fill(#require(database), 50)
        tables.failsSyncsOfFiles = false
        #expect(database?.foldingProblem != nil)
        let acknowledged = try Self.fill(#require(database), 500)
        if seed.isMultiple(of: 2) { database = nil }
        tables.losePower()
        database = nil
        let found = try Self.open(tables)
        #expect(try found.contradictions().isEmpty)
        #expect(try ChangeLog(in: found, random: { 1 }).head == acknowledged)
    }

    @Test("is what it was when its files were copied, once they are put back")
    func copies() throws {
        let tables = SimulatedTables(dice: SimulatedRandomness(seed: 1))
        var database: Database? = try Self.open(tables)
        let committed = try Self.fill(#require(database), 3)
        let copy = tables.copy
        _ = try Self.fill(#require(database), 3)
        tables.endProcess()
        database = nil
        tables.putBack(copy)
        #expect(try ChangeLog(in: try Self.open(tables), random: { 1 }).head == committed)
    }
}
