import SQLiteStore
import Testing

@Suite("A read transaction beside the writer")
struct SnapshotTests {
    @Test("goes on seeing its moment while the writer commits and the log is checkpointed")
    func oneMoment() throws {
        let folder = try Folder()
        let writer = try Database(path: folder.file("a.db"))
        try writer.run("CREATE TABLE t (n INTEGER) STRICT")
        try writer.run("INSERT INTO t VALUES (1)")
        let reader = try Database(path: folder.file("a.db"), mode: .readOnly)

        try reader.beginRead()
        for number in 2...50 { try writer.run("INSERT INTO t VALUES (?)", number) }
        try writer.run("PRAGMA wal_checkpoint(PASSIVE)")
        #expect(try reader.integers("SELECT count(*) FROM t") == [1])
        #expect(try reader.integers("SELECT n FROM t") == [1])
        #expect(try writer.integers("SELECT count(*) FROM t") == [50])

        reader.endRead()
        #expect(reader.isAutocommit)
        #expect(try reader.integers("SELECT count(*) FROM t") == [50])
    }

    @Test("may be ended twice")
    func endedTwice() throws {
        let folder = try Folder()
        let writer = try Database(path: folder.file("a.db"))
        let reader = try Database(path: folder.file("a.db"), mode: .readOnly)
        try reader.beginRead()
        reader.endRead()
        reader.endRead()
        try writer.run("CREATE TABLE t (n INTEGER) STRICT")
    }
}
